import { useState } from 'react'
import { useApp, useMayChange, usePlace } from '../../app/actions.ts'
import { useDraftAt } from '../../app/actions-draft.ts'
import { useView } from '../../host/hooks.ts'
import { draftPlace } from '../../state/drafts.ts'
import { RebalanceForm as Written } from '../../state/forms.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { count } from '../../ui/format/numbers.ts'
import { Ids, toggled } from './ids.tsx'
import { matching, whole } from './plan-form.ts'
import styles from './style.module.css'

const t = en.reassignments.rebalance
const MOST_TOPICS = 100

export interface RebalanceFormProps {
  readonly cluster: string
  /** That the scheduler runs now. */
  readonly running: readonly number[]
  /** It can leave where it is what may stay. */
  readonly realign: boolean
}

/** The scheduler's own way to move replicas: whole topics, over the brokers chosen. */
export function RebalanceForm({ cluster, running, realign }: RebalanceFormProps) {
  const app = useApp()
  const may = useMayChange()
  const { rows } = useView('topics', 'list', { cluster, at: 'live' })
  const { query } = usePlace()
  // Another screen may have begun it, for topics of its own.
  const [begun] = useState(() => query.get('topics') ?? '')
  const [kept] = useState(() => draftPlace(cluster, 'reassignments.rebalance', [begun]))
  const draft = useDraftAt(kept, { first: { topics: begun, left: [], replicas: '', realign }, shape: Written })
  const { topics: pattern, left, replicas: written, realign: staying } = draft.value
  const set = (part: Partial<Written>): void => draft.set((now) => ({ ...now, ...part }))
  const named = matching(
    pattern,
    rows.map((row) => row.name),
  )
  const topics = named ?? []
  const brokers = running.filter((id) => !left.includes(id))
  const replicas = whole(written, 100)
  const problem = {
    topics:
      named === null ? undefined : topics.length === 0 ? en.reassignments.topicsNone : topics.length > MOST_TOPICS ? t.tooMany : undefined,
    replicas: written.trim() !== '' && replicas === null ? en.reassignments.replicasBad : undefined,
  }
  const off =
    may !== true ? may : named === null ? t.choose : (problem.topics ?? problem.replicas ?? (brokers.length === 0 ? t.noBroker : undefined))
  const start = async (): Promise<void> => {
    const input = { topics, brokers, replicas, realign: staying && realign }
    const end = await app.change('reassignments', 'rebalance', input, { title: t.title(topics.length, count(topics.length)) })
    if (end.is !== 'applied') return
    draft.startOver()
    draft.forget()
  }
  return (
    <div className={styles['rebalance']}>
      <TextField
        label={en.reassignments.topics}
        value={pattern}
        mono
        note={named === null ? t.topicsNote : t.chosen(topics.length, count(topics.length))}
        error={problem.topics}
        onChange={(topics) => set({ topics })}
      />
      <Ids label={t.brokers} ids={running} on={brokers} onToggle={(id) => set({ left: toggled(left, id) })} />
      <TextField
        label={en.reassignments.replicas}
        value={written}
        inputMode="numeric"
        placeholder={t.asNow}
        error={problem.replicas}
        onChange={(replicas) => set({ replicas })}
      />
      {realign && (
        <label className={styles['check']}>
          <input type="checkbox" checked={staying} onChange={(event) => set({ realign: event.target.checked })} />
          {t.realign}
        </label>
      )}
      <div>
        <Button tone="primary" off={off} onClick={() => void start()}>
          {t.start}
        </Button>
      </div>
    </div>
  )
}
