import type { SchedulerBroker } from '../../../../shared/domain/scheduler/model.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import { parseBase } from '../../clients/http/address.ts'
import { createInOrder } from '../../lib/in-order.ts'
import type { Log } from '../../lib/log.ts'
import { moment, type Sink } from '../needs.ts'
import type { MesosReading } from './mesos-reading.ts'
import type { AccessNeeds, SchedulerAccess } from '../../clients/scheduler/open-scheduler.ts'
import { searchScheduler } from './search.ts'
import type { System } from './system.ts'
import { standingOf, type Standing, whyNot } from './verify.ts'

/** It is looked for elsewhere after so many failures in a row; at once when nothing listens where it was (G-09). */
const FAILURES = 3
const GONE: ReadonlySet<string> = new Set(['http.refused', 'http.unreachable', 'http.hostUnknown', 'http.closed'])
/** Somebody else answers where it was. */
const FOREIGN: ReadonlySet<string> = new Set([
  'scheduler.notScheduler',
  'scheduler.dcos',
  'scheduler.unverified',
  'scheduler.unreadable',
  'scheduler.unsupported',
  'http.unauthenticated',
  'http.forbidden',
  'http.notFound',
  'http.notHttp',
  'http.notTls',
  'http.redirect',
  'http.certificate',
])

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
  // Whoever is about to change something waits for the reading under way.
  const inOrder = createInOrder()
  // Once it was proven without a login, nobody who asks for one is it.
  let knownOpen = false
  const access: AccessNeeds = { ...needs, mayLogIn: () => !knownOpen }

  const isConfigured = (base: string): boolean =>
    settings.scheduler !== null && parseBase(settings.scheduler.base).origin === parseBase(base).origin
  const judge = (asked: SchedulerAccess, brokers: readonly SchedulerBroker[], signal: AbortSignal): Promise<Standing> => {
    const held = current?.access === asked && current.standing === 'verified' && failures === 0
    return standingOf(mesos, { brokers, configured: isConfigured(asked.base), held }, signal)
  }

  const take = async (found: SchedulerAccess, standing: Standing, brokers: readonly SchedulerBroker[]): Promise<void> => {
    if (current !== null && current.access !== found) current.access.close()
    current = { access: found, standing }
    if (standing === 'verified' && !found.loggedIn) knownOpen = true
    failures = 0
    if (last !== null && last !== found.base) {
      log.warn('The scheduler moved', { profile, from: last, to: found.base })
      system.tell({ moved: { from: last, to: found.base, at: clock.wall() } })
    }
    last = found.base
    const { line, version, kafkaVersion } = found.release
    const unverified = standing === 'unverified'
    system.tell({ address: found.base, version, release: { line, kafka: kafkaVersion }, unverified, reading: 'polling' })
    await sink.apply({ kind: 'scheduler', ...moment(clock), address: found.base, release: found.release, brokers })
    system.succeeded()
  }

  /** Where it was; fails when it is not there any more, or somebody else is. */
  const here = async (signal: AbortSignal): Promise<readonly SchedulerBroker[]> => {
    if (current === null) throw new AppError('scheduler.notFound', { tried: [] })
    const { access: known } = current
    const { brokers } = await known.reader.brokers(signal)
    const standing = await judge(known, brokers, signal)
    if (standing === 'foreign') throw new AppError('scheduler.unverified', { address: known.base, why: whyNot('foreign') })
    await take(known, standing, brokers)
    return brokers
  }

  const elsewhere = async (signal: AbortSignal): Promise<readonly SchedulerBroker[]> => {
    const places = await needs.candidates(last, signal)
    const { found, refused, dcos } = await searchScheduler(access, places, (one, s) => judge(one, one.first.brokers, s), signal)
    system.tell({ candidates: refused.map(({ address, why }) => ({ address, why: why.slice(0, 400) })) })
    // That it is another kind of scheduler says more than that none was found.
    if (found === null && dcos !== null) throw dcos
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
      const moved = current === null || GONE.has(error.code) || FOREIGN.has(error.code) || failures >= FAILURES
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
        await inOrder(() => look(signal))
      } catch (error) {
        if (signal.aborted) return
        if (!(error instanceof AppError)) throw error
        if (error.code === 'scheduler.unverified') system.tell({ unverified: true })
        system.failed(error, last !== null)
      }
    },
    async verified(signal) {
      const brokers = await inOrder(() => look(signal))
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
