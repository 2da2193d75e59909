import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { NO_POLICY } from '../../electron/core/profiles/policy.ts'
import { DEFAULT_SETTINGS, SettingsFile } from '../../shared/contract/settings.ts'
import { readSettingsFile, settingsFileOf } from '../../renderer/features/settings/settings-file.ts'
import { asked, useApp } from './start.tsx'

const start = useApp()
const fileOf = (value: unknown, name = 'samsa-settings.json'): File =>
  new File([typeof value === 'string' ? value : JSON.stringify(value)], name, { type: 'application/json' })
const importing = () => screen.findByLabelText('Import settings…', { selector: 'input' })

describe('24 settings, data', () => {
  it('the folder and its sizes are told, and it is opened', async () => {
    const { host, user } = await start('/settings')
    const data = await screen.findByRole('region', { name: 'Data' })
    await within(data).findByText('212 MiB')
    expect(data.textContent).toContain('/home/you/.samsa')
    await user.click(within(data).getByRole('button', { name: 'Open the folder' }))
    await waitFor(() => expect(asked(host, 'host.openDataFolder')).toHaveLength(1))
  })

  it('a history is deleted after its name was typed, and what is lost is said before', async () => {
    const { host, user } = await start('/settings', { recorded: { first: Date.now() - 7_200_000, last: Date.now() } })
    await user.click(await screen.findByRole('button', { name: 'Delete the history of orders-us' }))
    const dialog = await screen.findByRole('dialog', { name: /^Delete what was recorded of orders-us/ })
    expect(dialog.textContent).toMatch(/All of it since .*MiB.*Nothing brings it back/)
    await user.keyboard('orders-u{Enter}')
    expect(asked(host, 'history.forget')).toEqual([])
    expect(within(dialog).getByRole('button', { name: 'Delete' }).title).toBe('Type orders-us first')
    await user.keyboard('s{Enter}')
    await waitFor(() => expect(asked(host, 'history.forget')).toEqual([{ cluster: 'orders-us' }]))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('what is exported is taken in again, is no secret and nothing about single profiles', async () => {
    const mine = { ...DEFAULT_SETTINGS, theme: 'dark' as const, notRecorded: ['orders-us'] }
    const text = settingsFileOf(mine)
    expect(SettingsFile.safeParse(JSON.parse(text)).success).toBe(true)
    expect(text).not.toContain('orders-us')
    expect(await readSettingsFile(new Blob([text]))).toMatchObject({ ok: true, settings: { theme: 'dark' } })
  })

  it('a file of settings shows what it would change, and changes that alone', async () => {
    const policy = { ...NO_POLICY, file: '/etc/samsa/policy.json', by: 'the Kafka team', settings: { density: 'compact' as const } }
    const { host, user } = await start('/settings', { policy, settings: { density: 'compact' } })
    const proxy = { use: 'manual', address: 'proxy.example.org:3128', user: '', except: ['10.0.0.0/8'] }
    const settings = { theme: 'dark', time: 'local', density: 'comfortable', proxy }
    await user.upload(await importing(), fileOf({ samsaSettings: 1, settings }))
    const dialog = await screen.findByRole('dialog', { name: 'Take these settings?' })
    expect(dialog.textContent).toContain('ThemeSystem → Dark')
    expect(dialog.textContent).toContain('Proxynone → manual, proxy.example.org:3128, 10.0.0.0/8')
    // Fixed by an administrator, or as it is already.
    expect(dialog.textContent).not.toMatch(/Rows|Time zone/)
    expect(asked(host, 'host.saveSettings')).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: 'Take them' }))
    await waitFor(() => expect(asked(host, 'host.saveSettings')).toEqual([{ theme: 'dark', proxy }]))
    // What the next file is held against is what the host has said since.
    await waitFor(() => expect(screen.getByRole('radio', { name: 'Dark' }).ariaChecked).toBe('true'))
    await user.upload(await importing(), fileOf({ samsaSettings: 1, settings: { theme: 'dark' } }))
    await screen.findByText(/says nothing that is not so already/)
  })

  it.each([
    ['{', 'it is not JSON'],
    [{ samsaSettings: 2, settings: {} }, 'samsaSettings: Write 1: the version of this form'],
    [{ samsaSettings: 1, settings: { theme: 'pink' } }, 'settings.theme: Invalid option'],
    [{ samsaSettings: 1, settings: { later: true } }, 'settings: Unrecognized key: "later"'],
    [[], 'Invalid input: expected object'],
  ])('%j is no file of settings, and says why', async (value, why) => {
    const { host, user } = await start('/settings')
    await user.upload(await importing(), fileOf(value, 'x.json'))
    expect((await screen.findByText(/^x\.json is no file of settings/)).textContent).toContain(why)
    expect(asked(host, 'host.saveSettings')).toEqual([])
  })
})
