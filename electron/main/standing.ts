import type { SamsaHandlers } from '../../shared/contract/index.ts'
import type { ProfileCard } from '../../shared/contract/profiles.ts'
import { signOf, type VerdictSign } from '../../shared/domain/verdict/rank.ts'

/** What is told of one connected cluster outside of windows. */
export interface ClusterStanding {
  readonly id: string
  readonly name: string
  readonly environment: ProfileCard['environment']
  readonly state: ProfileCard['connection']['state']
  /** Alerts that stand. */
  readonly alerts: number
  /** The gravest verdict of its groups; null: none is known, or nobody asks. */
  readonly worst: VerdictSign | null
}

export interface StandingNeeds {
  readonly handlers: Pick<SamsaHandlers, 'profiles' | 'alerts' | 'groups'>
  /** Whether verdicts are looked at: it costs a look at every group. */
  readonly verdicts: () => boolean
  readonly after: (ms: number, act: () => void) => () => void
  readonly tell: (clusters: readonly ClusterStanding[]) => void
  readonly signal: AbortSignal
}

/** Cards change each second. */
const SETTLED_MS = 2_000

/** Follows what stands in the connected clusters, and holds none of them to be read more often. Answers what to call for a look at once. */
export function followStanding({ handlers, verdicts, after, tell, signal }: StandingNeeds): () => void {
  const context = { signal }
  const cards = handlers.profiles.list({}, context)
  const logs = new Map<string, { readonly alerts: () => number; readonly end: AbortController }>()
  let cancel: (() => void) | null = null

  const logOf = (id: string): (() => number) => {
    const known = logs.get(id)
    if (known) return known.alerts
    const end = new AbortController()
    const log = handlers.alerts.log({ cluster: id }, { signal: end.signal })
    log.watch(soon, end.signal)
    const alerts = (): number => [...log.read().rows.values()].filter((row) => row.ended === null).length
    logs.set(id, { alerts, end })
    return alerts
  }
  const look = (): void => {
    cancel?.()
    cancel = null
    const there = [...cards.read().rows.values()].filter(({ connection }) => connection.state !== 'off')
    for (const [id, { end }] of logs) {
      if (there.some((card) => card.id === id)) continue
      end.abort()
      logs.delete(id)
    }
    tell(
      there.map(({ id, name, environment, connection }) => ({
        ...{ id, name, environment, state: connection.state, alerts: logOf(id)() },
        worst: verdicts() ? worstIn(handlers.groups.list({ cluster: id, at: 'live' }, context).read().rows.values()) : null,
      })),
    )
  }
  function soon(): void {
    if (!signal.aborted) cancel ??= after(SETTLED_MS, look)
  }
  signal.addEventListener(
    'abort',
    () => {
      cancel?.()
      for (const { end } of logs.values()) end.abort()
    },
    { once: true },
  )
  cards.watch(soon, signal)
  look()
  return look
}

type GroupVerdict = { readonly verdict: Parameters<typeof signOf>[0] | null }

function worstIn(groups: Iterable<GroupVerdict>): VerdictSign | null {
  let worst: VerdictSign | null = null
  for (const { verdict } of groups) {
    const sign = verdict && signOf(verdict)
    if (sign !== null && isWorse(sign, worst)) worst = sign
  }
  return worst
}

/** Of two signs; one without a rank is none of the gravest. */
export const isWorse = (sign: VerdictSign, than: VerdictSign | null): boolean =>
  sign.rank !== null && (than === null || than.rank === null || sign.rank < than.rank)
