import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../electron/core/profiles/settings.ts'
import { DEFAULTS } from '../../renderer/features/settings/setting.tsx'
import { asked, useApp } from './start.tsx'

const start = useApp()

describe('24 settings', () => {
  it('each is found by its words, says when it differs from how Samsa comes, and is put back', async () => {
    expect(DEFAULT_SETTINGS).toMatchObject(DEFAULTS)
    const { host, user } = await start('/settings', { settings: { theme: 'dark' } })
    await screen.findByText('Not as Samsa comes')
    await user.click(screen.getByRole('button', { name: 'Put back Theme' }))
    await waitFor(() => expect(asked(host, 'host.saveSettings')).toEqual([{ theme: 'system' }]))
    await waitFor(() => expect(screen.queryByText('Not as Samsa comes')).toBeNull())
    await user.keyboard('/')
    await user.keyboard('utc')
    await waitFor(() => expect(screen.queryByRole('radiogroup', { name: 'Theme' })).toBeNull())
    expect(screen.getByRole('radiogroup', { name: 'Time zone' })).toBeDefined()
  })

  it('20 recording is turned off and on again for one profile, and says how far it reaches', async () => {
    const first = Date.now() - 7_200_000
    const { host, user } = await start('/settings', { recorded: { first, last: Date.now() } })
    const recorder = await screen.findByRole('region', { name: 'Recorder' })
    const row = (await within(recorder).findByRole('checkbox', { name: 'orders-us' })).closest('li')
    expect(row).not.toBeNull()
    await waitFor(() => expect(row?.textContent).toMatch(/since .*MiB/))
    await user.click(within(recorder).getByRole('checkbox', { name: 'orders-us' }))
    await waitFor(() => expect(asked(host, 'history.keep')).toEqual([{ cluster: 'orders-us', on: false }]))
  })
})
