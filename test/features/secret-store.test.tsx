import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { fakeCard, noSecrets } from '../support/fake-profiles.ts'
import { STORE_PASSPHRASE } from '../support/fake-secret-store.ts'
import { asked, useApp } from './start.tsx'

const start = useApp()

describe('C-03 passwords without a keychain', () => {
  it('the launcher asks for the pass phrase of kept ones', async () => {
    const { user } = await start('/', { keychain: false, secrets: { kind: 'passphrase', locked: true } })
    await screen.findByText('Kept passwords are locked')
    await user.click(screen.getByRole('button', { name: 'Unlock…' }))
    const field = await screen.findByLabelText('Pass phrase')
    await user.type(field, 'wrong one{Enter}')
    await screen.findByText('The pass phrase does not open the secrets')
    await user.clear(field)
    await user.type(field, `${STORE_PASSPHRASE}{Enter}`)
    await screen.findByText('Passwords are unlocked')
    await waitFor(() => expect(screen.queryByText('Kept passwords are locked')).toBeNull())
  })

  it('the user chooses: in memory until Samsa quits, or under a pass phrase entered twice', async () => {
    const secrets = { ...noSecrets, saslPassword: { kept: 'memory' as const, changedAt: 1 } }
    const { host, user } = await start('/', { keychain: false, profiles: [fakeCard('lone', { secrets })] })
    await screen.findByText('Passwords are kept in memory')
    await user.click(screen.getByRole('button', { name: 'Keep them…' }))
    await user.type(await screen.findByLabelText('Pass phrase'), STORE_PASSPHRASE)
    const keep = screen.getByRole('button', { name: 'Keep' })
    expect(keep.title).toBe('The two are not the same')
    await user.type(screen.getByLabelText('Once more'), `${STORE_PASSPHRASE}{Enter}`)
    await screen.findByText('Passwords are kept under your pass phrase')
    await waitFor(() => expect(asked(host, 'secretStore.keepUnder')).toEqual([{ passphrase: STORE_PASSPHRASE }]))
  })
})
