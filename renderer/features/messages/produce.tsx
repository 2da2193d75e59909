import { useMemo, useState } from 'react'
import type { FormProps } from '../../app/actions.ts'
import { useFormChange, usePlaceOfForm } from '../../app/actions-form.ts'
import { en } from '../../text/en.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { FieldGroup, Select, TextArea, TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { count } from '../../ui/format/numbers.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { blankForm, checkProduce, problemsOfCore, type As, type PayloadDraft, type Problems, type ProduceForm } from './produce-form.ts'
import styles from './style.module.css'

const t = en.produce

// The keys of the object given.
const kinds = (Object.entries(t.as) as [As, string][]).map(([value, title]) => ({ value, title }))
const hows = [
  { value: 'one', title: t.hows.one },
  { value: 'many', title: t.hows.many },
] as const

/** New messages of a topic: one from fields, or many from lines. The dialog of changes shows where each goes before anything is sent. */
export function Produce({ of: [topic = ''], onClose }: FormProps) {
  const place = usePlaceOfForm()
  const change = useFormChange('messages', 'produce', onClose)
  const [form, setForm] = useState(blankForm)
  const [tried, setTried] = useState(false)
  const checked = useMemo(() => checkProduce(form), [form])
  const problems: Problems = { ...(tried ? checked.problems : {}), ...problemsOfCore(change.problems, form.how) }
  const edit = (part: Partial<ProduceForm>): void => {
    change.forget()
    setForm((now) => ({ ...now, ...part }))
  }
  const n = checked.records?.length ?? 0
  return (
    <FormDialog
      title={t.title(topic)}
      place={place}
      width="wide"
      changed={form !== blankForm}
      hidden={change.hidden}
      submit={t.submit}
      note={form.how === 'many' && n > 0 ? t.count(n, count(n)) : undefined}
      busy={change.busy}
      error={change.error}
      onClose={onClose}
      onSubmit={() => {
        setTried(true)
        if (checked.problems === null) change.submit({ topic, records: checked.records }, t.title(topic))
      }}
    >
      <div className={styles['how']}>
        <Segmented label={t.how} value={form.how} options={hows} onChange={(how) => edit({ how })} />
      </div>
      {form.how === 'one' ? (
        <OneMessage form={form} problems={problems} onEdit={edit} />
      ) : (
        <TextArea
          label={t.lines}
          value={form.lines}
          rows={12}
          mono
          placeholder={t.linesHint}
          note={t.linesNote}
          error={problems['lines'] ?? problems['topic']}
          onChange={(lines) => edit({ lines })}
        />
      )}
    </FormDialog>
  )
}

interface OneProps {
  readonly form: ProduceForm
  readonly problems: Problems
  onEdit(part: Partial<ProduceForm>): void
}

function OneMessage({ form, problems, onEdit }: OneProps) {
  return (
    <>
      <Payload label={t.key} as={t.keyAs} draft={form.key} rows={1} problem={problems['key']} onChange={(key) => onEdit({ key })} />
      <Payload
        label={t.value}
        as={t.valueAs}
        draft={form.value}
        rows={6}
        note={t.tombstone}
        problem={problems['value'] ?? problems['topic']}
        onChange={(value) => onEdit({ value })}
      />
      <Headers form={form} problems={problems} onEdit={onEdit} />
      <TextField
        label={t.partition}
        value={form.partition}
        inputMode="numeric"
        placeholder={t.partitionHint}
        note={t.partitionNote}
        error={problems['partition']}
        onChange={(partition) => onEdit({ partition })}
      />
    </>
  )
}

interface PayloadProps {
  readonly label: string
  readonly as: string
  readonly draft: PayloadDraft
  readonly rows: number
  readonly note?: string
  readonly problem: string | undefined
  onChange(draft: PayloadDraft): void
}

function Payload({ label, as, draft, rows, note, problem, onChange }: PayloadProps) {
  const isNull = draft.as === 'none'
  return (
    <div className={styles['payload']}>
      <TextArea
        label={label}
        value={isNull ? '' : draft.text}
        rows={rows}
        mono
        readOnly={isNull}
        note={isNull ? (note ?? t.nullNote) : undefined}
        error={problem}
        onChange={(text) => onChange({ ...draft, text })}
      />
      <Select label={as} value={draft.as} options={kinds} onChange={(kind) => onChange({ ...draft, as: kind })} />
    </div>
  )
}

function Headers({ form: { headers }, problems, onEdit }: OneProps) {
  const set = (at: number, part: Partial<(typeof headers)[number]>): void =>
    onEdit({ headers: headers.map((header, i) => (i === at ? { ...header, ...part } : header)) })
  return (
    <FieldGroup label={t.headers}>
      {headers.map((header, i) => (
        // Names may repeat; their place tells them apart.
        <div key={i} className={styles['newHeader']}>
          <TextField
            label={t.headerName}
            value={header.name}
            mono
            error={problems[`headers.${i}.name`]}
            onChange={(name) => set(i, { name })}
          />
          <TextField
            label={t.headerValue}
            value={header.value}
            mono
            error={problems[`headers.${i}.value`]}
            onChange={(value) => set(i, { value })}
          />
          <IconButton icon="trash" label={t.removeHeader(header.name)} onClick={() => onEdit({ headers: headers.toSpliced(i, 1) })} />
        </div>
      ))}
      <Button icon="plus" onClick={() => onEdit({ headers: [...headers, { name: '', value: '' }] })}>
        {t.addHeader}
      </Button>
    </FieldGroup>
  )
}
