import { useMemo, useState } from 'react'
import { useDraft } from '../../app/actions-draft.ts'
import { useAt, usePlace, type FormProps } from '../../app/actions.ts'
import { useFormChange, usePlaceOfForm } from '../../app/actions-form.ts'
import { useViewRow } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { FieldGroup, Select, TextArea, TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { count } from '../../ui/format/numbers.ts'
import { useKept } from '../../ui/kept.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { ProduceSchema } from './produce-schema.tsx'
import {
  blankForm,
  checkProduce,
  isProduceField,
  problemsOfCore,
  produceShape,
  safeForm,
  type As,
  type PayloadDraft,
  type Problems,
  type ProduceForm,
} from './produce-form.ts'
import { SchemaDialog } from './schema-dialog.tsx'
import { blankSchema, keepSchema, keptSchema, type Part, type SchemaKind } from './schema-files.ts'
import { isSchemaAs } from './write-schema.ts'
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
  const draft = useProduceDraft(topic)
  const { value: form, set: setForm } = draft
  const change = useFormChange('messages', 'produce', onClose, (path) => isProduceField(path, form))
  const [tried, setTried] = useState(false)
  const checked = useMemo(() => checkProduce(form), [form])
  const problems: Problems = { ...(tried ? checked.problems : {}), ...problemsOfCore(change.problems, form) }
  const edit = (part: Partial<ProduceForm>): void => {
    change.forget()
    setForm((now) => ({ ...now, ...part }))
  }
  const files = useSchemaFiles(form, topic, edit)
  const n = checked.records?.length ?? 0
  const parts = { topic, form, problems, onEdit: edit, onAs: files.choose, onAsk: files.ask }
  return (
    <>
      <FormDialog
        title={t.title(topic)}
        place={place}
        width="wide"
        changed={form !== blankForm}
        draft={draft}
        hidden={change.hidden || files.asked !== null}
        submit={t.submit}
        note={form.how === 'many' && n > 0 ? t.count(n, count(n)) : undefined}
        busy={change.busy}
        error={change.error}
        onClose={onClose}
        onSubmit={() => {
          setTried(true)
          if (checked.problems !== null) return
          const { problems: _none, ...written } = checked
          change.submit({ topic, ...written }, t.title(topic))
        }}
      >
        <div className={styles['how']}>
          <Segmented label={t.how} value={form.how} options={hows} onChange={(how) => edit({ how })} />
        </div>
        {form.how === 'one' ? <OneMessage {...parts} /> : <ManyMessages {...parts} />}
      </FormDialog>
      {/* Outside of the form: what is handed in there is not handed in here. */}
      {files.asked && <SchemaDialog {...files.asked} onClose={files.leave} onUse={files.use} />}
    </>
  )
}

const none = {}

/** What is written is kept like other forms, but no message of a cluster that is, or may be, production. */
function useProduceDraft(topic: string) {
  const { cluster } = useAt()
  const kept = useKept()
  const card = useViewRow('profiles', 'list', none, cluster)
  const texts = card !== undefined && card.environment !== 'production'
  const safe = useMemo(() => safeForm(texts), [texts])
  const shape = useMemo(() => produceShape((part, kind) => keptSchema(kept, part, kind, cluster, topic)), [kept, cluster, topic])
  return useDraft({ first: blankForm, shape, safe })
}

/** Files of schemas, as for reading: one that was given once is there again for the same topic; where there is none it is asked for. */
function useSchemaFiles(form: ProduceForm, topic: string, onEdit: (part: Partial<ProduceForm>) => void) {
  const kept = useKept()
  const cluster = usePlace().cluster ?? ''
  const [asking, setAsking] = useState<{ readonly part: Part; readonly kind: SchemaKind } | null>(null)
  const choice = (part: Part, file: ProduceForm['schemas'][Part]['file']): ProduceForm['schemas'] => ({
    ...form.schemas,
    [part]: { ...form.schemas[part], file },
  })
  const fileOf = (part: Part, kind: SchemaKind) => {
    const { file } = form.schemas[part]
    return file?.kind === kind ? file : keptSchema(kept, part, kind, cluster, topic)
  }
  return {
    asked: asking && { part: asking.part, first: fileOf(asking.part, asking.kind) ?? blankSchema(asking.kind) },
    choose(part: Part, as: As): void {
      const draft = { ...form[part], as }
      if (as !== 'avro' && as !== 'protobuf') return onEdit({ [part]: draft })
      const before = fileOf(part, as)
      onEdit({ [part]: draft, schemas: choice(part, before) })
      if (before === null) setAsking({ part, kind: as })
    },
    ask(part: Part): void {
      const { as } = form[part]
      if (as === 'avro' || as === 'protobuf') setAsking({ part, kind: as })
    },
    use(file: NonNullable<ProduceForm['schemas'][Part]['file']>): void {
      if (asking === null) return
      keepSchema(kept, asking.part, cluster, topic, file)
      onEdit({ schemas: choice(asking.part, file) })
      setAsking(null)
    },
    leave: () => setAsking(null),
  }
}

