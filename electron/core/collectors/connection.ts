import { AppError } from '../../../shared/errors/error.ts'
import { isStale } from '../../../shared/domain/part-status.ts'
import { nextSourceState, type SourceEvent, type SourceState } from '../../../shared/domain/source-state.ts'
import { fetch } from '../clients/kafka/codecs/fetch.ts'
import type { KafkaClient } from '../clients/kafka/kafka-client.ts'
import { createAbort } from '../lib/abort.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { createBudget } from './budget.ts'
import { createConfigReader, type ConfigReader } from './configs.ts'
import { descriptionsSource } from './descriptions.ts'
import { groupsSource } from './groups.ts'
import { createLinks } from './links.ts'
import { logDirsSource } from './log-dirs.ts'
import { metadataSource } from './metadata.ts'
import { brokerCount, canRetry, failedState, toError, toProblem, type Collecting, type Sink, type SourceName } from './needs.ts'
import { GROUPS_A_REQUEST, offsetsSource } from './offsets.ts'
import { createPoller, type Outcome } from './polling.ts'
import { createRequestRate } from './request-rate.ts'
import { retentionSource } from './retention.ts'
import { startsSource } from './starts.ts'
import { timeLagSource } from './time-lag.ts'
import type { WatchSet } from './watch-set.ts'

/** Looks after what no reading tells: the rate, silence, what the client learned of its brokers meanwhile. */
const HEARTBEAT_MS = 1_000

/** What hangs on leaders is read when metadata had time to arrive. */
const AFTER_METADATA_MS = 1_500

export interface ConnectionFacts {
  readonly source: SourceState
  readonly requestsPerSecond: number
  readonly budget: number
  readonly stretch: number
  readonly jobs: readonly string[]
}

export interface ConnectionNeeds {
  readonly profile: string
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  readonly client: KafkaClient
  readonly sink: Sink
  readonly watching: WatchSet
  readonly zooKeeperGroups: readonly string[]
  /** At most so many, of all that is read (G-04). */
  readonly requestsASecond: number
  /** `facts()` says something else now; `sourceChanged`: how true the views are may have changed with it. */
  readonly onFacts: (sourceChanged: boolean) => void
  /** Told once, when it is live for the first time. */
  readonly onLive: () => void
}

/** The reading of one connected cluster, from connect to disconnect. */
export interface Connection {
  facts(): ConnectionFacts
  /** For what is asked or changed beside the regular reading. */
  readonly client: KafkaClient
  readonly config: ConfigReader
  /** Waits for the turn of about so many requests, out of what the profile may ask; the function it answers is called when they are over. */
  turn(cost: number, signal: AbortSignal): Promise<() => void>
  /** The same for what nobody waits for: after everything else. */
  spareTurn(cost: number, signal: AbortSignal): Promise<() => void>
  /** One full refresh of metadata, groups and offsets, also while paused. */
  readNow(): Promise<void>
  pause(paused: boolean): void
  /** Ends sockets and readings at once. */
  stop(): void
}

