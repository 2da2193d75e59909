import { placeOf, useApp, useAt, useErrorAction } from '../../app/actions.ts'
import { useView } from '../../host/hooks.ts'
import { useWatched } from '../../host/watched.ts'
import { useReadNow } from '../../host/use-read-now.ts'
import type { ClusterRow } from '../../../shared/contract/cluster.ts'
import type { ViewAbout } from '../../../shared/rpc/define.ts'
import { en } from '../../text/en.ts'
import { count } from '../../ui/format/numbers.ts'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { DataArea } from '../../ui/states/data-area.tsx'
import { ChainStrip } from './chain-strip.tsx'
import { ClusterFacts } from './facts.tsx'
import { addressOf, SilentStrip, silentBrokers } from './silent-strip.tsx'
import { overviewSentence } from './sentence.ts'
import { ReportMenu, useSaveReport } from './report-menu.tsx'
import styles from './style.module.css'
import { VerdictLine } from './verdict-line.tsx'
import { WorstTable } from './worst-table.tsx'
import { worstGroups } from './worst.ts'

const t = en.overview
const k = en.pageKeys

export function OverviewScreen() {
  const at = useAt()
  const app = useApp()
  const saveReport = useSaveReport()
  const overview = useView('cluster', 'overview', at)
  const brokers = useView('brokers', 'list', at)
  const groups = useView('groups', 'list', at)
  const agents = useView('mesos', 'agents', at)
  const tasks = useView('mesos', 'tasks', at)
  const readNow = useReadNow(at.cluster)
  const onAction = useErrorAction()
  const row = overview.rows[0]
  const worst = worstGroups(groups.rows)
  const groupsRead = groups.about.state !== 'loading' && groups.about.asOf !== null
  const silent = silentBrokers(brokers.rows)
  const facts = { cluster: row, brokers: brokers.rows, groups: groups.rows, groupsRead, watched: useWatched(at.cluster) }
  const sentence = overviewSentence(facts)
  const note = row?.groups && row.lag ? noteOf(row.groups, row.lag) : null
  const profiles = useView('profiles', 'list', {})
  const recordings = useView('recordings', 'list', {})
  const abouts = [overview.about, brokers.about, groups.about]
  const shown = {
    name: profiles.byKey.get(at.cluster)?.name ?? recordings.byKey.get(at.cluster)?.title ?? at.cluster,
    asOf: at.at === 'live' ? overview.about.asOf : at.at,
    recorded: at.at !== 'live' || overview.about.state === 'offline',
    incomplete: silent.length > 0 || abouts.some(({ state, errors }) => errors.length > 0 || (state !== 'live' && state !== 'offline')),
    ...facts,
  }
  usePageKeys(
    {
      ...Object.fromEntries(worst.map((group, nth) => [String(nth + 1), () => app.open(placeOf('groups', group.group))])),
      x: () => saveReport(shown, 'md', false),
    },
    [
      ['1–5', k.worst],
      ['x', k.report],
    ],
  )
  return (
    <DataArea
      about={joined(overview.about, [brokers.about, groups.about], new Set(silent.map(addressOf)))}
      error={overview.error ?? brokers.error ?? groups.error}
      noun={t.noun}
      rows={overview.rows.length + brokers.rows.length}
      empty={{ sentence: t.empty }}
      skeleton="lines"
      onRetry={readNow}
      onAction={onAction}
    >
      <SilentStrip brokers={silent} onRetry={at.at === 'live' ? readNow : null} />
      <div className={styles['page']}>
        <VerdictLine sentence={sentence} note={note}>
          <ReportMenu shown={shown} onSave={saveReport} />
        </VerdictLine>
        <ChainStrip
          brokers={brokers.rows}
          groups={groups.rows}
          agents={agents.rows}
          tasks={tasks.rows}
          offline={row?.offline ?? null}
          underReplicated={row?.underReplicated ?? null}
        />
        <WorstTable groups={groups.rows} about={groups.about} lag={row?.lag ?? null} />
        <ClusterFacts row={row} loading={overview.about.state === 'loading'} />
      </div>
    </DataArea>
  )
}

/** One strip for the page: what any part could not read, once each; brokers that are named in a strip of their own are left out. */
function joined(about: ViewAbout, others: readonly ViewAbout[], named: ReadonlySet<string>): ViewAbout {
  const seen = new Set<string>()
  const errors = [about, ...others]
    .flatMap((each) => each.errors)
    .filter((error) => {
      if (typeof error.about['address'] === 'string' && named.has(error.about['address'])) return false
      const key = `${error.code} ${JSON.stringify(error.about)}`
      return !seen.has(key) && seen.add(key)
    })
  return { ...about, errors }
}

function noteOf(groups: NonNullable<ClusterRow['groups']>, lag: NonNullable<ClusterRow['lag']>): string {
  const atLeast = lag.partial ? `${en.groupWords.atLeast}\u202F` : ''
  return t.footnote(count(groups.total), count(groups.withMembers), atLeast + count(lag.total))
}
