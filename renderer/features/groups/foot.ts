import type { GroupRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import { count } from '../../ui/format/numbers.ts'
import type { GroupFacets } from './facets.ts'

const t = en.groups

/** “14 groups: 9 with members, 4 without, 1 not allowed”. */
export function footText(rows: readonly GroupRow[], { counts }: GroupFacets): string {
  const partial = rows.filter((row) => row.access === 'ok' && row.partial).length
  const withMembers = rows.filter((row) => (row.members ?? 0) > 0).length
  const parts = [
    withMembers > 0 && t.footMembers(count(withMembers)),
    counts.empty > 0 && t.footEmpty(count(counts.empty)),
    counts.forbidden > 0 && t.footForbidden(count(counts.forbidden)),
    partial > 0 && t.footPartial(count(partial)),
  ].filter((part) => part !== false)
  return t.foot(count(rows.length), parts, rows.length)
}
