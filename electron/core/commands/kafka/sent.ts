import { AppError, describeError } from '../../../../shared/errors/error.ts'
import type { ItemResults, Outcome } from '../../clients/kafka/kafka-changes.ts'
import type { SendOutcome } from '../command.ts'

const LISTED = 10

const why = (outcome: Exclude<Outcome, { is: 'done' }>): string => describeError(outcome.error).cause

function listed(results: readonly { readonly name: string; readonly outcome: Outcome }[]): string {
  const told = results.slice(0, LISTED).map(({ name, outcome }) => (outcome.is === 'done' ? name : `${name} (${why(outcome)})`))
  const more = results.length - told.length
  return told.join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/**
 * What became of a request of several items, as the runner takes it. All done: accepted. Nothing done: refused. Anything that may have
 * happened: unknown, and reading back tells. Some done and some refused: refused, and the note says which (E-10, “nothing half-done goes
 * unsaid”). `nothing`: in place of “Nothing was done.”, where something was done before it.
 */
export function sentOf<Item>(results: ItemResults<Item>, nameOf: (item: Item) => string, nothing?: string): SendOutcome {
  const named = results.map(({ item, outcome }) => ({ name: nameOf(item), outcome }))
  const of = (...kinds: readonly Outcome['is'][]) => named.filter(({ outcome }) => kinds.includes(outcome.is))
  const [done, unknown, not] = [of('done'), of('unknown'), of('refused', 'notSent')]
  if (done.length === results.length) return { is: 'accepted', response: `Kafka accepted ${listed(done)}.` }
  const parts = [
    done.length > 0 ? `Done: ${listed(done)}.` : '',
    unknown.length > 0 ? `Not known: ${listed(unknown)}.` : '',
    not.length > 0 ? `Not done: ${listed(not)}.` : '',
  ]
  const note = parts.filter((part) => part !== '').join(' ')
  if (unknown.length > 0) return { is: 'unknown', error: errorOf(unknown[0]?.outcome), note }
  const error = errorOf(not[0]?.outcome)
  return done.length > 0
    ? { is: 'refused', error, note }
    : { is: 'refused', error, ...(not.length > 1 || nothing !== undefined ? { note: `${nothing ?? 'Nothing was done.'} ${note}` } : {}) }
}

/** Certainly none of it was done. */
export const nothingDone = (results: ItemResults<unknown>): boolean =>
  results.every(({ outcome }) => outcome.is === 'refused' || outcome.is === 'notSent')

const errorOf = (outcome: Outcome | undefined): AppError =>
  outcome !== undefined && outcome.is !== 'done' ? outcome.error : new AppError('core.unexpected', { where: 'changes' })
