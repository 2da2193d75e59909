import { useId, useMemo, useState } from 'react'
import type { PartitionRow } from '../../../shared/contract/topics.ts'
import { useAt, type FormProps } from '../../app/actions.ts'
import { useDraft } from '../../app/actions-draft.ts'
import { useFormChange, usePlaceOfForm } from '../../app/actions-form.ts'
import { useView } from '../../host/hooks.ts'
import { RecordsForm } from '../../state/forms.ts'
import { en } from '../../text/en.ts'
import { FieldGroup } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { count, offset, UNKNOWN } from '../../ui/format/numbers.ts'
import { DataArea } from '../../ui/states/data-area.tsx'
import { allOf, beforeOf, beforeProblem, fieldOf, goes, refusedOf } from './records-form.ts'
import styles from './style.module.css'

const t = en.topicChanges.records
type Texts = RecordsForm['texts']

/** Records before an offset, gone for good; of one partition, where its picture asked for it. */
export function DeleteRecords({ of: [topic = '', partition, offset], onClose }: FormProps) {
  const view = useView('topics', 'partitions', { ...useAt(), topic })
  const place = usePlaceOfForm()
  const [first] = useState<Texts>(() => (partition === undefined || offset === undefined ? {} : { [partition]: offset }))
  const draft = useDraft<RecordsForm>({ first: { all: false, texts: first }, shape: RecordsForm })
  const { all, texts } = draft.value
  const rows = useMemo(() => view.rows.toSorted((a, b) => a.partition - b.partition), [view.rows])
  const before = all ? allOf(rows) : beforeOf(rows, texts)
  const change = useFormChange('topics', 'deleteRecords', onClose, (path) => !all && fieldOf(path, before) !== null)
  const refused = refusedOf(change.problems, before)
  const unread = rows.filter((row) => row.end === null).length
  const wrong = rows.some((row) => beforeProblem(texts[row.partition] ?? '', row) !== null)
  const choose = (next: boolean): void => {
    change.forget()
    draft.set({ all: next, texts })
  }
  return (
    <FormDialog
      title={t.title(topic)}
      place={place}
      changed={all || rows.some((row) => (texts[row.partition] ?? '') !== (first[row.partition] ?? ''))}
      draft={draft}
      hidden={change.hidden}
      submit={t.submit}
      off={before.length === 0 ? (all ? t.empty : t.nothing) : !all && wrong ? t.wrong : undefined}
      note={all && unread > 0 ? t.leftOut(unread, count(unread)) : undefined}
      busy={change.busy}
      error={change.error}
      onClose={onClose}
      onSubmit={() => change.submit({ topic, partitions: [...before] }, t.title(topic))}
    >
      <p>{t.about}</p>
      <FieldGroup label={t.which}>
        <div className={styles['which']} role="radiogroup" aria-label={t.which}>
          <label>
            <input type="radio" name="which" checked={!all} onChange={() => choose(false)} />
            {t.each}
          </label>
          <label>
            <input type="radio" name="which" checked={all} onChange={() => choose(true)} />
            {t.all}
          </label>
        </div>
      </FieldGroup>
      {!all && (
        <DataArea about={view.about} error={view.error} noun={en.topic.partitions.noun} rows={rows.length} empty={{ sentence: t.unread }}>
          <Partitions
            rows={rows}
            texts={texts}
            refused={refused}
            onChange={(partition, text) => {
              change.forget()
              draft.set((now) => ({ ...now, texts: { ...now.texts, [partition]: text } }))
            }}
          />
        </DataArea>
      )}
    </FormDialog>
  )
}

interface PartitionsProps {
  /** What the core says, by partition. */
  readonly refused: ReadonlyMap<number, string>
  readonly rows: readonly PartitionRow[]
  readonly texts: Texts
  onChange(partition: number, text: string): void
}

function Partitions({ rows, texts, refused, onChange }: PartitionsProps) {
  return (
    <div className={styles['partitions']}>
      <table>
        <thead>
          <tr>
            {[t.partition, t.start, t.end, t.before, t.goes].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Partition
              key={row.key}
              row={row}
              text={texts[row.partition] ?? ''}
              refused={refused.get(row.partition) ?? null}
              onChange={(text) => onChange(row.partition, text)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface PartitionProps {
  readonly row: PartitionRow
  readonly text: string
  readonly refused: string | null
  onChange(text: string): void
}

function Partition({ row, text, refused, onChange }: PartitionProps) {
  const id = useId()
  const problem = beforeProblem(text, row) ?? refused
  const gone = goes(text, row)
  return (
    <tr>
      <td>p{row.partition}</td>
      <td>{offset(row.start)}</td>
      <td>{offset(row.end)}</td>
      <td>
        <input
          className={styles['offset']}
          inputMode="numeric"
          aria-label={`${t.before} p${row.partition}`}
          aria-invalid={problem !== null || undefined}
          aria-describedby={problem === null ? undefined : id}
          title={problem ?? (row.end === null ? t.unread : undefined)}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
        {problem !== null && (
          <div id={id} className={styles['problem']} role="alert">
            {problem}
          </div>
        )}
      </td>
      <td>{gone === null ? UNKNOWN : offset(gone.toString())}</td>
    </tr>
  )
}
