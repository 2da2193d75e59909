import { describe, expect, it } from 'vitest'
import { hostHandlers } from '../../../electron/core/api/host.ts'
import { nodeFileSystem } from '../../../electron/core/lib/file-system.ts'
import { createRedactor } from '../../../electron/core/lib/redact.ts'
import { silentLog } from '../../../electron/core/lib/log.ts'
import { createKept } from '../../../electron/core/profiles/kept.ts'
import { NO_POLICY } from '../../../electron/core/profiles/policy.ts'
import { createProfiles } from '../../../electron/core/profiles/profiles.ts'
import { createSettings } from '../../../electron/core/profiles/settings.ts'
import { createUpdates } from '../../../electron/core/profiles/updates.ts'
import type { DesktopServices } from '../../../shared/desktop-services.ts'
import { createTestClock } from '../../support/clock.ts'
import { noKeychain } from '../../support/fake-keychain.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const context = { signal: new AbortController().signal }

async function start(copied: DesktopServices['copyText']) {
  const folder = await tempFolder()
  const needs = { folder, fs: nodeFileSystem, clock: createTestClock(), platform: 'linux' as const, log: silentLog }
  const settings = await createSettings(needs)
  const kept = await createKept(needs)
  const desktop: DesktopServices = {
    host: 'browser',
    keychain: noKeychain,
    copyText: copied,
    openExternal: async () => ({ done: true }),
    notifications: { available: false, why: 'tests' },
    outside: { listen() {} },
  }
  return hostHandlers({
    desktop,
    settings,
    profiles: await createProfiles({ ...needs, keychain: noKeychain, redactor: createRedactor() }),
    kept,
    fs: nodeFileSystem,
    contacts: () => [],
    policy: NO_POLICY,
    present: () => {},
    updates: createUpdates({ from: '', installed: '1.2.3', policy: NO_POLICY, clock: createTestClock(), network: () => ({ tls: null }) }),
    info: { version: '1.2.3', contract: 'hash', dataFolder: folder, demo: true },
  })
}

describe('host', () => {
  it('says what it is, and why it keeps no secrets', async () => {
    const host = await start(() => ({ done: true }))
    expect(await host.info({}, context)).toMatchObject({
      host: 'browser',
      version: '1.2.3',
      demo: true,
      keychain: { available: false, why: noKeychain.available ? '' : noKeychain.why },
    })
  })

  it('copies, or says why not', async () => {
    const copied: string[] = []
    const host = await start((text) => {
      copied.push(text)
      return copied.length === 1 ? { done: true } : { done: false, why: 'no clipboard here' }
    })
    expect(await host.copyText({ text: 'billing' }, context)).toEqual({})
    expect(() => host.copyText({ text: 'again' }, context)).toThrow(
      expect.objectContaining({ code: 'core.notSupported', about: { what: 'Copying', why: 'no clipboard here' } }),
    )
    expect(copied).toEqual(['billing', 'again'])
  })

  it('the settings are a view of one row, the same object while nothing changed', async () => {
    const host = await start(() => ({ done: true }))
    const view = host.settings({}, context)
    const before = view.read().rows.get('settings')
    expect(view.read().rows.get('settings')).toBe(before)
    let told = 0
    view.watch(() => (told += 1), context.signal)
    await host.saveSettings({ theme: 'dark' }, context)
    expect(told).toBe(1)
    expect(view.read().rows.get('settings')).toMatchObject({ id: 'settings', settings: { theme: 'dark', density: 'comfortable' } })
  })
})
