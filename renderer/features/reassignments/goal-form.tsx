import { planGoals, type PlanForm } from '../../state/forms.ts'
import { en } from '../../text/en.ts'
import { FieldGroup, Select, TextField } from '../../ui/field.tsx'
import { count } from '../../ui/format/numbers.ts'
import type { Problems } from './plan-form.ts'
import { Ids, toggled } from './ids.tsx'
import { MovesFileButton } from './moves-file.tsx'
import styles from './style.module.css'

const t = en.reassignments
const options = planGoals.map((value) => ({ value, title: t.goal[value] }))

interface GoalFormProps {
  readonly form: PlanForm
  readonly brokers: readonly number[]
  readonly problems: Problems
  onChange(part: Partial<PlanForm>): void
}

export function GoalForm({ form, brokers, problems, onChange }: GoalFormProps) {
  const { goal } = form
  const hasBrokers = goal === 'fill' || goal === 'empty'
  return (
    <div className={styles['form']}>
      <Select label={t.goal.label} value={goal} options={options} note={t.goalNote[goal]} onChange={(next) => onChange({ goal: next })} />
      {hasBrokers && (
        <Ids label={t.brokers[goal]} ids={brokers} on={form.brokers} onToggle={(id) => onChange({ brokers: toggled(form.brokers, id) })} />
      )}
      {goal === 'replication' && (
        <TextField
          label={t.replicas}
          value={form.replicas}
          inputMode="numeric"
          error={problems.replicas}
          onChange={(replicas) => onChange({ replicas })}
        />
      )}
      {goal === 'given' && (
        <FieldGroup label={t.fileNote} note={form.given.length > 0 ? t.fileRead(form.given.length, count(form.given.length)) : undefined}>
          <MovesFileButton onRead={(given) => onChange({ given })} />
        </FieldGroup>
      )}
      {goal !== 'given' && (
        <TextField
          label={t.topics}
          value={form.topics}
          mono
          note={t.topicsNote}
          error={problems.topics}
          onChange={(topics) => onChange({ topics })}
        />
      )}
      {goal !== 'given' && goal !== 'leaders' && (
        <Ids
          label={t.brokers.exclude}
          ids={brokers.filter((id) => goal !== 'fill' || !form.brokers.includes(id))}
          on={form.exclude}
          onToggle={(id) => onChange({ exclude: toggled(form.exclude, id) })}
        />
      )}
      <div className={styles['pair']}>
        <TextField
          label={t.throttle}
          value={form.throttle}
          inputMode="decimal"
          error={problems.throttle}
          onChange={(throttle) => onChange({ throttle })}
        />
        <TextField
          label={t.batch}
          value={form.batch}
          inputMode="numeric"
          error={problems.batch}
          onChange={(batch) => onChange({ batch })}
        />
      </div>
      <p className={styles['note']}>{t.throttleNote}</p>
    </div>
  )
}