interface HeadersProps {
  readonly form: ProduceForm
  readonly problems: Problems
  onEdit(part: Partial<ProduceForm>): void
}

interface OneProps extends HeadersProps {
  readonly topic: string
  onAs(part: Part, as: As): void
  onAsk(part: Part): void
}

/** Nothing, where it is not written by a schema. */
function SchemaOf({ part, topic, form, problems, onEdit, onAsk }: OneProps & { readonly part: Part }) {
  const { as } = form[part]
  if (!isSchemaAs(as)) return null
  return (
    <ProduceSchema
      part={part}
      topic={topic}
      as={as}
      choice={form.schemas[part]}
      problem={problems[`schemas.${part}`]}
      onChange={(choice) => onEdit({ schemas: { ...form.schemas, [part]: choice } })}
      onAsk={() => onAsk(part)}
    />
  )
}

const lineKinds = [{ value: 'lines', title: t.asLines }, ...kinds.filter(({ value }) => isSchemaAs(value))] as const

function ManyMessages(props: OneProps) {
  const { form, problems, onEdit, onAs } = props
  const field = (part: Part, label: string) => (
    <Select
      label={label}
      value={isSchemaAs(form[part].as) ? form[part].as : 'lines'}
      options={lineKinds}
      onChange={(as) => onAs(part, as === 'lines' ? blankForm[part].as : as)}
    />
  )
  return (
    <>
      <TextArea
        label={t.lines}
        value={form.lines}
        rows={12}
        mono
        placeholder={t.linesHint}
        note={t.linesNote}
        error={problems['lines'] ?? problems['topic']}
        onChange={(lines) => onEdit({ lines })}
      />
      <div className={styles['writeSchema']}>
        {field('key', t.keysAs)}
        {field('value', t.valuesAs)}
      </div>
      <SchemaOf part="key" {...props} />
      <SchemaOf part="value" {...props} />
    </>
  )
}

function OneMessage(props: OneProps) {
  const { form, problems, onEdit, onAs } = props
  return (
    <>
      <Payload
        label={t.key}
        as={t.keyAs}
        draft={form.key}
        rows={1}
        problem={problems['key']}
        onChange={(key) => onEdit({ key })}
        onAs={(as) => onAs('key', as)}
      />
      <SchemaOf part="key" {...props} />
      <Payload
        label={t.value}
        as={t.valueAs}
        draft={form.value}
        rows={6}
        note={t.tombstone}
        problem={problems['value'] ?? problems['topic']}
        onChange={(value) => onEdit({ value })}
        onAs={(as) => onAs('value', as)}
      />
      <SchemaOf part="value" {...props} />
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
  onAs(as: As): void
}

function Payload({ label, as, draft, rows, note, problem, onChange, onAs }: PayloadProps) {
  const isNull = draft.as === 'none'
  return (
    <div className={styles['payload']}>
      <TextArea
        label={label}
        value={isNull ? '' : draft.text}
        rows={rows}
        mono
        readOnly={isNull}
        placeholder={isSchemaAs(draft.as) ? t.bySchema.hint : undefined}
        note={isNull ? (note ?? t.nullNote) : undefined}
        error={problem}
        onChange={(text) => onChange({ ...draft, text })}
      />
      <Select label={as} value={draft.as} options={kinds} onChange={onAs} />
    </div>
  )
}

function Headers({ form: { headers }, problems, onEdit }: HeadersProps) {
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
