import { entityKey, entityWords, type QuotaEdit } from '../../../../../../shared/domain/quota.ts'
import { alterClientQuotas } from '../../codecs/client-quotas.ts'
import type { ItemResults, Outcome } from '../../kafka-changes.ts'
import { editToWire, entityFromWire } from '../client-quotas.ts'
import { itemResults, noAnswer, outcomeOf, type ChangeContext } from './send-change.ts'
import { throughController } from './through-controller.ts'

/** Each entity at most once. Answers come by entity, in no order. */
export async function alterQuotas(
  edits: readonly QuotaEdit[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<QuotaEdit>> {
  const request = { edits: edits.map(editToWire) }
  const sent = await throughController(alterClientQuotas, request, ({ results }) => results.map((r) => r.error), context, signal)
  return itemResults(edits, sent, (edit, { results }): Outcome => {
    const what = `change the quota of ${entityWords(edit.entity)}`
    const found = results.find(({ entity }) => {
      const of = entityFromWire(entity)
      return of !== null && entityKey(of) === entityKey(edit.entity)
    })
    if (found === undefined) return noAnswer(what)
    return outcomeOf(found.error, found.message, { what, subject: { kind: 'cluster', name: '' }, right: 'AlterConfigs' }, context)
  })
}
