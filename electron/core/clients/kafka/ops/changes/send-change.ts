import { AppError } from '../../../../../../shared/errors/error.ts'
import type { BrokerId } from '../../../../../../shared/domain/ids.ts'
import type { Permit } from '../../../../lib/permit.ts'
import type { Api, Throttled } from '../../codecs/api.ts'
import type { ChangePass } from '../../connection/frame-guard.ts'
import { errorName } from '../../error-codes.ts'
import type { ItemResults, Outcome } from '../../kafka-changes.ts'
import { kafkaError, toAppError, type Subject } from '../../translate.ts'
import type { Context } from '../context.ts'

export interface ChangeContext extends Context {
  readonly permit: Permit
}

/** How long a broker may take to do it, as told to it; ours is twice that. */
export const BROKER_TIMEOUT_MS = 15_000

export type Sent<Response> =
  | { readonly is: 'answered'; readonly value: Response }
  | { readonly is: 'notSent'; readonly error: AppError }
  | { readonly is: 'unknown'; readonly error: AppError }

/** Sends one changing request, once. Rejects with the signal's reason when that came before anything was sent. */
export async function sendChange<Request, Response extends Throttled>(
  broker: BrokerId,
  api: Api<Request, Response>,
  request: Request,
  { cluster, permit }: ChangeContext,
  signal: AbortSignal,
): Promise<Sent<Response>> {
  const pass: ChangePass = { key: api.key, sent: false }
  try {
    const { value } = await cluster.ask(broker, { api, request, lane: 'changes', change: { permit, pass } }, signal)
    return { is: 'answered', value }
  } catch (thrown) {
    if (pass.sent) return { is: 'unknown', error: toAppError(signal.aborted ? cancelled(api.name, broker) : thrown, api.name) }
    if (signal.aborted) throw thrown
    return { is: 'notSent', error: toAppError(thrown, api.name) }
  }
}

const cancelled = (request: string, broker: BrokerId): AppError => new AppError('kafka.closed', { address: `broker ${broker}`, request })

/**
 * Codes after which the change may still happen, or did: UNKNOWN_SERVER_ERROR, REQUEST_TIMED_OUT, NETWORK_EXCEPTION,
 * NOT_ENOUGH_REPLICAS_AFTER_APPEND.
 */
const UNCERTAIN: ReadonlySet<number> = new Set([-1, 7, 13, 20])
/** Codes of missing rights. */
const RIGHTS: ReadonlySet<number> = new Set([29, 30, 31])

interface About {
  /** What was asked, as it stands after “Kafka refused to”. */
  readonly what: string
  readonly subject: Subject
  /** The right it needs, as kafka-acls.sh spells it. */
  readonly right: string
}

/** A broker's answer to one item as an outcome, with the broker's own words where it gave any. */
export function outcomeOf(code: number, message: string | null, { what, subject, right }: About, { grantee }: Context): Outcome {
  if (code === 0) return { is: 'done' }
  const error = RIGHTS.has(code)
    ? kafkaError(code, what, subject, right, grantee)
    : new AppError('kafka.changeRefused', { what, code, name: errorName(code), message: message ?? '' })
  return UNCERTAIN.has(code) ? { is: 'unknown', error } : { is: 'refused', error, code }
}

/** No answer for an item of a request that was answered: nobody can say what became of it. */
export const noAnswer = (what: string): Outcome => ({
  is: 'unknown',
  error: new AppError('kafka.changeRefused', { what, code: -1, name: errorName(-1), message: 'The answer leaves it out.' }),
})

/** The same outcome for every item. */
export const allAre = <Item>(items: readonly Item[], outcome: Outcome): ItemResults<Item> => items.map((item) => ({ item, outcome }))

/** Results of one request: of its items by name, or what became of the request as a whole. */
export function itemResults<Item, Response>(
  items: readonly Item[],
  sent: Sent<Response>,
  outcome: (item: Item, value: Response) => Outcome,
): ItemResults<Item> {
  if (sent.is !== 'answered') return allAre(items, sent)
  return items.map((item) => ({ item, outcome: outcome(item, sent.value) }))
}

/** Puts results of several requests into the order asked. */
export function inOrder<Item>(items: readonly Item[], results: ItemResults<Item>): ItemResults<Item> {
  const found = new Map(results.map((result) => [result.item, result]))
  return items.flatMap((item) => found.get(item) ?? [])
}
