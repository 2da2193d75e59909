import type { SchedulerBroker } from '../../../../shared/domain/scheduler/model.ts'
import { outOfSyncOn } from '../../../../shared/domain/what-if/stop-brokers.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import type { Outcome } from '../../clients/scheduler/outcome.ts'
import type { CommandDefinition, SendOutcome, StepJournal } from '../command.ts'
import type { Permit } from '../../lib/permit.ts'
import { whyEnded } from './outcomes.ts'
import type { TheseExact, TheseInput } from './start.ts'
import { stopImpact } from './stop-impact.ts'
import { brokersInWords, idText, knownBrokers, phraseFor } from './targets.ts'
import { stateOf, toolCommand, verifyEach } from './words.ts'
import type { BrokerWorld } from './world.ts'

const NAME = 'lifecycle.restart'
const LOOK_EVERY_MS = 1_000
const STOP_MS = 180_000
const START_MS = 600_000
const IN_SYNC_MS = 3_600_000

/** Stop, wait, start, wait for in-sync replicas, broker by broker. The scheduler's own restart can leave a broker stopped. */
export const restartBrokers: CommandDefinition<TheseInput, BrokerWorld, TheseExact> = {
  name: NAME,
  level: 'C2',
  async plan({ brokers }, world, signal) {
    const targets = knownBrokers(NAME, brokers, await world.scheduler.list(signal))
    const idle = targets.filter((broker) => !broker.active || broker.task?.state !== 'running')
    if (idle.length > 0)
      throw new AppError('lifecycle.notNow', {
        what: `Restarting ${brokersInWords(idle.map(({ id }) => id))}`,
        why: idle.map((broker) => `broker ${broker.id} is ${stateOf(broker, world)}`).join(', '),
        way: 'Restart brokers that run; start the others.',
      })
    const ids = targets.map(({ id }) => id)
    // One at a time: what each does alone is what there is at any moment.
    const each = await Promise.all(targets.map((broker) => stopImpact([broker], world, signal)))
    const worst = each.toSorted((a, b) => rank(b.verdict) - rank(a.verdict))[0]
    return {
      object: brokersInWords(ids),
      phrase: phraseFor(ids),
      level: each.some(({ level }) => level === 'C3') ? 'C3' : 'C2',
      title: `Restart ${brokersInWords(ids)}`,
      sentence: 'One after the other: stop, wait until it has ended, start, wait until it runs and its replicas are in sync again.',
      changes: targets.map((broker) => ({ what: `broker ${broker.id}`, before: 'running', after: `started anew${modified(broker)}` })),
      impact: each.flatMap(({ impact }, n) =>
        impact.map((line) => (ids.length === 1 ? line : { ...line, text: `While broker ${ids[n]} is down: ${line.text}` })),
      ),
      verdict: worst?.verdict ?? null,
      asOf: Math.min(...each.map(({ asOf }) => asOf)),
      wayBack: 'Cancel ends it after the step that is under way; a broker that is stopped then is named, and can be started.',
      equivalent: toolCommand('restart', idText(ids), '--timeout', '5m'),
      via: 'scheduler',
      requests: ids.flatMap((id) => [`POST /api/broker/stop broker=${id} timeout=0s`, `POST /api/broker/start broker=${id} timeout=0s`]),
      worseWhenMore: {
        'Partitions that go offline': Math.max(...each.map(({ effect }) => effect?.offline.length ?? 0)),
        'Partitions that go under min ISR': Math.max(...each.map(({ effect }) => effect?.underMinIsr.length ?? 0)),
        'Partitions that are offline already': Math.max(...each.map(({ effect }) => effect?.before.offline ?? 0)),
      },
      exact: { ids },
    }
  },
  async send({ ids }, world, signal, journal, permit) {
    for (const [n, id] of ids.entries()) {
      const ended = await restartOne(id, { world, signal, journal, permit, done: n, of: ids.length })
      if (ended !== null) return withRest(ended, ids.slice(0, n), ids.slice(n + 1))
    }
    return { is: 'accepted', response: `${brokersInWords(ids)}: started anew` }
  },
  verify: ({ ids }, world, signal) =>
    verifyEach(ids, world, signal, (broker) => broker?.active === true && broker.task?.state === 'running'),
}

const rank = (verdict: string | null): number => ['safe', 'degrades', 'breaks', null].indexOf(verdict)
const modified = ({ needsRestart }: SchedulerBroker): string => (needsRestart ? ' with its changed settings' : '')

