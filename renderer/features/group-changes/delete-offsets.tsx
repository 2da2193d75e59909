import { useMemo } from 'react'
import { useAt, type FormProps } from '../../app/actions.ts'
import { useDraft } from '../../app/actions-draft.ts'
import { useFormChange, usePlaceOfForm } from '../../app/actions-form.ts'
import { useView } from '../../host/hooks.ts'
import { Names } from '../../state/forms.ts'
import { en } from '../../text/en.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { count } from '../../ui/format/numbers.ts'
import { DataArea } from '../../ui/states/data-area.tsx'
import styles from './style.module.css'

const t = en.groupChanges.deleteOffsets
const none: readonly string[] = []

/** A group forgets where it was in topics that it does not read any more. */
export function DeleteOffsets({ of: [group = ''], onClose }: FormProps) {
  const view = useView('groups', 'partitions', { ...useAt(), group })
  const place = usePlaceOfForm()
  const change = useFormChange('groups', 'deleteOffsets', onClose, () => false)
  const draft = useDraft({ first: none, shape: Names })
  const chosen = draft.value
  const topics = useMemo(() => {
    const byTopic = new Map<string, number[]>()
    for (const { topic, partition, committed } of view.rows) {
      if (committed !== null) byTopic.set(topic, [...(byTopic.get(topic) ?? []), partition])
    }
    return [...byTopic].map(([topic, partitions]) => ({ topic, partitions }))
  }, [view.rows])
  const wanted = topics.filter(({ topic }) => chosen.includes(topic))
  return (
    <FormDialog
      title={t.title(group)}
      place={place}
      changed={chosen.length > 0}
      draft={draft}
      hidden={change.hidden}
      submit={t.submit}
      off={wanted.length === 0 ? t.choose : undefined}
      busy={change.busy}
      error={change.error}
      onClose={onClose}
      onSubmit={() =>
        change.submit(
          { group, partitions: wanted.flatMap(({ topic, partitions }) => partitions.map((partition) => ({ topic, partition }))) },
          t.title(group),
        )
      }
    >
      <p>{t.about}</p>
      <DataArea about={view.about} error={view.error} noun={en.group.partitions.noun} rows={topics.length} empty={{ sentence: t.none }}>
        <ul className={styles['topics']} aria-label={t.topic}>
          {topics.map(({ topic, partitions }) => (
            <li key={topic}>
              <label className={styles['check']}>
                <input
                  type="checkbox"
                  checked={chosen.includes(topic)}
                  onChange={() => {
                    change.forget()
                    draft.set((now) => (now.includes(topic) ? now.filter((each) => each !== topic) : [...now, topic]))
                  }}
                />
                <b>{topic}</b>
                <span className={styles['quiet']}>{t.of(partitions.length, count(partitions.length))}</span>
              </label>
            </li>
          ))}
        </ul>
      </DataArea>
    </FormDialog>
  )
}
