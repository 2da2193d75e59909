import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { createPresence } from '../../../electron/main/presence.ts'
import { SIDE, signBitmap, type Sign } from '../../../electron/main/sign-image.ts'
import { signOfAll } from '../../../electron/main/tray.ts'
import type { SamsaHandlers } from '../../../shared/contract/index.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/contract/settings.ts'
import { signOf } from '../../../shared/domain/verdict/rank.ts'
import { fakeAlert } from '../../support/fake-alerts.ts'
import { createCell } from '../../support/fake-cell.ts'
import { fakeCards, NOW } from '../../support/fake-profiles.ts'
import { fakeGroup } from '../../support/fake-rows.ts'
import { until } from '../../support/until.ts'

const verdict = (name: 'STOPPED' | 'DATA_LOST' | 'OK') => ({ ...judged, verdict: name })
const judged = { urgent: false, notice: false, since: NOW, also: [] }

/** One connected cluster, of whose groups `billing` stopped; a tray that is written down. */
function desktop(chosen: Partial<Settings> = {}, kept = new Map<string, string>()) {
  const cards = fakeCards(NOW).map((card, i) => ({
    ...card,
    connection: { ...card.connection, state: i === 0 ? ('live' as const) : ('off' as const) },
  }))
  const profiles = createCell('id', cards, NOW)
  const logs = new Map<string, ReturnType<typeof createCell<ReturnType<typeof fakeAlert>>>>()
  const logOf = (cluster: string) => {
    const log = logs.get(cluster) ?? createCell('id', [], NOW)
    logs.set(cluster, log)
    return log
  }
  const groups = createCell(
    'group',
    [fakeGroup('billing', { verdict: verdict('STOPPED') }), fakeGroup('a', { verdict: verdict('OK') })],
    NOW,
  )
  const settings = createCell('id', [{ id: 'settings' as const, settings: { ...DEFAULT_SETTINGS, ...chosen } }], NOW)
  const did: unknown[] = []
  const icons: { sign: Sign; tip: string; items: readonly MenuItemConstructorOptions[] }[] = []
  const waiting: (() => void)[] = []
  const handlers = {
    profiles: { list: () => profiles.source },
    alerts: {
      log: ({ cluster }: { readonly cluster: string }) => logOf(cluster).source,
      mute: (asked: unknown) => void did.push(asked),
    },
    groups: { list: () => (did.push('verdicts'), groups.source) },
    host: {
      settings: () => settings.source,
      kept: () => ({ entries: [...kept].map(([key, value]) => ({ key, value })) }),
      keep: ({ key, value }: { readonly key: string; readonly value: string }) => void kept.set(key, value),
    },
  } as unknown as SamsaHandlers // nothing else is asked here
  const presence = createPresence({
    handlers,
    badge: (alerts) => did.push(`badge ${alerts}`),
    createTrayIcon(sign) {
      const icon = { sign, tip: '', items: [] as readonly MenuItemConstructorOptions[] }
      icons.push(icon)
      return {
        setImage: (next) => void (icon.sign = next),
        setToolTip: (text) => void (icon.tip = text),
        setMenu: (items) => void (icon.items = items),
        destroy: () => void icons.splice(icons.indexOf(icon), 1),
      }
    },
    setOpenAtLogin: (open) => did.push(`at login ${open}`),
    open: (cluster) => did.push(`open ${cluster}`),
    notify: (title) => did.push(title),
    quit: () => did.push('quit'),
    after: (_ms, act) => (waiting.push(act), () => void waiting.splice(waiting.indexOf(act), 1)),
    onDefect(error) {
      throw error
    },
    signal: new AbortController().signal,
  })
  const choose = (change: Partial<Settings>): void =>
    settings.patch('settings', { settings: { ...DEFAULT_SETTINGS, ...chosen, ...change } })
  const settle = (): void => waiting.splice(0).forEach((act) => act())
  const press = (label: string): void => {
    const item = icons[0]?.items.find((each) => each.label === label)
    // The items of ours take none of the arguments.
    ;(item?.click as (() => void) | undefined)?.()
  }
  return { presence, profiles, logOf, groups, did, icons, choose, settle, press, kept }
}

