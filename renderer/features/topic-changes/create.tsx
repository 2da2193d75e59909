import { useMemo, useState } from 'react'
import { useAt, type FormProps } from '../../app/actions.ts'
import { useDraft } from '../../app/actions-draft.ts'
import { useFormChange, usePlaceOfForm } from '../../app/actions-form.ts'
import { useQuery, useView, useViewRow } from '../../host/hooks.ts'
import { CreateForm } from '../../state/forms.ts'
import { en } from '../../text/en.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { count } from '../../ui/format/numbers.ts'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { Skeleton } from '../../ui/states/skeleton.tsx'
import { AssignmentPreview } from './assignment-preview.tsx'
import { ConfigsField } from './configs-field.tsx'
import { checkCreate, isNamed, ofCore } from './create-form.ts'
import styles from './style.module.css'

const t = en.topicChanges.create
/** What is said about these stands beside them. */
const isField = (path: string, { configs }: CreateForm): boolean => {
  const line = /^configs\.(\d+)\.(key|value)$/.exec(path)?.[1]
  return line === undefined ? ['name', 'partitions', 'replication'].includes(path) : Number(line) < configs.filter(isNamed).length
}
const blank: CreateForm = { name: '', partitions: '6', replication: '3', configs: [] }

/** A new topic; like another one when that is named: then it begins as soon as that one is read. */
export function CreateTopic({ of: [source], onClose }: FormProps) {
  const place = usePlaceOfForm()
  const { start, error, retry } = useStart(source)
  const title = source === undefined ? t.title : t.cloneTitle(source)
  if (start !== null) return <NewTopic title={title} start={start} onClose={onClose} />
  return (
    <Dialog title={title} place={place} open onClose={onClose}>
      {error === null ? <Skeleton form="lines" noun={en.topics.noun} progress={null} /> : <ErrorBlock error={error} onRetry={retry} />}
    </Dialog>
  )
}

interface NewTopicProps {
  readonly title: string
  readonly start: CreateForm
  onClose(): void
}

function NewTopic({ title, start, onClose }: NewTopicProps) {
  const at = useAt()
  const place = usePlaceOfForm()
  const topics = useView('topics', 'list', at)
  const brokers = useView('brokers', 'list', at)
  const draft = useDraft({ first: start, shape: CreateForm })
  const { value: form, set: setForm } = draft
  const change = useFormChange('topics', 'create', onClose, (path) => isField(path, form))
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState(false)
  const up = brokers.about.state === 'live' ? brokers.rows.filter((row) => row.state === 'up').length : null
  const checked = useMemo(() => checkCreate(form, { topics: topics.rows.map((row) => row.name), brokersUp: up }), [form, topics.rows, up])
  const refused = ofCore(change.problems, form.configs)
  const problem = (field: string): string | undefined =>
    refused[field] ?? (tried || touched.has(field) ? checked.problems?.[field] : undefined)
  const edit = (part: Partial<CreateForm>): void => {
    change.forget()
    setForm((now) => ({ ...now, ...part }))
    setTouched((now) => new Set([...now, ...Object.keys(part)]))
  }
  return (
    <FormDialog
      title={title}
      place={place}
      changed={form !== start}
      draft={draft}
      hidden={change.hidden}
      submit={t.submit}
      busy={change.busy}
      error={change.error}
      onClose={onClose}
      onSubmit={() => {
        setTried(true)
        if (checked.problems === null) change.submit({ ...checked.topic, assignment: null, configsOf: null }, en.topicChanges.newTopic)
      }}
    >
      <TextField
        label={t.name}
        value={form.name}
        mono
        autoFocus
        note={t.nameNote}
        error={problem('name')}
        onChange={(name) => edit({ name })}
      />
      <div className={styles['pair']}>
        <TextField
          label={t.partitions}
          value={form.partitions}
          inputMode="numeric"
          note={t.partitionsNote}
          error={problem('partitions')}
          onChange={(partitions) => edit({ partitions })}
        />
        <TextField
          label={t.replication}
          value={form.replication}
          inputMode="numeric"
          note={up === null ? undefined : t.replicationNote(count(up))}
          error={problem('replication')}
          onChange={(replication) => edit({ replication })}
        />
      </div>
      <AssignmentPreview
        topic={form.name}
        from={0}
        partitions={checked.problems?.['partitions'] === undefined ? Number(form.partitions) : null}
        replication={checked.problems?.['replication'] === undefined ? Number(form.replication) : null}
      />
      <ConfigsField
        configs={form.configs}
        problems={{ ...(tried ? checked.problems : {}), ...refused }}
        onChange={(configs) => edit({ configs })}
      />
    </FormDialog>
  )
}

/** Blank, or as the other topic is: partitions, replicas and its overrides. Null: not read yet. */
function useStart(source: string | undefined) {
  const at = useAt()
  const row = useViewRow('topics', 'list', source === undefined ? null : at, source ?? '')
  const config = useQuery('topics', 'config', { ...at, topic: source ?? '-' }, { enabled: source !== undefined })
  // What was read before a change made it stale is still there while it is read again: a topic is not made like an older one.
  const entries = config.isFetching ? undefined : config.data?.entries
  const start = useMemo(() => {
    if (source === undefined) return blank
    if (row === undefined || entries === undefined) return null
    const configs = entries.flatMap((entry) =>
      entry.source === 'topic' && entry.value !== null ? [{ key: entry.name, value: entry.value }] : [],
    )
    return { ...blank, partitions: String(row.partitions), replication: String(row.replication), configs }
  }, [source, row, entries])
  // What was begun with stays: a later reading does not write over what somebody writes.
  const [first, setFirst] = useState(start)
  if (first === null && start !== null) setFirst(start)
  return { start: first, error: config.error, retry: () => void config.refetch() }
}
