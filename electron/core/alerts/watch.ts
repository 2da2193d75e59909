import type { Clock } from '../lib/clock.ts'
import { createInOrder } from '../lib/in-order.ts'
import type { Log } from '../lib/log.ts'
import { inSlices } from '../lib/slices.ts'
import type { LiveCluster } from '../state/live-cluster.ts'
import type { Document } from './document.ts'
import { createEngine } from './engine.ts'
import { readFacts } from './facts.ts'
import type { AlertLog } from './log.ts'
import { createLogWriter } from './log-writer.ts'
import type { NotifyNeeds } from './notify.ts'
import type { AlertChoices } from './rules.ts'

export interface WatchNeeds {
  readonly cluster: LiveCluster
  readonly choices: Document<AlertChoices>
  readonly alerts: Document<AlertLog>
  readonly notify: NotifyNeeds
  readonly clock: Clock
  readonly log: Log
}

/** After a change of the state: many come at once. */
const SETTLE_MS = 1_000
/** Time alone ends a duration, a quiet hour, a reading's worth. */
const AGAIN_MS = 5_000

/** Watches one cluster by its rules until the signal aborts, whether or not somebody looks at it. */
export function watchCluster({ cluster, choices, alerts, notify, clock, log }: WatchNeeds, signal: AbortSignal): void {
  const engine = createEngine()
  const inOrder = createInOrder()
  let cancel = (): void => {}
  let due = Number.POSITIVE_INFINITY
  const writer = createLogWriter({ cluster: cluster.id, choices, alerts, notify, clock, log })

  const look = async (): Promise<void> => {
    const { rules, watched } = choices.current()
    const facts = await inSlices(readFacts(cluster, new Set(watched)))
    if (signal.aborted) return
    if (facts === null) {
      engine.forget()
      return writer.leave()
    }
    const happened = await inSlices(engine.look(rules, facts, clock.now()))
    if (signal.aborted) return
    for (const happening of happened) writer.take(happening)
    writer.tellHeldBack(rules)
    lookIn(AGAIN_MS)
  }
  /** One look after the other: each goes on from what the one before it saw. */
  const next = (): void => {
    due = Number.POSITIVE_INFINITY
    inOrder(look).catch((error: unknown) => log.error('Alerts were not looked at', { cluster: cluster.id, error }))
  }
  const lookIn = (ms: number): void => {
    const at = clock.now() + ms
    if (signal.aborted || at >= due) return
    cancel()
    due = at
    cancel = clock.after(ms, next)
  }

  const soon = (): void => lookIn(SETTLE_MS)
  cluster.store.watch(soon, signal)
  cluster.onReading(soon, signal)
  choices.onChange(soon, signal)
  holdWatched(cluster, choices, signal)
  signal.addEventListener('abort', () => cancel(), { once: true })
  soon()
}

/** Watched groups are read as often as open ones; more than these would use up the budget. */
const MOST_HELD = 50

function holdWatched(cluster: LiveCluster, choices: Document<AlertChoices>, signal: AbortSignal): void {
  const held = new Map<string, AbortController>()
  const hold = (): void => {
    const wanted = new Set(choices.current().watched.slice(0, MOST_HELD))
    for (const [group, end] of held) {
      if (wanted.has(group)) continue
      held.delete(group)
      end.abort()
    }
    for (const group of wanted) {
      if (held.has(group)) continue
      const end = new AbortController()
      held.set(group, end)
      cluster.hold({ kind: 'group', group }, end.signal)
    }
  }
  choices.onChange(hold, signal)
  signal.addEventListener('abort', () => held.forEach((end) => end.abort()), { once: true })
  hold()
}