describe('what there is of Samsa outside of its windows', () => {
  it('22 counts at its icon the alerts that stand in connected clusters, a moment after they changed', () => {
    const { logOf, did, settle, profiles } = desktop()
    logOf('orders-eu').set([fakeAlert(NOW), fakeAlert(NOW, { id: 'a2' }), fakeAlert(NOW, { id: 'a3', ended: 'recovered', endedAt: NOW })])
    expect(did).toEqual(['badge 0'])
    settle()
    profiles.patch('orders-eu', {})
    settle()
    expect(did).toEqual(['badge 0', 'badge 2'])
    const [card] = profiles.rows()
    if (card) profiles.patch('orders-eu', { connection: { ...card.connection, state: 'off' } })
    settle()
    expect(did).toEqual(['badge 0', 'badge 2', 'badge 0'])
  })

  it('22 without the setting there is no tray, no verdict is looked at, and nothing stays when windows are closed', () => {
    const { presence, icons, did } = desktop()
    expect(icons).toEqual([])
    expect(did).not.toContain('verdicts')
    expect(presence.stays()).toBe(false)
  })

  it('22 the tray shows the worst verdict as shape and letter, and each connected cluster in its menu', () => {
    const { icons, groups, logOf, settle, press, did, choose } = desktop()
    choose({ tray: 'yes' })
    expect(icons[0]?.sign).toEqual({ letter: 'T', shape: 'triangle', colour: 'bad' })
    logOf('orders-eu').set([fakeAlert(NOW)])
    groups.set([fakeGroup('ledger', { verdict: verdict('DATA_LOST') })])
    settle()
    expect(icons[0]?.sign).toEqual({ letter: 'D', shape: 'hexagon', colour: 'critical' })
    expect(icons[0]?.tip).toBe('Samsa\norders-eu (production) · D · 1 alert')
    press('orders-eu (production) · D · 1 alert')
    press('Open Samsa')
    press('Mute All for 1 Hour')
    press('Quit Samsa')
    expect(did.filter((each) => each !== 'verdicts' && !String(each).startsWith('badge'))).toEqual([
      'open orders-eu',
      'open null',
      { cluster: 'orders-eu', group: '', forSeconds: 3_600 },
      'quit',
    ])
    choose({ tray: 'no' })
    expect(icons).toEqual([])
  })

  it('22 with the tray Samsa stays when its windows are closed, and says so once', async () => {
    const kept = new Map<string, string>()
    const first = desktop({ tray: 'yes' }, kept)
    expect(first.presence.stays()).toBe(true)
    await until(() => first.did.includes('Still watching 1 cluster in the tray'), 'it was said')
    const later = desktop({ tray: 'yes' }, kept)
    expect(later.presence.stays()).toBe(true)
    await new Promise(setImmediate)
    expect(later.did.filter((each) => /watching/.test(String(each)))).toEqual([])
  })

  it('opens at login only when that is chosen, not because it was chosen before', () => {
    const { did, choose } = desktop({ openAtLogin: 'yes' })
    expect(did.filter((each) => /login/.test(String(each)))).toEqual([])
    choose({ openAtLogin: 'no' })
    choose({ openAtLogin: 'no', theme: 'dark' })
    choose({ openAtLogin: 'yes' })
    expect(did.filter((each) => /login/.test(String(each)))).toEqual(['at login false', 'at login true'])
  })
})

describe('the sign in the tray', () => {
  const cluster = { id: 'a', name: 'a', environment: 'test' as const, state: 'live' as const, alerts: 0, worst: null }

  it('says by itself that a cluster is lost or something stands, whatever its groups do', () => {
    const calm = signOf(verdict('OK'))
    expect(signOfAll([])).toMatchObject({ shape: 'ring' })
    expect(signOfAll([{ ...cluster, worst: calm }])).toMatchObject({ letter: 'O', shape: 'circle' })
    expect(signOfAll([{ ...cluster, worst: calm, alerts: 1 }])).toMatchObject({ letter: '!', shape: 'triangle' })
    expect(signOfAll([{ ...cluster, state: 'failed' }])).toMatchObject({ letter: '!' })
    expect(signOfAll([{ ...cluster, worst: signOf(verdict('STOPPED')), alerts: 1 }])).toMatchObject({ letter: 'T' })
  })

  it('is another picture for every shape and letter, with a see-through edge', () => {
    const shapes = ['circle', 'ring', 'square', 'diamond', 'hexagon', 'triangle'] as const
    const pictures = shapes.flatMap((shape) => 'NDLARTSXFMBCOU?!'.split('').map((letter) => signBitmap({ letter, shape, colour: 'bad' })))
    expect(new Set(pictures.map((picture) => picture.toString('base64'))).size).toBe(pictures.length)
    for (const picture of pictures) {
      expect(picture).toHaveLength(SIDE * SIDE * 4)
      expect(picture[3]).toBe(0)
    }
  })
})
