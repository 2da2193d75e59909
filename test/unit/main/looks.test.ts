import { describe, expect, it } from 'vitest'
import { factorOf, followLooks, nextZoom, type Looks } from '../../../electron/main/looks.ts'
import type { SamsaHandlers } from '../../../shared/contract/index.ts'
import { DEFAULT_SETTINGS, Settings } from '../../../shared/contract/settings.ts'

function host(refuses = false) {
  let settings = DEFAULT_SETTINGS
  const watching: (() => void)[] = []
  const host = {
    settings: () => ({
      read: () => ({ rows: new Map([['settings', { id: 'settings' as const, settings }]]) }),
      watch: (changed: () => void) => void watching.push(changed),
    }),
    saveSettings(part: Partial<Settings>) {
      if (refuses) return Promise.reject(new Error('fixed'))
      settings = { ...settings, ...part }
      for (const changed of watching) changed()
      return Promise.resolve({})
    },
  } as unknown as SamsaHandlers['host'] // nothing else is asked here
  return { host, context: { signal: new AbortController().signal } }
}

describe('24 theme and zoom of windows', () => {
  it('are applied at the start and when they change, whoever changes them, and not for any other setting', async () => {
    const { host: asked, context } = host()
    const applied: Looks[] = []
    const looks = followLooks(asked, (next) => applied.push(next))
    looks.zoom(1)
    await asked.saveSettings({ time: 'utc' }, context)
    await asked.saveSettings({ theme: 'dark', zoom: '150' }, context)
    looks.zoom(0)
    expect(applied).toEqual([
      { theme: 'system', zoom: '100' },
      { theme: 'system', zoom: '110' },
      { theme: 'dark', zoom: '150' },
      { theme: 'dark', zoom: '100' },
    ])
    expect(looks.now()).toEqual({ theme: 'dark', zoom: '100' })
  })

  it('one that an administrator fixed stays as it is', async () => {
    const { host: asked } = host(true)
    const looks = followLooks(asked, () => {})
    looks.zoom(1)
    await Promise.resolve()
    expect(looks.now().zoom).toBe('100')
  })

  it('the steps of the menu are those of the setting, and end where it ends', () => {
    const steps = Settings.shape.zoom.options
    const walked = [...steps.keys()].slice(1).reduce<(typeof steps)[number][]>((all) => [...all, nextZoom(all.at(-1) ?? '100', 1)], ['75'])
    expect(walked).toEqual(steps)
    expect([nextZoom('200', 1), nextZoom('75', -1), nextZoom('100', -1), nextZoom('175', 0)]).toEqual(['200', '75', '90', '100'])
    expect(factorOf('125')).toBe(1.25)
  })
})
