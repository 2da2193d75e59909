import { usePlace } from '../../app/actions.ts'
import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { count } from '../../ui/format/numbers.ts'
import { PageHead, SubTabs } from '../../ui/page/page-head.tsx'
import { AsOf } from '../../ui/states/strips.tsx'
import { useAltArrows } from './use-alt-arrows.ts'
import { LeadersTab } from './leaders-tab.tsx'
import { NoPath } from './no-path.tsx'
import { PlanTab } from './plan-tab.tsx'
import { RunningTab } from './running-tab.tsx'
import { usePath } from './use-path.ts'
import styles from './style.module.css'

const t = en.reassignments
const steps = ['plan', 'running', 'leaders'] as const
type Step = (typeof steps)[number]

const stepOf = (text: string | null): Step => steps.find((step) => step === text) ?? 'plan'

/** Moving replicas: what would reach a goal, what moves now, and who leads. */
export function ReassignmentsScreen() {
  const { cluster, at, query, setQuery } = usePlace()
  if (cluster === null || at !== 'live') return <Recorded />
  return <Live cluster={cluster} step={stepOf(query.get('tab'))} onStep={(tab) => setQuery({ tab })} />
}

function Recorded() {
  return (
    <>
      <PageHead title={t.title} />
      <p className={styles['start']} role="status">
        {t.recorded}
      </p>
    </>
  )
}

interface LiveProps {
  readonly cluster: string
  readonly step: Step
  onStep(step: Step): void
}

function Live({ cluster, step, onStep }: LiveProps) {
  const path = usePath(cluster)
  const runs = useView('reassignments', 'runs', { cluster })
  const moving = runs.rows.filter((row) => row.state !== 'over').reduce((sum, row) => sum + row.partitions.total - row.partitions.done, 0)
  const tabs = steps.map((id) => ({ id, title: t.tabs[id], note: id === 'running' && moving > 0 ? count(moving) : undefined }))
  useAltArrows((by) => onStep(steps[Math.min(2, Math.max(0, steps.indexOf(step) + by))] ?? step))
  return (
    <>
      <PageHead title={t.title}>
        <AsOf about={runs.about} />
      </PageHead>
      <SubTabs label={t.tabsLabel} tabs={tabs} current={step} onChange={(id) => onStep(stepOf(id))} />
      {step === 'leaders' ? (
        <LeadersTab cluster={cluster} can={path?.elect !== 'no'} />
      ) : path?.reassign === 'no' ? (
        <NoPath cluster={cluster} path={path} plans={step === 'plan'} />
      ) : step === 'plan' ? (
        <PlanTab cluster={cluster} busy={runs.rows.some((row) => row.id !== '' && row.state !== 'over')} />
      ) : (
        <RunningTab cluster={cluster} runs={runs} />
      )}
    </>
  )
}
