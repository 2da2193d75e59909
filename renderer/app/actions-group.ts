import type { GroupRow } from '../../shared/contract/groups.ts'
import { en } from '../text/en.ts'
import { count } from '../ui/format/numbers.ts'
import type { RowAction } from '../ui/table/types.ts'
import type { App } from './actions.ts'

const t = en.groupChanges
/** A plan names each of them, and its reader must be able to read them (screens, C3). */
const MOST_AT_ONCE = 20

type Group = Pick<GroupRow, 'group' | 'members' | 'access' | 'offsetsIn'>

/** Why a group's offsets cannot be moved now, as far as the page knows; the core asks the coordinator. */
export function resetOff(may: true | string, { members, access, offsetsIn }: Group): string | undefined {
  if (may !== true) return may
  if (access === 'forbidden') return t.forbidden
  if (offsetsIn === 'zookeeper') return t.inZooKeeper
  if (members === null) return t.membersUnknown
  return members > 0 ? t.hasMembers(members, count(members)) : undefined
}

/** Opens the form, as the menu and the key do. A key has no place of its own where it could stand why not: it is told in passing. */
export function startReset(app: App, may: true | string, row: Group): void {
  const off = resetOff(may, row)
  if (off === undefined) app.form('groups.resetOffsets', row.group)
  else app.notify({ tone: 'info', title: t.menu.reset, detail: off })
}

/** What can be done with a group, or with all marked ones; the list and the group's own screen offer the same. What cannot be done now says why. */
export function groupActs(app: App, may: true | string, row: Group, marked: readonly Group[]): readonly RowAction[] {
  const many = marked.some((each) => each.group === row.group) ? marked : [row]
  const names = many.map((each) => each.group)
  const oneOff = many.map((each) => resetOff(may, each)).find((why) => why !== undefined)
  const own = may !== true ? may : row.access === 'forbidden' ? t.forbidden : row.offsetsIn === 'zookeeper' ? t.inZooKeeper : undefined
  return [
    {
      id: 'reset-offsets',
      title: t.menu.reset,
      icon: 'undo',
      keys: 'R',
      off: resetOff(may, row),
      run: () => app.form('groups.resetOffsets', row.group),
    },
    {
      id: 'delete-offsets',
      title: t.menu.deleteOffsets,
      icon: 'trash',
      // A topic that no member reads can be forgotten while the group runs: the core knows which.
      off: own,
      danger: true,
      run: () => app.form('groups.deleteOffsets', row.group),
    },
    {
      id: 'remove-group',
      title: t.menu.remove(names.length),
      icon: 'trash',
      off: names.length > MOST_AT_ONCE ? t.tooMany(MOST_AT_ONCE) : oneOff,
      danger: true,
      run: () => void app.change('groups', 'remove', { groups: names }, { title: t.removeTitle(names) }),
    },
  ]
}
