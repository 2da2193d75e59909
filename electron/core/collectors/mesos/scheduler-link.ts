import type { SchedulerBroker } from '../../../../shared/domain/scheduler/model.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import { parseBase } from '../../clients/http/address.ts'
import type { Log } from '../../lib/log.ts'
import { moment, type Sink } from '../needs.ts'
import type { MesosReading } from './mesos-reading.ts'
import type { AccessNeeds, SchedulerAccess } from '../../clients/scheduler/open-scheduler.ts'
import { searchScheduler } from './search.ts'
import type { System } from './system.ts'
import { standingOf, type Standing, whyNot } from './verify.ts'

/** It is looked for elsewhere after so many failures in a row; at once when nothing listens where it was (G-09). */
const FAILURES = 3
const GONE: ReadonlySet<string> = new Set(['http.refused', 'http.unreachable', 'http.hostUnknown', 'http.closed', 'scheduler.notScheduler'])

export interface SchedulerLink {
  /** The list of brokers into the state. */
  read(signal: AbortSignal): Promise<void>
  /** The scheduler, proven by a reading of this moment: for whoever is about to change something. */
  verified(signal: AbortSignal): Promise<{ readonly access: SchedulerAccess; readonly brokers: readonly SchedulerBroker[] }>
  close(): void
}

export interface LinkNeeds extends AccessNeeds {
  readonly sink: Sink
  readonly system: System
  readonly mesos: MesosReading | null
  readonly log: Log
  readonly profile: string
  /** Where it could be, in order. */
  readonly candidates: (last: string | null, signal: AbortSignal) => Promise<readonly string[]>
}

export function createSchedulerLink(needs: LinkNeeds): SchedulerLink {
  const { system, sink, clock, mesos, settings, log, profile } = needs
  let current: { readonly access: SchedulerAccess; readonly standing: Standing } | null = null
  let last: string | null = null
  let failures = 0

  const isConfigured = (base: string): boolean =>
    settings.scheduler !== null && parseBase(settings.scheduler.base).origin === parseBase(base).origin
  const judge = (access: SchedulerAccess, brokers: readonly SchedulerBroker[], signal: AbortSignal): Promise<Standing> => {
    const held = current?.access === access && current.standing === 'verified' && failures === 0
    return standingOf(mesos, { brokers, configured: isConfigured(access.base), held }, signal)
  }

  const take = async (access: SchedulerAccess, standing: Standing, brokers: readonly SchedulerBroker[]): Promise<void> => {
    if (current !== null && current.access !== access) current.access.close()
    current = { access, standing }
    failures = 0
    if (last !== null && last !== access.base) {
      log.warn('The scheduler moved', { profile, from: last, to: access.base })
      system.tell({ moved: { from: last, to: access.base, at: clock.wall() } })
    }
    last = access.base
    const { line, version, kafkaVersion } = access.release
    const unverified = standing === 'unverified'
    system.tell({ address: access.base, version, release: { line, kafka: kafkaVersion }, unverified, reading: 'polling' })
    await sink.apply({ kind: 'scheduler', ...moment(clock), address: access.base, release: access.release, brokers })
    system.succeeded()
  }

  /** Where it was; fails when it is not there any more, or somebody else is. */
  const here = async (signal: AbortSignal): Promise<readonly SchedulerBroker[]> => {
    if (current === null) throw new AppError('scheduler.notFound', { tried: [] })
    const { access } = current
    const { brokers } = await access.reader.brokers(signal)
    const standing = await judge(access, brokers, signal)
    if (standing === 'foreign') throw new AppError('scheduler.unverified', { address: access.base, why: whyNot('foreign') })
    await take(access, standing, brokers)
    return brokers
  }

  const elsewhere = async (signal: AbortSignal): Promise<readonly SchedulerBroker[]> => {
    const places = await needs.candidates(last, signal)
    const { found, refused } = await searchScheduler(needs, places, (access, s) => judge(access, access.first.brokers, s), signal)
    system.tell({ candidates: refused.map(({ address, why }) => ({ address, why: why.slice(0, 400) })) })
    if (found === null) throw new AppError('scheduler.notFound', { tried: [...refused] })
    await take(found.access, found.standing, found.access.first.brokers)
    return found.access.first.brokers
  }

  const look = async (signal: AbortSignal): Promise<readonly SchedulerBroker[]> => {
    try {
      return await here(signal)
    } catch (error) {
      if (signal.aborted || !(error instanceof AppError)) throw error
      failures += 1
      const moved = current === null || GONE.has(error.code) || error.code === 'scheduler.unverified' || failures >= FAILURES
      if (!moved) throw error
      const found = await elsewhere(signal).catch((second: unknown) => {
        // What was met where it should be says more than that it is nowhere.
        throw current === null ? second : error
      })
      return found
    }
  }

  return {
    async read(signal) {
      try {
        await look(signal)
      } catch (error) {
        if (signal.aborted) return
        if (!(error instanceof AppError)) throw error
        if (error.code === 'scheduler.unverified') system.tell({ unverified: true })
        system.failed(error)
      }
    },
    async verified(signal) {
      const brokers = await look(signal)
      if (current === null) throw new AppError('scheduler.notFound', { tried: [] })
      if (current.standing !== 'verified' && current.standing !== 'trusted')
        throw new AppError('scheduler.unverified', { address: current.access.base, why: whyNot(current.standing) })
      return { access: current.access, brokers }
    },
    close() {
      current?.access.close()
      current = null
    },
  }
}
