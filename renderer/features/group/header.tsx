import { placeOf, useApp, useAt, useMayChange, usePlace } from '../../app/actions.ts'
import { groupActs, resetOff } from '../../app/actions-group.ts'
import type { GroupPartitionRow, GroupRow } from '../../../shared/contract/groups.ts'
import type { ViewAbout } from '../../../shared/rpc/define.ts'
import { useToggleWatched, useWatched } from '../../host/watched.ts'
import { explainedText, type Explained } from '../../state/explained.ts'
import { en } from '../../text/en.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/clipboard.tsx'
import { verdictTone, VerdictWord } from '../../ui/chart/verdict-glyph.tsx'
import { change, count, UNKNOWN } from '../../ui/format/numbers.ts'
import { stateTone, stateWord } from '../../ui/kafka/group-state.tsx'
import { leftOutWords } from '../../ui/kafka/lag.tsx'
import { Star } from '../../ui/kafka/star.tsx'
import { edgeText, etaText, timeLagText, timeLagTitle } from '../../ui/kafka/time-lag.ts'
import { Menu } from '../../ui/menu.tsx'
import { Figure, Figures, PageHead } from '../../ui/page/page-head.tsx'
import { AsOf } from '../../ui/states/strips.tsx'
import { useSaveOffsets } from './use-save-offsets.ts'
import { LagStrip } from './lag-strip.tsx'
import { groupSentence, summaryOf, type GroupSummary } from './summary.ts'
import styles from './style.module.css'

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

function Told({ row, summary }: { readonly row: GroupRow; readonly summary: GroupSummary }) {
  const app = useApp()
  const sentence = groupSentence(row, summary)
  const { worst } = sentence
  const whole = sentence.text + (worst ? `${worst.topic} p${worst.partition}` : '') + sentence.rest
  return (
    <>
      {row.offsetsIn === 'zookeeper' ? (
        <Badge tone="unknown" title={en.groupWords.stateHidden}>
          {en.groupWords.inZooKeeper}
        </Badge>
      ) : (
        <Badge tone={stateTone(row.state)}>{stateWord(row.state)}</Badge>
      )}
      {row.verdict && <VerdictWord verdict={row.verdict} />}
      <p className={styles['sentence']} data-tone={sentence.tone} title={whole}>
        {sentence.text}
        {worst && (
          <Button tone="link" onClick={() => app.open(placeOf('topics', worst.topic))}>
            {worst.topic} p{worst.partition}
          </Button>
        )}
        {sentence.rest}
      </p>
    </>
  )
}

/** Retention that is farther away than a day is nobody's concern; in its last hour it is the first one. */
const EDGE_SOON = 86_400
const EDGE_NEAR = 3_600

function GroupFigures({ row, summary, read }: { readonly row: GroupRow; readonly summary: GroupSummary; readonly read: boolean }) {
  const { worst, unowned, noCommit } = summary
  const place = usePlace()
  const explain = (partition: Explained['partition']) => (): void =>
    place.setQuery({ explain: explainedText({ group: row.group, partition }) })
  const missing = leftOutWords(row.leftOut)
  const lost = row.lost ?? 0
  const grows = (row.slope ?? 0) > 0 && row.verdict?.verdict === 'FALLING_BEHIND'
  return (
    <>
      <Figure
        label={row.partial ? t.totalLagPartial : t.totalLag}
        value={count(row.lag)}
        title={missing.length > 0 ? en.groupWords.partialWhy(missing) : en.lag.explain.title}
        onExplain={explain(null)}
      />
      <Figure
        label={t.timeLag}
        value={timeLagText(row.timeLag)}
        title={timeLagTitle(row.timeLag)}
        tone={verdictTone(row.verdict) === 'bad' ? 'bad' : 'normal'}
      />
      <Figure label={t.slope} value={change(row.slope)} title={en.groups.about.slope} tone={grows ? 'bad' : 'normal'} />
      <Figure label={t.eta} value={etaText(row.eta)} title={en.groups.about.eta} />
      {row.edge.kind === 'in' && row.edge.seconds <= EDGE_SOON && (
        <Figure label={t.edge} value={edgeText(row.edge)} tone={row.edge.seconds <= EDGE_NEAR ? 'bad' : 'warn'} title={t.edgeAbout} />
      )}
      <Figure
        label={t.worst}
        value={worst ? count(worst.lag) : row.lag === null ? UNKNOWN : '0'}
        unit={worst ? `p${worst.partition}` : undefined}
        {...(worst ? { title: `${worst.topic} p${worst.partition}`, onExplain: explain(worst) } : {})}
      />
      <Figure label={t.members} value={count(row.members)} unit={row.hosts === null ? undefined : t.onHosts(count(row.hosts))} />
      {read && row.members !== null && row.members > 0 && unowned > 0 && (
        <Figure label={t.unowned} value={count(unowned)} unit={t.ofPartitions(count(row.partitions.total))} tone="warn" />
      )}
      {noCommit > 0 && <Figure label={t.noCommit} value={count(noCommit)} unit={t.ofPartitions(count(row.partitions.total))} />}
      {lost > 0 && <Figure label={t.lost} value={count(lost)} tone="bad" />}
    </>
  )
}
