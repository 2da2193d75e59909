import { contract, type SamsaClient } from '../../shared/contract/index.ts'
import type { ViewListener } from '../../shared/rpc/define.ts'
import { createViewStore, type Frame, type OpenView, type ViewStore } from './view-store.ts'

type Row = Readonly<Record<string, unknown>>

/** One subscription per member and input, however many components show it; it ends a moment after the last of them left. */
export interface ViewStores {
  hold(subject: string, member: string, input: unknown): Held
  /** What somebody else holds already, so that a second look at it starts with its rows. */
  peek(id: string): ViewStore<Row> | undefined
  /** The page talks to a new core: everything that is held starts again there. */
  useClient(client: SamsaClient): void
}

export interface Held {
  readonly store: ViewStore<Row>
  release(): void
}

/** Long enough for one screen to hand a view over to the next, short enough that a left screen costs nothing. */
const LINGER_MS = 1_000

interface Entry {
  readonly store: ViewStore<Row>
  readonly open: () => OpenView<Row>
  holders: number
  timer: ReturnType<typeof setTimeout> | undefined
}

export const viewId = (subject: string, member: string, input: unknown): string => `${subject}.${member} ${JSON.stringify(input)}`

export function createViewStores(first: SamsaClient, frame?: Frame): ViewStores {
  const entries = new Map<string, Entry>()
  let client = first

  const make = (subject: string, member: string, input: unknown): Entry => {
    const keyName = keyOf(subject, member)
    // The caller's types (hooks.ts) tie subject, member, input and row together; here they are names looked up at run time.
    const call = (): OpenView<Row> => {
      const caller = (client as unknown as Record<string, Record<string, (i: unknown, l: ViewListener<Row>) => () => void>>)[subject]?.[
        member
      ]
      return (listener) => (caller ? caller(input, listener) : () => {})
    }
    const store = createViewStore<Row>(call(), (row) => String(row[keyName]), frame)
    return { store, open: call, holders: 0, timer: undefined }
  }

  return {
    hold(subject, member, input) {
      const id = viewId(subject, member, input)
      const entry = entries.get(id) ?? make(subject, member, input)
      entries.set(id, entry)
      entry.holders++
      clearTimeout(entry.timer)
      let released = false
      const release = (): void => {
        if (released) return
        released = true
        if (--entry.holders > 0) return
        entry.timer = setTimeout(() => {
          entries.delete(id)
          entry.store.close()
        }, LINGER_MS)
      }
      return { store: entry.store, release }
    },
    peek: (id) => entries.get(id)?.store,
    useClient(next) {
      if (next === client) return
      client = next
      for (const entry of entries.values()) entry.store.reopen(entry.open())
    },
  }
}

function keyOf(subject: string, member: string): string {
  // Names are checked by the hooks' types.
  const found = (contract as unknown as Record<string, Record<string, { readonly key?: string }>>)[subject]?.[member]
  if (!found?.key) throw new Error(`${subject}.${member} is not a view`)
  return found.key
}