interface One {
  readonly world: BrokerWorld
  readonly signal: AbortSignal
  readonly journal: StepJournal
  readonly permit: Permit
  readonly done: number
  readonly of: number
}

const STEPS = 4

/** Null: it runs again and its replicas are in sync. */
async function restartOne(id: number, one: One): Promise<SendOutcome | null> {
  const { world, signal, journal, permit, done, of } = one
  const ended = whyEnded(permit)
  if (ended !== null) return { is: 'refused', error: ended, note: `Broker ${id} was not touched.` }
  const { changes } = world.scheduler
  const step = (n: number, now: string): Promise<void> => journal({ done: done * STEPS + n, of: of * STEPS, now })
  await step(0, `Stopping broker ${id}`)
  const stopped = await changes.stop([id], { force: false }, signal)
  if (stopped.kind !== 'done') return failed(stopped, id, 'the stop')
  await step(1, `Waiting until broker ${id} has ended`)
  const down = await waitFor(one, STOP_MS, async () => ((await brokerOf(id, world, signal))?.task ?? null) === null)
  if (down !== null)
    return { ...down, note: `${down.note} Broker ${id} is not wanted any more and may still be running: look at it, then start it.` }
  await step(2, `Starting broker ${id}`)
  const started = await changes.start([id], signal)
  if (started.kind !== 'done') return named(failed(started, id, 'the start'), id)
  const up = await waitFor(one, START_MS, async () => (await brokerOf(id, world, signal))?.task?.state === 'running')
  if (up !== null) return { ...up, note: `${up.note} Broker ${id} was started and does not run yet.` }
  await step(3, `Waiting until the replicas of broker ${id} are in sync`)
  const { kafka } = world
  if (kafka === null) return null
  const synced = await waitFor(one, IN_SYNC_MS, async () => {
    const picture = await kafka(signal)
    return picture.alive.has(id) && outOfSyncOn(id, picture.partitions).length === 0
  })
  return synced === null ? null : { ...synced, note: `${synced.note} Broker ${id} runs, and some of its replicas are not in sync yet.` }
}

const brokerOf = async (id: number, world: BrokerWorld, signal: AbortSignal): Promise<SchedulerBroker | undefined> =>
  (await world.scheduler.list(signal)).find((broker) => broker.id === id)

type Stopped = { readonly is: 'unknown'; readonly error: AppError | null; readonly note: string }

/** Readings that fail are tried again until the time is up: a restart takes its coordinator along. */
async function waitFor({ world, signal }: One, most: number, isSo: () => Promise<boolean>): Promise<Stopped | null> {
  const end = world.clock.now() + most
  let last: AppError | null = null
  for (;;) {
    if (signal.aborted) return { is: 'unknown', error: new AppError('change.cancelled', {}), note: 'Cancelled.' }
    try {
      if (await isSo()) return null
      last = null
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      last = error
    }
    if (world.clock.now() >= end) return { is: 'unknown', error: last, note: `Not so after ${Math.round(most / 60_000)} minutes.` }
    await new Promise<void>((resolve) => {
      const ended = (): void => {
        cancel()
        resolve()
      }
      const cancel = world.clock.after(LOOK_EVERY_MS, () => {
        signal.removeEventListener('abort', ended)
        resolve()
      })
      signal.addEventListener('abort', ended, { once: true })
    })
  }
}

const failed = (outcome: Exclude<Outcome<unknown>, { kind: 'done' }>, id: number, what: string): SendOutcome =>
  outcome.kind === 'refused'
    ? { is: 'refused', error: outcome.error, note: `Broker ${id}: ${what} was refused.` }
    : { is: 'unknown', error: outcome.error, note: `Broker ${id}: it is not known whether ${what} was carried out.` }

/** No broker is left inactive without being named (E-11). */
function named(outcome: SendOutcome, id: number): SendOutcome {
  const note = `${outcome.is === 'accepted' ? '' : (outcome.note ?? '')} Broker ${id} is now stopped: start it.`.trim()
  return outcome.is === 'accepted' ? outcome : { ...outcome, note }
}

function withRest(outcome: SendOutcome, done: readonly number[], rest: readonly number[]): SendOutcome {
  if (outcome.is === 'accepted') return outcome
  const parts = [
    ...(done.length > 0 ? [`${brokersInWords(done)}: done.`] : []),
    outcome.note ?? '',
    ...(rest.length > 0 ? [`${brokersInWords(rest)}: not tried.`] : []),
  ]
  return { ...outcome, note: parts.join(' ').trim() }
}
