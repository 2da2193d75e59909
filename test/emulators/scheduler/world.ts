import type { Clock } from '../../../electron/core/lib/clock.ts'
import type { Agent, MesosPort, StatusUpdate } from './agents.ts'
import { newBroker, type Broker, type Task } from './broker.ts'
import { createJournal, type SchedulerJournal } from './journal.ts'
import { reportOf } from './metrics.ts'
import { matchOffer } from './offers.ts'
import { releaseFacts, type EmulatedRelease, type ReleaseFacts } from './releases.ts'

export interface SchedulerWorld {
  readonly facts: ReleaseFacts
  readonly clock: Clock
  readonly mesos: MesosPort
  readonly journal: SchedulerJournal
  readonly brokers: Map<number, Broker>
  readonly settings: { readonly frameworkName: string }
  /** In order of id. */
  list(): Broker[]
  add(id: number): Broker
  remove(id: number): void
  /** Sets what a start sets; throws {@link NotConnected} where the release does. */
  start(id: number): void
  stop(id: number, force: boolean): void
  connected(): boolean
  disconnect(): void
  /** Connects (again): every task is reconciled first. */
  register(): void
  /** What it said of the offers it refused last, as its debug log would. */
  reasons(id: number): readonly string[]
  close(): void
}

/** What Java says when it uses a driver that is not there. */
export class NotConnected extends Error {}

export interface WorldNeeds {
  readonly release: EmulatedRelease
  readonly clock: Clock
  readonly mesos: MesosPort
  readonly frameworkName?: string
  readonly newId?: () => string
}

const OFFER_EVERY_MS = 1_000
const HOUR = 3_600_000
const RECONCILE = { P09: { everyMs: 10_000, tries: 3 }, P10: { everyMs: 300_000, tries: 6 }, P101: { everyMs: 300_000, tries: 6 } } as const

