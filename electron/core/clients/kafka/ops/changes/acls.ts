import type { AclBinding } from '../../../../../../shared/domain/acl.ts'
import { createAcls as createAclsApi, deleteAcls as deleteAclsApi, type AclResult } from '../../codecs/acls.ts'
import type { ItemResults, Outcome } from '../../kafka-changes.ts'
import { toWire } from '../acls.ts'
import type { Sent } from './send-change.ts'
import { itemResults, noAnswer, outcomeOf, type ChangeContext } from './send-change.ts'
import { throughController } from './through-controller.ts'

const codesOf = ({ results }: { readonly results: readonly AclResult[] }): number[] => results.map((r) => r.error)

/** Answers come in the order asked. */
function outcomes<Result extends AclResult>(
  acls: readonly AclBinding[],
  sent: Sent<{ readonly throttleMs: number; readonly results: readonly Result[] }>,
  verb: string,
  worst: (result: Result) => AclResult,
  context: ChangeContext,
): ItemResults<AclBinding> {
  return itemResults(acls, sent, (acl, { results }): Outcome => {
    const what = `${verb} the ACL of ${acl.principal} on ${acl.resource} ${acl.name}`
    const found = results[acls.indexOf(acl)]
    if (found === undefined) return noAnswer(what)
    const { error, message } = worst(found)
    return outcomeOf(error, message, { what, subject: { kind: 'cluster', name: '' }, right: 'Alter' }, context)
  })
}

export async function createAcls(
  acls: readonly AclBinding[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<AclBinding>> {
  const sent = await throughController(createAclsApi, { acls: acls.map(toWire) }, codesOf, context, signal)
  return outcomes(acls, sent, 'create', (result) => result, context)
}

/** Each by a filter that matches it alone. */
export async function deleteAcls(
  acls: readonly AclBinding[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<AclBinding>> {
  const sent = await throughController(deleteAclsApi, { filters: acls.map(toWire) }, codesOf, context, signal)
  return outcomes(acls, sent, 'delete', (result) => result.matching.find((m) => m.error !== 0) ?? result, context)
}
