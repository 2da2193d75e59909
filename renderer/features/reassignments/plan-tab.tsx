import { useMemo, useState } from 'react'
import { useDraftAt } from '../../app/actions-draft.ts'
import { usePlace } from '../../app/actions.ts'
import { useQuery, useView } from '../../host/hooks.ts'
import { useSettled } from '../../host/use-settled.ts'
import { toAppError } from '../../host/app-error.ts'
import { draftPlace } from '../../state/drafts.ts'
import { PlanForm, planGoals } from '../../state/forms.ts'
import { en } from '../../text/en.ts'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { Skeleton } from '../../ui/states/skeleton.tsx'
import { GoalForm } from './goal-form.tsx'
import { blankForm, checkForm, type Checked } from './plan-form.ts'
import { ProposalView } from './proposal.tsx'
import styles from './style.module.css'

const t = en.reassignments
const WAIT_MS = 350

/** What would reach a goal, while somebody still chooses. Nothing is sent but reads. */
export function PlanTab({ cluster, busy }: { readonly cluster: string; readonly busy: boolean }) {
  const { query } = usePlace()
  const topics = useView('topics', 'list', { cluster, at: 'live' })
  const brokers = useView('brokers', 'list', { cluster, at: 'live' })
  const [first] = useState(() => begun(query))
  // Another screen that begins a plan begins another one.
  const [kept] = useState(() => draftPlace(cluster, 'reassignments.plan', [query.get('goal') ?? '', query.get('topics') ?? '']))
  const { value: form, set: setForm, startOver, forget } = useDraftAt(kept, { first, shape: PlanForm })
  const names = useMemo(() => topics.rows.map((row) => row.name), [topics.rows])
  const ids = useMemo(() => brokers.rows.map((row) => row.id).toSorted((a, b) => a - b), [brokers.rows])
  const checked = useMemo(() => checkForm(form, cluster, names), [form, cluster, names])
  const over = (): void => {
    startOver()
    // The screen goes on to what runs, and this form may never be drawn blank.
    forget()
  }
  return (
    <div className={styles['plan']}>
      <GoalForm form={form} brokers={ids} problems={checked.problems} onChange={(part) => setForm((now) => ({ ...now, ...part }))} />
      <Preview checked={checked} busy={busy} onStarted={over} />
    </div>
  )
}

/** A plan that another screen began. */
function begun(query: URLSearchParams): PlanForm {
  const goal = planGoals.find((name) => name === query.get('goal')) ?? blankForm.goal
  return { ...blankForm, goal, topics: query.get('topics') ?? '' }
}

interface PreviewProps {
  readonly checked: Checked
  readonly busy: boolean
  onStarted(): void
}

function Preview({ checked, busy, onStarted }: PreviewProps) {
  const ask = useSettled(checked.ask, WAIT_MS)
  const nothing = { cluster: '-', goal: { is: 'racks' }, topics: null, exclude: [], throttle: null, batch: 1 } as const
  const { data, error, refetch, isFetching } = useQuery('reassignments', 'propose', ask ?? { ...nothing, exclude: [] }, {
    enabled: ask !== null,
  })
  if (checked.ask === null || ask === null)
    return (
      <p className={styles['start']} role="status">
        {checked.missing}
      </p>
    )
  if (error !== null) return <ErrorBlock error={toAppError(error, 'reassignments.propose')} onRetry={() => void refetch()} />
  if (data === undefined) return <Skeleton form="lines" noun={t.planning} progress={null} />
  return (
    <ProposalView
      proposal={data}
      throttle={ask.throttle}
      busy={busy}
      onStarted={onStarted}
      fresh={!isFetching && JSON.stringify(checked.ask) === JSON.stringify(ask)}
    />
  )
}
