import { MOST_COMPARED, type ComparedKind } from '../../../shared/contract/compare.ts'
import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { AclBinding } from '../../../shared/domain/acl.ts'
import { compareStates, type Compared, type ComparedAcls } from '../../../shared/domain/compare.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { stateAt, type At, type ClustersNeeds } from './clusters.ts'
import type { KafkaWorlds } from './kafka-worlds.ts'

const MOST_FIELDS = 60
const MOST_TEXT = 4_000

/** @param worlds of connected clusters, whose ACLs are asked for */
export const compareHandlers = (needs: ClustersNeeds, worlds: KafkaWorlds): Handlers<SamsaContract>['compare'] => {
  const side = async (at: At) => {
    const state = await stateAt(needs, at)
    if (at.at === 'live' && state.parts.metadata.readAt === null) throw new AppError('profile.notConnected', { profile: at.cluster })
    return state
  }
  return {
    async sides({ left, right, ignoreHosts }, { signal }) {
      const [one, other] = [await side(left), await side(right)]
      const acls = await bothAcls(left, right, worlds, signal)
      return { kinds: compareStates(one, other, { ignoreHosts }, acls).map(told) }
    },
  }
}

/** They are not recorded: only what lives can be asked. */
async function bothAcls(left: At, right: At, worlds: KafkaWorlds, signal: AbortSignal): Promise<ComparedAcls | null> {
  if (left.at !== 'live' || right.at !== 'live') return null
  const one = await aclsOf(left.cluster, worlds, signal)
  const other = left.cluster === right.cluster ? one : one && (await aclsOf(right.cluster, worlds, signal))
  return one && other && { left: one, right: other }
}

async function aclsOf(cluster: string, worlds: KafkaWorlds, signal: AbortSignal): Promise<readonly AclBinding[] | null> {
  try {
    const { client } = worlds(cluster)
    if (client.capability('acls').state === 'no') return null
    const { authorizer, acls } = await client.readAcls(signal)
    return authorizer ? acls : null
  } catch (error) {
    // No right to read them, or no connection: the rest is compared all the same.
    if (error instanceof AppError) return null
    throw error
  }
}

const told = ({ kind, read, onlyLeft, onlyRight, different, same }: Compared): ComparedKind => ({
  kind,
  read,
  onlyLeft: onlyLeft.slice(0, MOST_COMPARED),
  onlyRight: onlyRight.slice(0, MOST_COMPARED),
  different: different.slice(0, MOST_COMPARED).map(({ name, fields }) => ({
    name,
    fields: fields
      .slice(0, MOST_FIELDS)
      .map(({ field, left, right }) => ({ field: cut(field), left: left && cut(left), right: right && cut(right) })),
    moreFields: Math.max(0, fields.length - MOST_FIELDS),
  })),
  counts: { onlyLeft: onlyLeft.length, onlyRight: onlyRight.length, different: different.length, same },
})

const cut = (text: string): string => text.slice(0, MOST_TEXT)
