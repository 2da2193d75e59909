import { useApp, useAt, useMayChange } from '../../app/actions.ts'
import { groupActs, resetOff } from '../../app/actions-group.ts'
import type { GroupPartitionRow, GroupRow } from '../../../shared/contract/groups.ts'
import type { ViewAbout } from '../../../shared/rpc/define.ts'
import { useToggleWatched, useWatched } from '../../host/watched.ts'
import { en } from '../../text/en.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/clipboard.tsx'
import { Star } from '../../ui/kafka/star.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Figures, PageHead } from '../../ui/page/page-head.tsx'
import { AsOf } from '../../ui/states/strips.tsx'
import { useSaveOffsets } from './use-save-offsets.ts'
import { LagStrip } from './lag-strip.tsx'
import { GroupFigures } from './figures.tsx'
import { summaryOf } from './summary.ts'
import { Told } from './told.tsx'

const t = en.group

export interface HeaderProps {
  readonly name: string
  readonly row: GroupRow | undefined
  readonly partitions: readonly GroupPartitionRow[]
  readonly about: ViewAbout
}

export function GroupHeader({ name, row, partitions, about }: HeaderProps) {
  const { cluster } = useAt()
  const watched = useWatched(cluster).has(name)
  const toggle = useToggleWatched(cluster)
  const summary = summaryOf(partitions)
  const w = en.groups
  return (
    <>
      <PageHead
        title={name}
        mark={<Star size={15} on={watched} label={watched ? w.unwatch(name) : w.watch(name)} onToggle={() => toggle(name, !watched)} />}
        about={row && row.access === 'ok' && <Told row={row} summary={summary} />}
      >
        <AsOf about={about} alone />
        <CopyButton text={name} label={t.copyName} />
        {row && <GroupActs row={row} />}
      </PageHead>
      {row && row.access === 'ok' && (
        <Figures picture={<LagStrip rows={partitions} />}>
          <GroupFigures row={row} summary={summary} read={partitions.length > 0} />
        </Figures>
      )}
    </>
  )
}

/** Reset is the one that is wanted; the others are behind it. */
function GroupActs({ row }: { readonly row: GroupRow }) {
  const app = useApp()
  const may = useMayChange()
  const save = useSaveOffsets(row.group)
  const [reset, ...rest] = groupActs(app, may, row, [row])
  if (reset === undefined) return null
  return (
    <>
      <Button icon="undo" off={resetOff(may, row)} onClick={() => reset.run()}>
        {reset.title}
      </Button>
      <Menu
        label={en.common.more}
        groups={[[{ id: 'export-offsets', title: en.groupChanges.menu.exportOffsets, icon: 'file', run: save }], rest]}
        trigger={<IconButton icon="dots" label={en.common.more} />}
      />
    </>
  )
}
