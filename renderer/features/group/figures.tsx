import type { GroupRow } from '../../../shared/contract/groups.ts'
import { usePlace } from '../../app/actions.ts'
import { explainedText, type Explained } from '../../state/explained.ts'
import { en } from '../../text/en.ts'
import { verdictTone } from '../../ui/chart/verdict-glyph.tsx'
import { change, count, UNKNOWN } from '../../ui/format/numbers.ts'
import { leftOutWords } from '../../ui/kafka/lag.tsx'
import { edgeText, etaText, timeLagText, timeLagTitle } from '../../ui/kafka/time-lag.ts'
import { Figure } from '../../ui/page/page-head.tsx'
import type { GroupSummary } from './summary.ts'

const t = en.group

export interface GroupFiguresProps {
  readonly row: GroupRow
  readonly summary: GroupSummary
  /** Its partitions were read. */
  readonly read: boolean
}

/** Retention that is farther away than a day is nobody's concern; in its last hour it is the first one. */
const EDGE_SOON = 86_400
const EDGE_NEAR = 3_600

/** How far, how old, where to, who: what is not so, such as a loss, takes no room. */
export function GroupFigures({ row, summary, read }: GroupFiguresProps) {
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
      {lost === 0 && (
        <Figure
          label={t.worst}
          minor
          value={worst ? count(worst.lag) : row.lag === null ? UNKNOWN : '0'}
          unit={worst ? `p${worst.partition}` : undefined}
          {...(worst ? { title: `${worst.topic} p${worst.partition}`, onExplain: explain(worst) } : {})}
        />
      )}
      <Figure label={t.members} value={count(row.members)} unit={row.hosts === null ? undefined : t.onHosts(count(row.hosts))} />
      {read && (row.members ?? 0) > 0 && unowned > 0 && (
        <Figure label={t.unowned} value={count(unowned)} unit={t.ofPartitions(count(row.partitions.total))} tone="warn" />
      )}
      {noCommit > 0 && <Figure label={t.noCommit} value={count(noCommit)} unit={t.ofPartitions(count(row.partitions.total))} />}
      {lost > 0 && <Figure label={t.lost} value={count(lost)} tone="bad" />}
    </>
  )
}
