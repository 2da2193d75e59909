import { placeOf } from '../../app/actions.ts'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import { short } from '../../ui/format/numbers.ts'
import { PlaceLink } from './link.tsx'

const t = en.overview

/** Groups that these brokers coordinate, those that lag most first. */
export const hangingOn = (groups: readonly GroupRow[], brokers: ReadonlySet<number>): readonly GroupRow[] =>
  groups
    .filter((row) => row.coordinator !== null && brokers.has(row.coordinator))
    .toSorted((a, b) => (b.lag ?? -1) - (a.lag ?? -1) || (a.group < b.group ? -1 : 1))

export function HangingGroups({ groups, most }: { readonly groups: readonly GroupRow[]; readonly most: number }) {
  return (
    <>
      <h3>{groups.length > 0 ? t.coordinates : t.coordinatesNone}</h3>
      <ul>
        {groups.slice(0, most).map((row) => (
          <li key={row.group}>
            <PlaceLink to={placeOf('groups', row.group)}>{row.group}</PlaceLink>
            <span>{short(row.lag)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
