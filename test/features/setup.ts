import { configure } from '@testing-library/react'

// What is waited for comes when the machine has time for it; a second is not much on two busy cores.
configure({ asyncUtilTimeout: 10_000 })
