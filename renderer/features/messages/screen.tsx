import { useState, type ReactNode } from 'react'
import { useApp, useAt, useMayChange, usePlace, type ScreenProps, type TabProps } from '../../app/actions.ts'
import type { BrowseInput, PayloadFormat } from '../../../shared/contract/messages.ts'
import { usePolicy } from '../../host/use-policy.ts'
import { en } from '../../text/en.ts'
import { Chip } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Select, TextField } from '../../ui/field.tsx'
import { PageHead } from '../../ui/page/page-head.tsx'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { FormatField } from './format-field.tsx'
import { SchemaDialog } from './schema-dialog.tsx'
import { useSchemas } from './use-schemas.ts'
import { emptyForm, questionOf, type FindIn, type Form, type FromKind } from './form.ts'
import { Results } from './results.tsx'
import styles from './style.module.css'

const t = en.messages
const k = en.pageKeys

const options = <T extends string>(titles: Readonly<Record<T, string>>): readonly { readonly value: T; readonly title: string }[] =>
  // The keys of the object given.
  (Object.entries(titles) as [T, string][]).map(([value, title]) => ({ value, title }))

const froms = options<FromKind>(t.fromOptions)
const finds = options<FindIn>(t.findIn)
const formats = options<PayloadFormat>(t.formats)

interface Run {
  /** Another number is another run: what the last one found is gone. */
  readonly number: number
  readonly question: BrowseInput
  readonly stopped: boolean
}

/** On a screen of its own: where links to an offset lead, with all the room for what they find. */
export function MessagesScreen({ params }: ScreenProps) {
  const topic = params['topic'] ?? ''
  return (
    <>
      <PageHead title={topic} note={t.title}>
        <WriteButton topic={topic} />
      </PageHead>
      <Browse topic={topic} />
    </>
  )
}

/** The same beside the other tabs of a topic. */
export function MessagesTab({ name }: TabProps) {
  return (
    <>
      <div className={styles['above']} />
      <Browse topic={name}>
        <WriteButton topic={name} />
      </Browse>
    </>
  )
}

function WriteButton({ topic }: { readonly topic: string }) {
  const app = useApp()
  const may = useMayChange()
  const policy = usePolicy()
  const off = policy?.writeMessages === false ? en.policy.why(policy.by) : may === true ? undefined : may
  return (
    <Button icon="plus" off={off} onClick={() => app.form('messages.produce', topic)}>
      {en.produce.open}
    </Button>
  )
}

interface BrowseProps {
  readonly topic: string
  /** At the right end below the form. */
  readonly children?: ReactNode
}

