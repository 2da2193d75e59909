import { placeOf, useApp, usePlace } from '../../app/actions.ts'
import type { ClusterRow } from '../../../shared/contract/cluster.ts'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import type { ViewAbout } from '../../../shared/rpc/define.ts'
import { explainedText } from '../../state/explained.ts'
import { en } from '../../text/en.ts'
import { VerdictWord } from '../../ui/chart/verdict-glyph.tsx'
import { count, percent } from '../../ui/format/numbers.ts'
import { GroupState } from '../../ui/kafka/group-state.tsx'
import { LagSum, ShareBar } from '../../ui/kafka/lag.tsx'
import { timeLagText, timeLagTitle } from '../../ui/kafka/time-lag.ts'
import { explainable } from '../../ui/page/explainable.ts'
import { RefList } from '../../ui/kafka/ref-list.tsx'
import { PlaceLink } from './link.tsx'
import { worstGroups } from './worst.ts'
import styles from './style.module.css'

const t = en.overview
const g = en.groups.column

export interface WorstTableProps {
  readonly groups: readonly GroupRow[]
  readonly about: ViewAbout
  readonly lag: ClusterRow['lag']
}

/** The five gravest groups, or why there are none. */
export function WorstTable({ groups, about, lag }: WorstTableProps) {
  const worst = worstGroups(groups)
  return (
    <section aria-label={t.worst}>
      <header className={styles['h2']}>
        <h2>{t.worst}</h2>
        {groups.length > 0 && <small>{t.worstOf(count(groups.length))}</small>}
        <span className={styles['grow']} />
        <PlaceLink to="/groups" className={styles['link']}>
          {t.allGroupsLink}
        </PlaceLink>
      </header>
      {/* Until they are read, room for as many as there may be: what stands below does not move when they come. */}
      <div className={styles['worstRoom']} data-waits={about.state === 'loading' || undefined}>
        {worst.length === 0 ? (
          <p className={styles['none']}>{whyNone(groups, about)}</p>
        ) : (
          <Rows worst={worst} total={lag?.total ?? null} />
        )}
      </div>
    </section>
  )
}

function whyNone(groups: readonly GroupRow[], about: ViewAbout): string {
  if (groups.length === 0) return about.state === 'loading' ? t.lagReading : about.state === 'live' ? t.noGroupYet : t.lagNotRead
  if (groups.some((row) => row.lag !== null)) return t.noLag
  return about.state === 'loading' ? t.lagReading : t.lagNotRead
}

function Rows({ worst, total }: { readonly worst: readonly GroupRow[]; readonly total: number | null }) {
  const app = useApp()
  const { setQuery } = usePlace()
  const explained = (group: string) => ({
    ...explainable(() => setQuery({ explain: explainedText({ group, partition: null }) })),
    'aria-description': en.group.explain,
  })
  return (
    <table className={styles['worst']}>
      <thead>
        <tr>
          <th scope="col" className={styles['num']}>
            <span className="visually-hidden">{t.key}</span>
          </th>
          <th scope="col">{g.group}</th>
          <th scope="col">{g.verdict}</th>
          <th scope="col">{g.state}</th>
          <th scope="col" data-end>
            {g.membersShort}
          </th>
          <th scope="col">{g.topics}</th>
          <th scope="col" data-end>
            {g.lag}
          </th>
          <th scope="col" data-end>
            {g.timeLag}
          </th>
          <th scope="col" data-end>
            {g.lost}
          </th>
          <th scope="col">{t.share}</th>
        </tr>
      </thead>
      <tbody>
        {worst.map((row, at) => (
          <tr key={row.group} onDoubleClick={() => app.open(placeOf('groups', row.group))}>
            <td className={styles['num']}>
              <kbd title={t.open1to5(at + 1)}>{at + 1}</kbd>
            </td>
            <td>
              <PlaceLink to={placeOf('groups', row.group)} className={styles['name']}>
                {row.group}
              </PlaceLink>
            </td>
            <td>
              <VerdictWord verdict={row.verdict} />
            </td>
            <td>
              <GroupState state={row.state} offsetsIn={row.offsetsIn} />
            </td>
            <td data-end className={styles['second']}>
              {count(row.members)}
            </td>
            <td>
              <RefList
                items={row.topics.map((topic) => ({ name: topic.topic, title: `${topic.topic}: ${count(topic.lag)}` }))}
                more={row.topicCount - row.topics.length}
                onOpen={(topic, how) => app.open(placeOf('topics', topic), how)}
              />
            </td>
            <td data-end {...explained(row.group)}>
              <LagSum lag={row.lag} partial={row.partial} leftOut={row.leftOut} />
            </td>
            <td data-end className={styles['second']} {...explained(row.group)} title={timeLagTitle(row.timeLag)}>
              {timeLagText(row.timeLag)}
            </td>
            <td data-end className={styles['second']} data-bad={(row.lost ?? 0) > 0 || undefined}>
              {count(row.lost)}
            </td>
            <td>
              <Share share={total && row.lag !== null ? row.lag / total : null} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Share = ({ share }: { readonly share: number | null }) =>
  share === null ? null : (
    <span className={styles['share']}>
      <ShareBar share={share} />
      {percent(share)}
    </span>
  )
