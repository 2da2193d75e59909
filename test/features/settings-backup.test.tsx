import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { NO_POLICY } from '../../electron/core/profiles/policy.ts'
import { BACKUP_PASSPHRASE } from '../support/fake-backups.ts'
import { asked, useApp } from './start.tsx'

const start = useApp()

function saved(): string[] {
  const names: string[] = []
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:1', revokeObjectURL: () => {} }))
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download)
  })
  return names
}

describe('24 back up and restore', () => {
  it('says what goes into the file and how large it is before it is made, and refuses what does not fit', async () => {
    const names = saved()
    const { host, user } = await start('/settings')
    await user.click(await screen.findByRole('button', { name: 'Back up…' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Back up' }))
    await dialog.findByText(/^In all at most 14/)
    expect(dialog.getByText('Not inside: 7 passwords and keys')).toBeDefined()
    await user.click(dialog.getByRole('checkbox', { name: /^What was recorded of each cluster: 231\sMiB/ }))
    expect(dialog.getByText(/^More than 192 MiB does not fit into one file/)).toBeDefined()
    await user.click(dialog.getByRole('button', { name: 'Save the file' }))
    expect(asked(host, 'backups.make')).toEqual([])
    await user.click(dialog.getByRole('checkbox', { name: /^What was recorded of each cluster/ }))
    await user.click(dialog.getByRole('checkbox', { name: /^With passwords, sealed under a pass phrase/ }))
    await user.type(dialog.getByLabelText('Pass phrase'), 'short')
    expect(dialog.getByRole('alert').textContent).toBe('At least 12 characters')
    await user.type(dialog.getByLabelText('Pass phrase'), ' no more')
    expect(dialog.getByText('7 passwords and keys, sealed')).toBeDefined()
    await user.click(dialog.getByRole('button', { name: 'Save the file' }))
    await waitFor(() => expect(names).toHaveLength(1))
    expect(names[0]).toMatch(/^samsa-\d{4}-\d\d-\d\d\.samsa-backup$/)
    expect(asked(host, 'backups.make')).toEqual([{ recordings: true, history: false, passphrase: 'short no more' }])
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('what was recorded and passwords stay where an administrator wants that, with the reason', async () => {
    const { user } = await start('/settings', {
      policy: { ...NO_POLICY, file: '/etc/samsa/policy.json', by: 'the Kafka team', keepSecrets: false, exportRecordings: 'anonymised' },
    })
    await user.click(await screen.findByRole('button', { name: 'Back up…' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Back up' }))
    await dialog.findByText(/^In all at most/)
    for (const box of dialog.getAllByRole('checkbox')) expect((box as HTMLInputElement).disabled).toBe(true)
    expect(dialog.getAllByText(/the Kafka team/).length).toBe(3)
  })

  it('a sealed one asks for its pass phrase, shows what it would change, and waits for the next start', async () => {
    const { host, user } = await start('/settings')
    const file = new File(['SAMSABAK'], 'a.samsa-backup')
    await user.upload(await screen.findByLabelText('Restore…', { selector: 'input' }), file)
    const asks = within(await screen.findByRole('dialog', { name: 'This backup has a pass phrase' }))
    await user.type(asks.getByLabelText('Pass phrase'), 'another one{Enter}')
    await asks.findByText('The pass phrase does not open it')
    await user.clear(asks.getByLabelText('Pass phrase'))
    await user.type(asks.getByLabelText('Pass phrase'), `${BACKUP_PASSPHRASE}{Enter}`)
    const dialog = within(await screen.findByRole('dialog', { name: 'Restore this backup?' }))
    expect(dialog.getByText(/by Samsa 0\.1\.0\. All of it was checked/)).toBeDefined()
    const profiles = within(dialog.getByRole('list', { name: /^Its profiles/ })).getAllByRole('listitem')
    expect(profiles.map((row) => row.textContent)).toEqual([
      expect.stringMatching(/^orders-eu.*kafka-1\.eu\.example\.org:9092, kafka-2/),
      expect.stringMatching(/^orders-us.*observes until you allow more$/),
    ])
    expect(dialog.getByText('System → Dark')).toBeDefined()
    expect(dialog.getByText('100 % → 125 %')).toBeDefined()
    // Whose seal that is stands there for as long as the log is taken.
    expect(dialog.getByRole('group', { name: 'Activity of another computer' }).textContent).toMatch(/sealed by another computer/)
    await user.click(dialog.getByRole('checkbox', { name: /^Activity/ }))
    expect(dialog.queryByRole('group', { name: 'Activity of another computer' })).toBeNull()
    await user.click(dialog.getByRole('checkbox', { name: /^Activity/ }))
    await user.click(dialog.getByRole('checkbox', { name: /^Settings/ }))
    expect(dialog.queryByText('System → Dark')).toBeNull()
    await user.click(dialog.getByRole('button', { name: 'Restore at the next start' }))
    await screen.findByText(/^At the next start a backup takes the place of: profiles, activity\. Quit Samsa and open it again\.$/)
    expect(asked(host, 'backups.restore')).toEqual([{ opened: 'b-1', parts: ['profiles', 'activity'] }])
    await user.click(screen.getByRole('button', { name: 'Not any more' }))
    await waitFor(() => expect(screen.queryByText(/^At the next start/)).toBeNull())
  })

  it('what was here before a restore can be gone back to, or is deleted when that is said twice', async () => {
    const { host, user } = await start('/settings')
    await user.click(await screen.findByRole('button', { name: /^Go back to the data of/ }))
    await screen.findByText(/^At the next start what was here before comes back: profiles, settings, windows/)
    await user.click(screen.getByRole('button', { name: /^Delete the data of/ }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete what was here before?' }))
    await user.click(dialog.getByRole('button', { name: 'Delete' }))
    await waitFor(() => expect(screen.queryByRole('list', { name: 'From before a restore' })).toBeNull())
    expect(asked(host, 'backups.forget')).toEqual([{ id: '2026-11-20T09-30-00-000Z' }])
  })
})