/** Records of a topic. Nothing is read before it is asked for. */
function Browse({ topic, children }: BrowseProps) {
  const { cluster, at } = useAt()
  const place = usePlace()
  const policy = usePolicy()
  const forbidden = policy?.readMessages === false ? en.policy.why(policy.by) : undefined
  const noRead = at === 'live' ? forbidden : t.notRecordedShort
  const partition = place.query.get('partition')
  const offset = place.query.get('offset')
  const most = place.query.get('count')
  const [form, setForm] = useState<Form>({
    ...emptyForm,
    ...(partition === null ? {} : { partitions: partition }),
    ...(offset === null ? {} : { from: 'offset', offset }),
    ...(most === null ? {} : { count: most }),
  })
  const [wrong, setWrong] = useState<{ readonly wrong: 'partitions' | 'schema' } | undefined>(undefined)
  const [run, setRun] = useState<Run | null>(null)
  const [running, setRunning] = useState(false)
  const change = (more: Partial<Form>): void => setForm((now) => ({ ...now, ...more }))
  const schemas = useSchemas(form, cluster, topic, change)
  const read = (): void => {
    if (noRead !== undefined) return
    const question = questionOf(form, cluster, topic, Date.now())
    if ('wrong' in question) return setWrong(question)
    setWrong(undefined)
    setRun((last) => ({ number: (last?.number ?? 0) + 1, question, stopped: false }))
  }
  const stop = (): void => setRun((last) => last && { ...last, stopped: true })
  usePageKeys({ Escape: stop }, [['Esc', k.stop]])
  return (
    <>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          read()
        }}
      >
        <Select label={t.from} value={form.from} options={froms} onChange={(from) => change({ from })} />
        <Begin form={form} change={change} />
        <TextField
          label={t.partitions}
          value={form.partitions}
          placeholder={t.partitionsHint}
          error={wrong?.wrong === 'partitions' ? t.partitionsBad : undefined}
          onChange={(partitions) => change({ partitions })}
        />
        <Select label={t.find} value={form.findIn} options={finds} onChange={(findIn) => change({ findIn })} />
        <TextField
          label={t.findIn[form.findIn]}
          value={form.find}
          placeholder={t.findHint[form.findIn]}
          mono
          onChange={(find) => change({ find })}
        />
        <FormatField
          part="key"
          label={t.keyFormat}
          format={form.keyFormat}
          formats={formats}
          schema={form.keySchema}
          onChoose={(format) => schemas.choose('key', format)}
          onSchema={() => schemas.ask('key')}
        />
        <FormatField
          part="value"
          label={t.valueFormat}
          format={form.valueFormat}
          formats={formats}
          schema={form.valueSchema}
          onChoose={(format) => schemas.choose('value', format)}
          onSchema={() => schemas.ask('value')}
        />
        <div className={styles['acts']}>
          <Chip on={form.follow} onClick={() => change({ follow: !form.follow })}>
            {t.follow}
          </Chip>
          <Chip on={form.committedOnly} onClick={() => change({ committedOnly: !form.committedOnly })}>
            {t.committed}
          </Chip>
          <Button type="submit" tone="primary" off={noRead}>
            {t.read}
          </Button>
          <Button onClick={stop} off={!running && t.notRunning}>
            {t.stop}
          </Button>
        </div>
      </form>
      {/* Outside of the form: what is handed in there is not handed in here. */}
      {schemas.asked && (
        <SchemaDialog
          {...schemas.asked}
          onClose={schemas.leave}
          onUse={(schema) => schemas.asked && schemas.use(schemas.asked.part, schema)}
        />
      )}
      {wrong?.wrong === 'schema' && (
        <p className={styles['wrong']} role="alert">
          {en.schemas.none}
        </p>
      )}
      <div className={styles['safe']}>
        <p>{t.safe}</p>
        {children}
      </div>
      {at !== 'live' ? (
        <p className={styles['start']}>{t.notRecorded}</p>
      ) : run === null ? (
        <p className={styles['start']}>{forbidden === undefined ? t.start : `${t.noRead} ${forbidden}`}</p>
      ) : (
        <Results
          key={run.number}
          topic={topic}
          input={run.stopped ? null : run.question}
          follows={run.question.follow}
          onRunning={setRunning}
        />
      )}
    </>
  )
}

/** What belongs to the chosen beginning. */
function Begin({ form, change }: { readonly form: Form; change(more: Partial<Form>): void }) {
  switch (form.from) {
    case 'newest':
    case 'earliest':
      return <TextField label={t.count} value={form.count} inputMode="numeric" onChange={(count) => change({ count })} />
    case 'offset':
      return (
        <>
          <TextField label={t.offset} value={form.offset} inputMode="numeric" mono onChange={(offset) => change({ offset })} />
          <TextField label={t.count} value={form.count} inputMode="numeric" onChange={(count) => change({ count })} />
        </>
      )
    case 'time':
      return <TextField label={t.time} value={form.time} type="datetime-local" step={1} onChange={(time) => change({ time })} />
    case 'group':
      return <TextField label={t.group} value={form.group} onChange={(group) => change({ group })} />
    case 'end':
      return null
  }
}
