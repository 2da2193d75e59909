import { useMemo, useState } from 'react'
import { useFilter } from '../../app/actions-filter.ts'
import { useApp, useAt, useErrorAction, useMayChange } from '../../app/actions.ts'
import type { GroupRow, MemberRow } from '../../../shared/contract/groups.ts'
import { useView } from '../../host/hooks.ts'
import { useReadNow } from '../../host/use-read-now.ts'
import { en } from '../../text/en.ts'
import { Badge, Chip } from '../../ui/badge.tsx'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import { hasTerm, toggleTerm } from '../../ui/filter/terms.ts'
import { count, percent } from '../../ui/format/numbers.ts'
import { ListArea } from '../../ui/page/list-area.tsx'
import { Chips, Toolbar } from '../../ui/page/page-head.tsx'
import { memberFields, memberColumns, SameHost } from './member-columns.tsx'
import { memberNotes } from './members.ts'

const t = en.group.membersTab
const keyOf = (row: MemberRow): string => row.member
const identityOf = ({ member, instance }: MemberRow) => ({ member, instance })

/** Who reads, how much of the lag each owns, who has nothing to do. */
export function MembersTab({ name, row }: { readonly name: string; readonly row: GroupRow | undefined }) {
  const at = useAt()
  const { rows, about, error } = useView('groups', 'members', { ...at, group: name })
  const app = useApp()
  const may = useMayChange()
  const readNow = useReadNow(at.cluster)
  const onAction = useErrorAction()
  const [shown, setShown] = useState(0)
  const { filter, setFilter, type, settle } = useFilter()
  const notes = useMemo(() => memberNotes(rows), [rows])
  return (
    <SameHost value={notes.perHost}>
      {rows.length > 0 && (
        <Toolbar>
          <Chips label={en.groups.facet.label}>
            <Chip on={hasTerm(filter, 'partitions=0')} onClick={() => setFilter(toggleTerm(filter, 'partitions=0'))}>
              {t.onlyIdle}
            </Chip>
            {notes.idle > 0 && <Badge tone="warn">{t.idleCount(notes.idle, count(notes.idle))}</Badge>}
            {notes.uneven && <Badge tone="info">{t.uneven(notes.uneven.clientId, percent(notes.uneven.share))}</Badge>}
          </Chips>
          <FilterBox value={filter} onChange={type} onLeave={settle} shown={shown} total={rows.length} hint={t.filterHint} />
        </Toolbar>
      )}
      <ListArea
        about={about}
        error={error}
        noun={t.noun}
        empty={{ sentence: row?.access === 'forbidden' ? en.group.notDescribed : t.empty }}
        onRetry={readNow}
        onAction={onAction}
        onClearFilter={() => setFilter('')}
        label={en.group.tabs.members}
        rows={rows}
        columns={memberColumns}
        rowKey={keyOf}
        filter={filter}
        fields={memberFields}
        initialSort={{ column: 'lag', descending: true }}
        rowTone={(member) => (member.partitions === 0 ? 'dim' : 'normal')}
        actions={(member, marked) => {
          const many = marked.some((each) => each.member === member.member) ? marked : [member]
          return [
            {
              id: 'remove-members',
              title: en.groupChanges.menu.removeMember(many.length),
              icon: 'trash',
              danger: true,
              off: may === true ? undefined : may,
              run: () =>
                void app.change(
                  'groups',
                  'removeMembers',
                  { group: name, members: many.map(identityOf) },
                  { title: en.groupChanges.removeMembersTitle(name, many.length) },
                ),
            },
          ]
        }}
        onShown={setShown}
        saveAs={`${name}-members`}
        storageKey="group.members"
        foot={<span>{t.hosts(count(rows.length), count(notes.perHost.size))}</span>}
      />
    </SameHost>
  )
}
