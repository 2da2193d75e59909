import { AppError } from '../../../../shared/errors/error.ts'
import { describeError } from '../../../../shared/errors/error.ts'
import { fieldsOf } from '../http/fields.ts'
import { hostAndPort, parseBase, redirectTarget } from '../http/address.ts'
import type { Http, HttpJson, HttpRequest } from '../http.ts'
import { masterMetrics } from './decode/metrics.ts'
import type { MasterReading, Told } from './mesos-client.ts'
import { is, mayHaveMoved, mesosError } from './translate.ts'

/** One question to whoever leads. */
export type Question = Omit<HttpRequest, 'base' | 'signal'>

export interface Leader {
  /** Asks the leader, and once more if leadership has moved meanwhile. */
  ask(question: Question, signal: AbortSignal): Promise<Told<HttpJson>>
  /** As {@link ask} for anything that has to know who leads. */
  at<T>(signal: AbortSignal, act: (base: string) => Promise<{ readonly value: T; readonly origin: string }>): Promise<Told<T>>
  poll(signal: AbortSignal): Promise<readonly MasterReading[]>
}

interface Known {
  readonly base: string
  readonly epoch: number
  /** Before 1.0 a master that does not lead answers as an empty cluster. */
  readonly silentFollowers: boolean
}

/** Discovery must be quick: masters that do not answer are passed over. */
const QUICK = { connect: 3_000, firstByte: 3_000, idle: 3_000, total: 4_000 }

export function createLeader(http: Http, masters: readonly string[], trusts: (origin: string) => boolean): Leader {
  let known: Known | null = null
  let epoch = 0
  let finding: Promise<Known> | null = null

  const lead = (base: string, silentFollowers: boolean): Known => {
    if (known?.base !== base) known = { base, epoch: ++epoch, silentFollowers }
    return known
  }
  const forget = (): void => {
    known = null
  }

  const readMetrics = async (master: string, signal: AbortSignal): Promise<MasterReading> => {
    try {
      const { value } = await http.json({
        base: master,
        method: 'GET',
        path: '/metrics/snapshot',
        query: { timeout: '2secs' },
        signal,
        times: QUICK,
      })
      return { master, metrics: masterMetrics(value), error: null }
    } catch (error) {
      if (signal.aborted || !(error instanceof AppError)) throw error
      return { master, metrics: null, error }
    }
  }
  const silent = async (master: string, signal: AbortSignal): Promise<boolean> => {
    const { value } = await http.json({ base: master, method: 'GET', path: '/version', signal, times: QUICK })
    return fieldsOf(value).text('version')?.startsWith('0.') ?? false
  }
  const poll = async (signal: AbortSignal): Promise<readonly MasterReading[]> => {
    const readings = await Promise.all(masters.map((master) => readMetrics(master, signal)))
    const elected = readings.find((r) => r.metrics?.elected === true)
    if (elected !== undefined && elected.master !== known?.base) lead(elected.master, await silent(elected.master, signal))
    // Who was leading and says now that it does not, leads no more.
    else if (elected === undefined && readings.some((r) => r.master === known?.base && r.metrics !== null)) forget()
    return readings
  }

  /** Nobody the profile names says that it leads: ask where they would send us. */
  const hinted = async (readings: readonly MasterReading[], signal: AbortSignal): Promise<Known> => {
    const answering = readings.filter((r) => r.metrics !== null)
    if (answering.length === 0) throw unreachable(readings)
    for (const { master } of answering) {
      const reply = await http
        .bytes({ base: master, method: 'GET', path: '/redirect', signal, times: QUICK, redirect: 'report' })
        .catch((error: unknown) => (error instanceof AppError && !signal.aborted ? null : Promise.reject(error as Error)))
      const location = reply?.headers['location']
      if (location === undefined) continue
      const target = redirectTarget(location, parseBase(master), trusts)
      if (!target.ok)
        throw new AppError('mesos.leaderElsewhere', { leader: target.to.replace(/^(https?:)?\/\//, ''), masters: names(masters) })
      const there = await readMetrics(target.origin, signal)
      if (there.metrics?.elected === true) return lead(target.origin, await silent(target.origin, signal))
    }
    throw new AppError('mesos.noLeader', { masters: names(masters) })
  }

  const find = async (signal: AbortSignal): Promise<Known> => {
    const [only] = masters
    // A proxy knows the way itself.
    if (only !== undefined && masters.length === 1 && parseBase(only).prefix !== '') return lead(only, false)
    const readings = await poll(signal)
    return known ?? hinted(readings, signal)
  }
  /** One search at a time; who waits for another's search still leaves when told to. */
  const current = (signal: AbortSignal): Promise<Known> => {
    if (known !== null) return Promise.resolve(known)
    finding ??= find(signal).finally(() => (finding = null))
    return finding
  }

  const at = async <T>(signal: AbortSignal, act: (base: string) => Promise<{ value: T; origin: string }>): Promise<Told<T>> => {
    for (let attempt = 0; ; attempt++) {
      try {
        const leader = await current(signal)
        const { value, origin } = await act(leader.base)
        if (leader.silentFollowers && (await readMetrics(leader.base, signal)).metrics?.elected !== true) {
          throw new AppError('mesos.noLeader', { masters: names(masters) })
        }
        const now = origin === parseBase(leader.base).origin ? leader : lead(origin, false)
        return { value, leader: hostAndPort(origin), epoch: now.epoch }
      } catch (error) {
        const told = mesosError(error, names(masters))
        if (signal.aborted || !mayHaveMoved(told)) throw told
        forget()
        if (attempt > 0) throw told
      }
    }
  }

  return {
    poll,
    at,
    ask: (question, signal) =>
      at(signal, async (base) => {
        const reply = await http.json({ ...question, base, signal })
        return { value: reply, origin: reply.origin }
      }),
  }
}

const names = (masters: readonly string[]): string[] => masters.map((master) => hostAndPort(parseBase(master).origin))

function unreachable(readings: readonly MasterReading[]): AppError {
  // A refused login or a bad certificate says more than "not reached".
  const telling = readings.find(({ error }) => error !== null && (is(error, 'http.unauthenticated') || is(error, 'http.certificate')))
  if (telling?.error) return telling.error
  const tried = readings.map(({ master, error }) => ({
    address: hostAndPort(parseBase(master).origin),
    why: error ? describeError(error).title : '',
  }))
  return new AppError('mesos.noMaster', { tried })
}
