import { describe, expect, it } from 'vitest'
import { menuTemplate } from '../../../electron/main/menu.ts'
import { createOutside } from '../../../electron/main/outside.ts'
import { createGlobalActions, type GlobalNeeds } from '../../../renderer/app/global-actions.ts'
import { goActions } from '../../../renderer/app/go-actions.ts'
import { features } from '../../../renderer/app/features.ts'
import { timeActions } from '../../../renderer/app/time/actions.ts'
import type { Time } from '../../../renderer/app/time/use-time.ts'
import type { OutsideRequest } from '../../../shared/desktop-services.ts'

describe('what the system asks', () => {
  it('waits for a page to listen, goes to whoever listens, and to nobody who left', () => {
    const outside = createOutside()
    outside.tell({ is: 'action', id: 'early' })
    const seen: OutsideRequest[] = []
    const end = new AbortController()
    outside.listen((request) => seen.push(request), end.signal)
    outside.tell({ is: 'action', id: 'later' })
    end.abort()
    outside.tell({ is: 'action', id: 'gone' })
    expect(seen).toEqual([
      { is: 'action', id: 'early' },
      { is: 'action', id: 'later' },
    ])
    const again: OutsideRequest[] = []
    outside.listen((request) => again.push(request), new AbortController().signal)
    expect(again).toEqual([{ is: 'action', id: 'gone' }])
  })
})

interface Item {
  readonly label?: string
  readonly role?: string
  readonly click?: () => void
  readonly submenu?: readonly Item[]
}

describe('menus', () => {
  it.each(['linux', 'win32', 'darwin'] as const)('on %s run actions that the page has, in the order of the system', (platform) => {
    const ran: string[] = []
    const menus = menuTemplate(platform, true, (id) => ran.push(id)) as unknown as readonly Item[] // Electron's type, as data
    expect(menus.map(({ label, role }) => label ?? role)).toEqual(
      platform === 'darwin'
        ? ['Samsa', 'File', 'Edit', 'View', 'Cluster', 'windowMenu', 'Help']
        : ['File', 'Edit', 'View', 'Cluster', 'Help'],
    )
    for (const menu of menus) for (const item of menu.submenu ?? []) item.click?.()
    // Only ids are looked at: nothing is run.
    const times = timeActions(() => ({}) as Time, () => false, () => {}) // prettier-ignore
    const known = new Set(
      [...createGlobalActions({} as GlobalNeeds), ...times, ...goActions(features), ...features.flatMap(({ actions }) => actions)].map(
        ({ id }) => id,
      ),
    )
    expect(ran.length).toBeGreaterThan(15)
    expect(ran.filter((id) => !known.has(id))).toEqual([])
    // Every screen of the rail can be reached by the menu.
    expect(goActions(features).filter(({ id }) => !ran.includes(id))).toEqual([])
    const last = (label: string) => menus.find((menu) => menu.label === label)?.submenu?.at(-1)?.role
    expect(last(platform === 'darwin' ? 'Samsa' : 'File')).toBe('quit')
  })
})
