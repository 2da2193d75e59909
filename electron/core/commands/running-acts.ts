import type { ActState } from '../../../shared/contract/changes.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Clock } from '../lib/clock.ts'
import type { Json } from '../lib/envelope.ts'
import type { Log } from '../lib/log.ts'
import type { AuditLog } from './audit-log.ts'
import type { CommandDefinition, SendOutcome, Verified } from './command.ts'

const VERIFY_MS = 15_000
const VERIFY_EVERY_MS = 1_000
/** After the signal, a client has this long to say what it knows. */
const STOP_MS = 5_000

export interface StartedAct {
  readonly act: string
  readonly command: CommandDefinition<unknown, unknown>
  readonly exact: Json
  readonly world: unknown
  /** Fails where the profile is back at Observe: the unlock may end while an act goes on. */
  readonly check: () => void
}

export interface RunningActs {
  start(act: StartedAct): void
  /** Ends the waiting and what was not sent yet. */
  cancel(act: string): void
  lookAgain(act: string, again: Omit<StartedAct, 'act' | 'check'>): Promise<void>
  stop(): Promise<void>
}

interface Needs {
  readonly clock: Clock
  readonly log: Log
  readonly audit: AuditLog
}

interface End {
  readonly state: ActState
  readonly note: string | null
  readonly error: AppError | null
}

/** Everything that was confirmed and is not at its end yet: sent once, then read back. */
export function createRunningActs({ clock, log, audit }: Needs): RunningActs {
  const running = new Map<string, { readonly abort: AbortController; readonly done: Promise<void> }>()

  const write = async (act: string, from: number, end: End, ended: boolean, response: string | null = null): Promise<void> => {
    const { state, note, error } = end
    const told = error === null ? null : { code: error.code, about: error.about }
    await audit.outcome({ act, state, ended, note, error: told, response, ms: ended ? clock.now() - from : null })
  }
  const run = async (started: StartedAct, signal: AbortSignal): Promise<void> => {
    const { act, command, exact, world } = started
    const from = clock.now()
    const sent = await sendOnce(started, signal)
    if (sent.is === 'refused') {
      await write(act, from, { state: 'failed', note: sent.note ?? 'Nothing was done.', error: sent.error }, true)
      return
    }
    const response = sent.is === 'accepted' ? sent.response : null
    const error = sent.is === 'unknown' ? sent.error : null
    const state = sent.is === 'accepted' ? 'accepted' : 'unknown'
    const note = sent.is === 'unknown' ? (sent.note ?? null) : null
    await write(act, from, { state, note, error }, false, response)
    const answer = sent.is === 'accepted' ? sent.answer : undefined
    const verified = await readBack(() => command.verify(exact, world, signal, answer), command.verifyFor ?? VERIFY_MS, signal)
    await write(act, from, endOf(sent, verified, signal.aborted), true)
  }
  const sendOnce = async ({ act, command, exact, world, check }: StartedAct, signal: AbortSignal): Promise<SendOutcome> => {
    let over = false
    const permit = {
      act,
      check(): void {
        if (over || signal.aborted) throw new AppError('change.cancelled', {})
        check()
      },
    }
    try {
      return await command.send(exact, world, signal, (step) => audit.step({ act, ...step }), permit)
    } catch (error) {
      // A client says itself what certainly did nothing. What it throws instead may have happened after the first byte.
      if (!(error instanceof AppError)) log.error('A change failed unexpectedly', { act, command: command.name, error })
      return { is: 'unknown', error: error instanceof AppError ? error : new AppError('core.unexpected', { where: command.name }) }
    } finally {
      over = true
    }
  }
  /** Until it says yes or no, or the time is up. */
  const readBack = async (look: () => Promise<Verified>, most: number, signal: AbortSignal): Promise<Verified> => {
    const end = clock.now() + most
    for (;;) {
      const found = await look().catch((error: unknown): Verified => ({ is: 'not yet', note: whyNotRead(error) }))
      if (found.is !== 'not yet' || clock.now() >= end || signal.aborted) return found
      await pause(clock, Math.min(VERIFY_EVERY_MS, end - clock.now()), signal)
    }
  }
  const begin = (act: string, work: (signal: AbortSignal) => Promise<void>): void => {
    const abort = new AbortController()
    const done = work(abort.signal)
      .catch((error: unknown) => log.error('An act was not followed to its end', { act, error }))
      .finally(() => running.delete(act))
    running.set(act, { abort, done })
  }

  return {
    start: (started) => begin(started.act, (signal) => run(started, signal)),
    cancel: (act) => running.get(act)?.abort.abort(new AppError('change.cancelled', {})),
    async lookAgain(act, { command, exact, world }) {
      if (running.has(act)) return
      const from = clock.now()
      // Read once: whoever presses again looks again.
      const found = await command.verify(exact, world, AbortSignal.timeout(STOP_MS * 3))
      const before = audit.row(act)
      const sent = before?.state === 'accepted' ? ({ is: 'accepted', response: '' } as const) : ({ is: 'unknown', error: null } as const)
      await write(act, from - (before?.ms ?? 0), endOf(sent, found, false), true)
    },
    async stop() {
      for (const { abort } of running.values()) abort.abort(new AppError('change.cancelled', {}))
      const all = Promise.all([...running.values()].map(({ done }) => done))
      await Promise.race([all, new Promise<void>((resolve) => setTimeout(resolve, STOP_MS).unref())])
      await audit.settled()
    },
  }
}

/** Done, not done, or cannot tell: never a false “done” (E-09). */
function endOf(sent: Exclude<SendOutcome, { is: 'refused' }>, verified: Verified, cancelled: boolean): End {
  const error = sent.is === 'unknown' ? sent.error : null
  const said = sent.is === 'unknown' ? sent.note : undefined
  const note = [said, verified.note].filter((part) => part !== undefined && part !== '').join(' ')
  if (verified.is === 'yes') return { state: 'verified', note: note || null, error: null }
  if (verified.is === 'no') return { state: 'failed', note: note || null, error }
  const waited = cancelled ? 'The waiting was ended.' : 'It was not seen in time.'
  if (sent.is === 'accepted') return { state: 'accepted', note: `Accepted. ${waited} ${note}`.trim(), error: null }
  return { state: 'unknown', note: note || 'It cannot be told whether it happened.', error }
}

const whyNotRead = (error: unknown): string =>
  error instanceof AppError ? `Reading it back failed (${error.code}).` : 'Reading it back failed.'

const pause = (clock: Clock, ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const ended = (): void => {
      cancel()
      resolve()
    }
    const cancel = clock.after(ms, () => {
      signal.removeEventListener('abort', ended)
      resolve()
    })
    signal.addEventListener('abort', ended, { once: true })
  })
