import type { VerdictName } from '../../../shared/contract/figures.ts'
import { verdictWord } from '../../../shared/domain/alerts/words.ts'
import { en } from '../../text/en.ts'
import { Chip } from '../../ui/badge.tsx'
import { FieldGroup, Select, TextField } from '../../ui/field.tsx'
import type { RuleErrors, RuleForm } from './draft.ts'
import styles from './style.module.css'

const t = en.alerts.form

/** Those that say that something is wrong, worst first. */
const worth: readonly VerdictName[] = [
  'NO_LEADER',
  'DATA_LOST',
  'LOSS_RISK',
  'AHEAD',
  'REWIND',
  'STOPPED',
  'STALLED',
  'TOPIC_GONE',
  'FALLING_BEHIND',
  'REBALANCING',
  'BEHIND',
]

const optionsOf = <T extends string>(titles: Readonly<Record<T, string>>) =>
  // The keys of a record of T are T.
  (Object.keys(titles) as T[]).map((value) => ({ value, title: titles[value] }))

export interface RuleFieldsProps {
  readonly form: RuleForm
  readonly errors: RuleErrors
  onChange(change: Partial<RuleForm>): void
}

export function RuleFields({ form, errors, onChange }: RuleFieldsProps) {
  const ofGroups = form.kind === 'verdict' || form.kind === 'lag' || form.kind === 'timeLag'
  const limited = form.kind === 'partitions' || form.kind === 'lag' || form.kind === 'timeLag'
  return (
    <>
      <Select label={t.when} value={form.kind} options={optionsOf(t.kinds)} onChange={(kind) => onChange({ kind })} />
      {form.kind === 'verdict' && <Verdicts form={form} errors={errors} onChange={onChange} />}
      {form.kind === 'lag' && (
        <TextField label={t.above} inputMode="numeric" value={form.above} error={errors.above} onChange={(above) => onChange({ above })} />
      )}
      {form.kind === 'timeLag' && (
        <TextField label={t.aboveTime} value={form.aboveTime} error={errors.aboveTime} onChange={(aboveTime) => onChange({ aboveTime })} />
      )}
      {form.kind === 'partitions' && (
        <>
          <Select label={t.which} value={form.which} options={optionsOf(t.whichKinds)} onChange={(which) => onChange({ which })} />
          <TextField label={t.more} inputMode="numeric" value={form.above} error={errors.above} onChange={(above) => onChange({ above })} />
        </>
      )}
      {ofGroups && <Groups form={form} errors={errors} onChange={onChange} />}
      <TextField
        label={t.for}
        value={form.duration}
        note={t.forNote}
        error={errors.duration}
        onChange={(duration) => onChange({ duration })}
      />
      {limited && (
        <TextField
          label={`${t.margin} %`}
          value={form.margin}
          note={t.marginNote}
          error={errors.margin}
          onChange={(margin) => onChange({ margin })}
        />
      )}
      <TextField
        label={t.remind}
        value={form.remind}
        note={t.remindNote}
        error={errors.remind}
        onChange={(remind) => onChange({ remind })}
      />
      <label className={styles['check']}>
        <input type="checkbox" checked={form.evenQuiet} onChange={(event) => onChange({ evenQuiet: event.target.checked })} />
        {t.evenQuiet}
      </label>
      <label className={styles['check']}>
        <input type="checkbox" checked={form.enabled} onChange={(event) => onChange({ enabled: event.target.checked })} />
        {t.on}
      </label>
    </>
  )
}

function Groups({ form, errors, onChange }: RuleFieldsProps) {
  return (
    <>
      <Select label={t.groups} value={form.groups} options={optionsOf(t.groupKinds)} onChange={(groups) => onChange({ groups })} />
      {form.groups !== 'watched' && (
        <TextField
          label={form.groups === 'group' ? t.group : t.pattern}
          value={form.name}
          error={errors.name}
          {...(form.groups === 'pattern' ? { note: t.patternNote } : {})}
          onChange={(name) => onChange({ name })}
        />
      )}
    </>
  )
}

function Verdicts({ form, errors, onChange }: RuleFieldsProps) {
  const turn = (verdict: VerdictName): void =>
    onChange({
      verdicts: form.verdicts.includes(verdict)
        ? form.verdicts.filter((each) => each !== verdict)
        : worth.filter((each) => each === verdict || form.verdicts.includes(each)),
    })
  return (
    <FieldGroup label={t.kinds.verdict} {...(errors.verdicts === undefined ? {} : { note: errors.verdicts })}>
      <span className={styles['chips']}>
        {worth.map((verdict) => (
          <Chip key={verdict} on={form.verdicts.includes(verdict)} onClick={() => turn(verdict)}>
            {verdictWord(verdict)}
          </Chip>
        ))}
      </span>
    </FieldGroup>
  )
}