/** The scheduler behind its API: brokers, offers, stickiness, failover, reconciliation, with the semantics of one release. */
export function createSchedulerWorld({
  release,
  clock,
  mesos,
  frameworkName = 'kafka',
  newId = crypto.randomUUID.bind(crypto),
}: WorldNeeds): SchedulerWorld {
  const facts = releaseFacts[release]
  const { line } = facts
  const old = line === 'P09'
  const brokers = new Map<number, Broker>()
  const journal = createJournal(clock)
  /** Agent → until when its offers stay away. */
  const declined = new Map<string, number>()
  const refusals = new Map<number, Map<string, string>>()
  let connected = true
  let suppressed = false
  let closed = false
  let stopTimer = (): void => undefined

  const list = (): Broker[] => [...brokers.values()].toSorted((a, b) => a.id - b.id)
  const byTask = (taskId: string): Broker | undefined => list().find((broker) => broker.task?.id === taskId)
  const isSteady = (broker: Broker): boolean => (broker.active ? broker.task?.state === 'running' : broker.task === null)
  const revive = (): void => {
    declined.clear()
    suppressed = false
  }

  // — offers —

  function offerRound(): void {
    stopTimer = clock.after(OFFER_EVERY_MS, offerRound)
    if (closed || !connected || suppressed) return
    const now = clock.wall()
    if (old) sendKills()
    for (const agent of mesos.offerable()) if ((declined.get(agent.id) ?? 0) <= now) handleOffer(agent)
    // From Mesos 0.25 on nothing is offered while nothing is wanted.
    if (!old && list().every(isSteady)) suppressed = true
  }

  function handleOffer(agent: Agent): void {
    const now = clock.wall()
    let wait: number | null = null
    if (!list().some(({ task }) => task?.state === 'reconciling')) {
      for (const broker of list()) {
        if (!broker.active || broker.task !== null) continue
        const match = matchOffer(broker, agent, { brokers: list(), now, old })
        if (match.fits) return launch(broker, agent, match.port)
        note(broker.id, agent.hostname, match.why)
        if (match.waitMs !== null) wait = Math.min(wait ?? HOUR, match.waitMs)
      }
    } else wait = 5_000
    declined.set(agent.id, now + (old ? 5_000 : (wait ?? HOUR)))
  }

  function note(id: number, hostname: string, why: string): void {
    const reasons = refusals.get(id) ?? new Map<string, string>()
    reasons.set(hostname, why)
    refusals.set(id, reasons)
  }

  function launch(broker: Broker, agent: Agent, port: number): void {
    const prefix = facts.taskPrefix === 'broker' ? 'broker' : frameworkName
    const task: Task = {
      id: `${prefix}-${broker.id}-${newId()}`,
      executorId: `${prefix}-${broker.id}-${newId()}`,
      agentId: agent.id,
      hostname: agent.hostname,
      attributes: agent.attributes,
      port,
      endpoint: null,
      state: line === 'P101' ? 'pending' : 'starting',
    }
    broker.task = task
    broker.lastTaskId = task.id
    broker.needsRestart = false
    refusals.delete(broker.id)
    journal.note({ what: 'launch', broker: broker.id, agent: agent.hostname, port })
    const { cpus, mem, heap, volume } = broker
    const options = new Map([...broker.options].map(([key, value]) => [key, (value ?? '').replaceAll('$id', String(broker.id))]))
    mesos.launch({ brokerId: broker.id, taskId: task.id, executorId: task.executorId, agent, cpus, mem, heap, port, volume, options })
  }

  /** 0.9 sends its kills while it handles offers, and not before. */
  function sendKills(): void {
    for (const broker of list()) {
      if (broker.active || broker.task === null || broker.task.state === 'stopping') continue
      broker.task.state = 'stopping'
      kill(broker)
    }
  }

  function kill(broker: Broker): void {
    if (broker.task === null) return
    journal.note({ what: 'kill', broker: broker.id })
    mesos.kill(broker.task.id)
  }

  // — what Mesos tells —

  function onStatus(update: StatusUpdate): void {
    if (closed || !connected) return
    const broker = byTask(update.taskId)
    if (broker === undefined) return unknownTask(update)
    journal.note({ what: 'status', broker: broker.id, status: update.status })
    switch (update.status) {
      case 'STAGING':
        return
      case 'STARTING':
        if (broker.task?.state === 'pending') broker.task.state = 'starting'
        else if (broker.task?.state === 'stopping') kill(broker)
        return
      case 'RUNNING':
        return running(broker, update)
      case 'KILLING':
        return broker.task?.state === 'stopping' ? undefined : ended(broker, update)
      default:
        return ended(broker, update)
    }
  }

  function unknownTask({ taskId, status }: StatusUpdate): void {
    if (status !== 'RUNNING') return
    journal.note({ what: 'killUnknown', task: taskId })
    mesos.kill(taskId)
  }

  function running(broker: Broker, { endpoint, reconciliation }: StatusUpdate): void {
    const { task } = broker
    if (task === null) return
    if (task.state === 'stopping') return kill(broker)
    if (task.state === 'reconciling' && reconciliation !== true) return
    // After a reconciliation the endpoint of a task that was still starting is never told.
    if (endpoint !== undefined) task.endpoint = endpoint
    task.state = 'running'
    broker.metrics = reportOf(facts)
    broker.metricsAt = clock.wall()
    broker.failures = 0
    broker.failureTime = null
    broker.stickyHost = task.hostname
    broker.stopTime = null
  }

  function ended(broker: Broker, { status }: StatusUpdate): void {
    const now = clock.wall()
    const stopping = broker.task?.state === 'stopping'
    const harmless = line === 'P101' ? stopping : stopping || !broker.active || (old && (status === 'FINISHED' || status === 'KILLED'))
    broker.task = null
    broker.metrics = null
    broker.needsRestart = false
    declined.clear()
    suppressed = false
    if (harmless) {
      broker.stopTime = now
      broker.failures = 0
      broker.failureTime = null
      return
    }
    broker.failures++
    broker.failureTime = now
    if (broker.failures === 1) broker.stopTime = now
    if (broker.failoverMaxTries !== null && broker.failures >= broker.failoverMaxTries) broker.active = false
    journal.note({ what: 'failure', broker: broker.id, failures: broker.failures, deactivated: !broker.active })
  }

  // — reconciliation —

  function register(): void {
    connected = true
    revive()
    for (const { task } of list()) if (task !== null) task.state = 'reconciling'
    reconcile(1)
  }

  function reconcile(attempt: number): void {
    const waiting = list().filter(({ task }) => task?.state === 'reconciling')
    if (closed || waiting.length === 0) return
    const { everyMs, tries } = RECONCILE[line]
    if (attempt > tries) return waiting.forEach(giveUp)
    for (const { task } of waiting) if (task !== null) mesos.reconcile(task.id)
    const cancel = clock.after(everyMs, () => reconcile(attempt + 1))
    timers.add(cancel)
  }
  const timers = new Set<() => void>()

  function giveUp(broker: Broker): void {
    if (old) broker.task = null
    else if (broker.task !== null) {
      broker.task.state = 'stopping'
      kill(broker)
    }
  }

  // — acts —

  function start(id: number): void {
    const broker = of(id)
    broker.active = true
    broker.failures = 0
    broker.failureTime = null
    journal.note({ what: 'start', broker: id })
    if (old || (line === 'P101' && broker.task !== null)) return
    if (!connected) throw new NotConnected()
    revive()
  }

  function stop(id: number, force: boolean): void {
    const broker = of(id)
    broker.active = false
    broker.failures = 0
    broker.failureTime = null
    journal.note({ what: 'stop', broker: id, force })
    const { task } = broker
    if (task === null) return
    if (old) {
      if (force && connected) mesos.forceStop(task.id)
      return
    }
    if (line === 'P101' && task.state !== 'running') return
    task.state = 'stopping'
    if (!connected) throw new NotConnected()
    if (force && line === 'P10') {
      journal.note({ what: 'forceStop', broker: id })
      mesos.forceStop(task.id)
    } else kill(broker)
  }

  function of(id: number): Broker {
    const broker = brokers.get(id)
    if (broker === undefined) throw new Error(`no broker ${id}`)
    return broker
  }

  mesos.onStatus(onStatus)
  stopTimer = clock.after(OFFER_EVERY_MS, offerRound)
  return {
    facts,
    clock,
    mesos,
    journal,
    brokers,
    settings: { frameworkName },
    list,
    add(id) {
      const broker = newBroker(id, facts)
      brokers.set(id, broker)
      journal.note({ what: 'add', broker: id })
      return broker
    },
    remove(id) {
      brokers.delete(id)
      journal.note({ what: 'remove', broker: id })
    },
    start,
    stop,
    connected: () => connected,
    disconnect() {
      connected = false
    },
    register,
    reasons: (id) => [...(refusals.get(id) ?? [])].map(([hostname, why]) => `${hostname}: ${why}`),
    close() {
      closed = true
      stopTimer()
      for (const cancel of timers) cancel()
    },
  }
}