export function startConnection(needs: ConnectionNeeds): Connection {
  const { clock, client, sink, watching, log, profile, requestsASecond } = needs
  const abort = createAbort()
  const sent = (): number => client.counters().requests
  const rate = createRequestRate(clock, sent)
  const budget = createBudget(clock, { perSecond: requestsASecond, sent: () => spentBy(client) })
  let source: SourceState = nextSourceState({ is: 'off' }, { event: 'started', at: clock.wall() })
  let wasLive = false
  let cancelHeartbeat = (): void => {}
  let facts: ConnectionFacts = { source, requestsPerSecond: 0, budget: requestsASecond, stretch: 1, jobs: [] }

  const stretch = (): number => Math.max(1, Math.round((poller.wanted() / requestsASecond) * 100) / 100)
  const tellFacts = (): void => {
    if (abort.signal.aborted) return
    const next: ConnectionFacts = {
      source,
      requestsPerSecond: rate.look(),
      budget: requestsASecond,
      stretch: stretch(),
      jobs: poller.jobs(),
    }
    if (sameFacts(facts, next)) return
    const sourceChanged = facts.source !== next.source
    facts = next
    needs.onFacts(sourceChanged)
  }
  const go = (event: SourceEvent): void => {
    const next = nextSourceState(source, event)
    if (next === source) return
    if (next.is !== source.is) log.info('Reading of a cluster changed', { profile, from: source.is, to: next.is })
    source = next
    poller.replan()
    tellFacts()
    if (next.is !== 'live' || wasLive) return
    wasLive = true
    needs.onLive()
  }

  const onOutcome = ({ source: name, error, attempt, wait }: Outcome): void => {
    quietly(links.look())
    if (name !== 'metadata') return onPart(name as SourceName, error) // the poller knows our sources only
    if (error === null) return go({ event: 'succeeded', at: clock.wall() })
    const known = toError(error, 'metadata')
    if (!(error instanceof AppError)) log.error('A reading failed', { profile, source: name, error })
    const at = clock.wall()
    go({ event: 'failed', at, attempt, nextAt: at + wait, problem: toProblem(known), canRetry: canRetry(error) })
  }
  const onPart = (part: SourceName, error: unknown): void => {
    // A first reading opens the way for those that build on it.
    if (error === null) return poller.replan()
    const known = toError(error, part)
    if (!(error instanceof AppError)) log.error('A reading failed', { profile, source: part, error })
    const change = { state: failedState(known), problems: [toProblem(known)] }
    // What builds on it may go on without it, once that is known.
    quietly(sink.apply({ kind: 'part', part, change }).then(() => poller.replan()))
  }
  const quietly = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => log.error('An observation was not taken in', { profile, error }))
  }

  const open = (): boolean => source.is === 'live' || source.is === 'stale'
  let reached = false
  const collecting: Collecting = {
    clock,
    client,
    sink,
    watching,
    zooKeeperGroups: needs.zooKeeperGroups,
    open,
    reached: () => open() || (reached && source.is === 'connecting'),
    wake: (name) => poller.wake(name),
  }
  const poller = createPoller({ clock, budget, random: needs.random, stretch, canRetry, onOutcome, onJobs: tellFacts })
  let onListed = (): void => {}
  const listed = new Promise<void>((resolve) => (onListed = resolve))
  const metadata = metadataSource(collecting, {
    listed,
    isPaused: () => source.is === 'paused',
    reached() {
      reached = true
      poller.replan()
    },
  })
  const offsets = offsetsSource(collecting)
  const others = [descriptionsSource, startsSource, logDirsSource, timeLagSource, retentionSource].map((make) => make(collecting))
  for (const each of [metadata, offsets, groupsSource(collecting, onListed), ...others]) poller.add(each)

  /** Leaders move now, and only asking every broker shows which of them still listen. */
  const links = createLinks(client, sink, () => {
    metadata.unsettle()
    poller.replan()
    poller.wake('metadata')
    poller.wake('groups')
    for (const name of ['offsets', 'descriptions', 'starts', 'logDirs']) poller.wake(name, AFTER_METADATA_MS)
  })
  client.onBrokers(() => quietly(links.look()), abort.signal)
  watching.onChange(() => poller.replan(), abort.signal)

  const heartbeat = (): void => {
    cancelHeartbeat = clock.after(HEARTBEAT_MS, heartbeat)
    quietly(links.look())
    if (source.is === 'live' && isStale(sink.current().parts.metadata, clock.now())) go({ event: 'fellSilent', at: clock.wall() })
    tellFacts()
  }
  heartbeat()
  poller.replan()

  return {
    facts: () => facts,
    client,
    config: createConfigReader(collecting, budget),
    turn: budget.take,
    spareTurn: budget.spare,
    async readNow() {
      const { groups } = sink.current()
      const brokers = brokerCount(sink.current())
      // Of groups that are open both ends of their partitions are asked for.
      const stables = watching.groups().size > 0 ? brokers : 0
      budget.reserve(Math.max(requestsASecond, fullRefresh(brokers, groups.size) + stables))
      await Promise.all([poller.readNow('metadata'), poller.readNow('groups')])
      offsets.all()
      await poller.readNow('offsets')
    },
    pause(paused) {
      if (paused) return go({ event: 'paused', at: clock.wall() })
      if (source.is === 'paused') go({ event: 'started', at: clock.wall() })
      quietly(poller.readNow('metadata'))
    },
    stop() {
      cancelHeartbeat()
      poller.stop(new AppError('profile.notConnected', { profile }))
      budget.stop()
      abort.abort()
      client.close()
    },
  }
}

/** Messages are asked for by whoever looks at them; no reading pays for those that were sent meanwhile. */
function spentBy(client: KafkaClient): number {
  const { requests, byApi } = client.counters()
  return requests - (byApi.get(fetch.key) ?? 0)
}

/** Metadata, and of every broker its groups, their commits and the ends of what it leads. */
const fullRefresh = (brokers: number, groups: number): number => 1 + 3 * brokers + Math.ceil(groups / GROUPS_A_REQUEST)

const sameFacts = (a: ConnectionFacts, b: ConnectionFacts): boolean =>
  a.source === b.source &&
  a.requestsPerSecond === b.requestsPerSecond &&
  a.stretch === b.stretch &&
  a.jobs.length === b.jobs.length &&
  a.jobs.every((job, i) => job === b.jobs[i])
