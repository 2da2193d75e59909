import { useState } from 'react'
import { useView } from '../../host/hooks.ts'
import { useAt } from '../../app/actions.ts'
import { resetTargets, type ResetForm } from '../../state/forms.ts'
import { en } from '../../text/en.ts'
import { Select, TextArea, TextField } from '../../ui/field.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { zoneName } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { momentText, MOST_CHARACTERS } from './reset-form.ts'
import styles from './style.module.css'

const t = en.groupChanges.reset

export interface TargetFieldsProps {
  readonly form: ResetForm
  readonly error: string | undefined
  onChange(change: Partial<ResetForm>): void
}

/** Where to, and the field that the choice needs. */
export function TargetFields({ form, error, onChange }: TargetFieldsProps) {
  return (
    <div className={styles['pair']}>
      <Select
        label={t.to}
        value={form.target}
        options={resetTargets.map((value) => ({ value, title: t.target[value] }))}
        note={t.about[form.target]}
        onChange={(target) => onChange({ target })}
      />
      <Parameter form={form} error={error} onChange={onChange} />
    </div>
  )
}

function Parameter({ form, error, onChange }: TargetFieldsProps) {
  switch (form.target) {
    case 'earliest':
    case 'latest':
    case 'current':
      return null
    case 'time':
    case 'recorded':
      return <Moment form={form} error={error} onChange={onChange} />
    case 'ago':
      return <TextField label={t.ago} value={form.ago} placeholder="30 m" error={error} onChange={(ago) => onChange({ ago })} />
    case 'offset':
      return (
        <TextField label={t.offset} value={form.offset} inputMode="numeric" error={error} onChange={(offset) => onChange({ offset })} />
      )
    case 'shift':
      return <TextField label={t.by} value={form.by} placeholder="-1000" error={error} onChange={(by) => onChange({ by })} />
    case 'group':
      return <OtherGroup form={form} error={error} onChange={onChange} />
    case 'file':
      return <Lines form={form} error={error} onChange={onChange} />
  }
}

function Moment({ form, error, onChange }: TargetFieldsProps) {
  const zone = useZone()
  const now = useNow()
  return (
    <TextField
      label={t.moment}
      type="datetime-local"
      step={1}
      max={momentText(now, zone)}
      value={form.moment}
      note={t.momentZone(zoneName(zone, now))}
      error={error}
      onChange={(moment) => onChange({ moment })}
    />
  )
}

function OtherGroup({ form, error, onChange }: TargetFieldsProps) {
  const { rows } = useView('groups', 'list', useAt())
  return (
    <div className={styles['stack']}>
      <TextField label={t.group} value={form.group} list="other-groups" error={error} onChange={(group) => onChange({ group })} />
      <datalist id="other-groups">
        {rows.map((row) => (
          <option key={row.group} value={row.group} />
        ))}
      </datalist>
      <label className={styles['check']}>
        <input type="checkbox" checked={form.matching} onChange={(event) => onChange({ matching: event.target.checked })} />
        {t.matching}
      </label>
    </div>
  )
}

function Lines({ form, error, onChange }: TargetFieldsProps) {
  const [large, setLarge] = useState(false)
  const take = async (file: File): Promise<void> => {
    setLarge(file.size > MOST_CHARACTERS)
    if (file.size <= MOST_CHARACTERS) onChange({ file: await file.text() })
  }
  return (
    <div className={styles['stack']}>
      <TextArea
        label={t.file}
        value={form.file}
        rows={3}
        mono
        placeholder="orders.events,0,1204411"
        error={large ? t.errors.fileLarge : error}
        onChange={(file) => {
          setLarge(false)
          onChange({ file })
        }}
      />
      <FileButton label={t.chooseFile} accept=".csv,text/csv,text/plain" onFiles={([file]) => void take(file)} />
    </div>
  )
}
