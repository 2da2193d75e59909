import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { asked, useApp } from './start.tsx'

const start = useApp()

describe('report a problem', () => {
  it('shows what is in it, with other names if asked, before it is saved', async () => {
    const { host, user } = await start('/')
    host.world.outside.tell({ is: 'action', id: 'report' })
    await screen.findByText('One file, 2.3 KiB')
    await user.click(screen.getByText('samsa.log'))
    await screen.findByText('connected to kafka-1.example.org')
    await user.click(screen.getByRole('checkbox', { name: /Use other names/ }))
    await screen.findByText('connected to host-001')
    expect(asked(host, 'report.save')).toEqual([])
    URL.createObjectURL = vi.fn(() => 'blob:samsa')
    URL.revokeObjectURL = vi.fn()
    await user.click(screen.getByRole('button', { name: 'Save the file' }))
    await waitFor(() => expect(asked(host, 'report.save')).toEqual([{ anonymise: true }]))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})
