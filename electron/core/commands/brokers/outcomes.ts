import type { Outcome } from '../../clients/scheduler/outcome.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import type { SendOutcome, StepJournal } from '../command.ts'
import type { Permit } from '../../lib/permit.ts'
import { brokersInWords } from './targets.ts'

/** One request for all of them. */
export function sentOnce(outcome: Outcome<unknown>, response: string): SendOutcome<never> {
  switch (outcome.kind) {
    case 'done':
      return { is: 'accepted', response }
    case 'refused':
      return { is: 'refused', error: outcome.error }
    case 'unknown':
      return { is: 'unknown', error: outcome.error }
  }
}

export interface EachNeeds {
  readonly ids: readonly number[]
  readonly doing: (id: number) => string
  readonly journal: StepJournal
  readonly permit: Permit
}

/** One after the other in the shown order, stopping at the first that fails; what became of each is said (E-10). */
export async function sentToEach(
  { ids, doing, journal, permit }: EachNeeds,
  act: (id: number) => Promise<Outcome<unknown>>,
): Promise<SendOutcome> {
  const done: number[] = []
  for (const id of ids) {
    const ended = whyEnded(permit)
    if (ended !== null)
      return done.length === 0 ? { is: 'refused', error: ended } : { is: 'unknown', error: ended, note: report(ids, done, null, '') }
    if (ids.length > 1) await journal({ done: done.length, of: ids.length, now: doing(id) })
    const outcome = await act(id)
    if (outcome.kind === 'done') {
      done.push(id)
      continue
    }
    // The first one of all: certainly nothing was done.
    if (outcome.kind === 'refused' && done.length === 0 && ids.length === 1) return { is: 'refused', error: outcome.error }
    const note = report(ids, done, id, outcome.kind === 'refused' ? 'refused' : 'not known')
    return { is: outcome.kind === 'refused' ? 'refused' : 'unknown', error: outcome.error, note }
  }
  return { is: 'accepted', response: `${brokersInWords(done)}: accepted` }
}

/** Cancelled, or the profile is back at Observe. */
export function whyEnded(permit: Permit): AppError | null {
  try {
    permit.check()
    return null
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

function report(ids: readonly number[], done: readonly number[], failed: number | null, how: string): string {
  const rest = ids.filter((id) => !done.includes(id) && id !== failed)
  const parts = [
    ...(done.length > 0 ? [`${brokersInWords(done)}: done`] : []),
    ...(failed === null ? [] : [`broker ${failed}: ${how}`]),
    ...(rest.length > 0 ? [`${brokersInWords(rest)}: not tried`] : []),
  ]
  const text = parts.join('; ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
