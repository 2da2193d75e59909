import { PLACE_KEY } from '../../shared/contract/host.ts'

/** The window that the app comes with. What it keeps, the page in a browser tab finds as well. */
export const FIRST = 'w1'
const TABS_KEY = 'samsa.tabs'
const isDraft = (key: string): boolean => key.startsWith('form.')
const isOwn = (key: string): boolean => key === TABS_KEY || key === PLACE_KEY || isDraft(key)

/** Under which key the core keeps something for a window: tabs, place and unsaved forms are its own, columns and the like are for all. */
export const keyFor = (window: string, key: string): string =>
  isOwn(key) && !(window === FIRST && key === TABS_KEY) ? `${window}/${key}` : key

/** Where a window stood. */
export const standKey = (window: string): string => (window === FIRST ? 'desktop.window' : `desktop.window.${window}`)

type Entries = readonly { readonly key: string; readonly value: string }[]

/** What a window's page gets to see: its own under the plain names, what is for all, and forms that a closed window left. */
export function entriesFor(window: string, entries: Entries): Entries {
  const seen = new Map<string, string>()
  for (const { key, value } of entries)
    if (!/^w\d+\//.test(key) && !(isOwn(key) && !isDraft(key) && keyFor(window, key) !== key)) seen.set(key, value)
  for (const { key, value } of entries) if (key.startsWith(`${window}/`)) seen.set(key.slice(window.length + 1), value)
  return [...seen].map(([key, value]) => ({ key, value }))
}

/** Null: forgets. A form that another window left is done with by whoever had it on the screen. */
export const keysToForget = (window: string, key: string): readonly string[] =>
  isDraft(key) ? [keyFor(window, key), key] : [keyFor(window, key)]

/** When a window is closed for good: its forms stay for whichever window opens them next, the rest is forgotten. */
export const afterClosing = (window: string, entries: Entries): readonly { readonly key: string; readonly value: string | null }[] => [
  { key: standKey(window), value: null },
  ...entries
    .filter(({ key }) => key.startsWith(`${window}/`))
    .flatMap(({ key, value }) => {
      const plain = key.slice(window.length + 1)
      return [{ key, value: null }, ...(isDraft(plain) ? [{ key: plain, value }] : [])]
    }),
]

/** The windows that were open, the first one first. */
export function windowsIn(entries: Entries): readonly string[] {
  const found = entries.flatMap(({ key }) => /^desktop\.window(?:\.(w[1-9]\d{0,3}))?$/.exec(key)?.slice(1) ?? [])
  const ids = found.map((id) => (id as string | undefined) ?? FIRST) // the group is optional
  return ids.toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1)))
}

export function freeWindow(taken: Iterable<string>): string {
  const used = new Set(taken)
  for (let n = 1; ; n += 1) if (!used.has(`w${n}`)) return `w${n}`
}
