import { MOST_COMPARED, type ComparedKind } from '../../../shared/contract/compare.ts'
import type { SamsaContract } from '../../../shared/contract/index.ts'
import { compareStates, type Compared } from '../../../shared/domain/compare.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { stateAt, type At, type ClustersNeeds } from './clusters.ts'

const MOST_FIELDS = 60
const MOST_TEXT = 4_000

export const compareHandlers = (needs: ClustersNeeds): Handlers<SamsaContract>['compare'] => {
  const side = async (at: At) => {
    const state = await stateAt(needs, at)
    if (at.at === 'live' && state.parts.metadata.readAt === null) throw new AppError('profile.notConnected', { profile: at.cluster })
    return state
  }
  return {
    async sides({ left, right, ignoreHosts }) {
      const [one, other] = [await side(left), await side(right)]
      return { kinds: compareStates(one, other, { ignoreHosts }).map(told) }
    },
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
