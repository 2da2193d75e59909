import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import type { Part } from './schema-files.ts'
import type { SchemaAs, SchemaChoice } from './write-schema.ts'
import styles from './style.module.css'

const t = en.produce.bySchema

interface ProduceSchemaProps {
  readonly part: Part
  readonly topic: string
  readonly as: SchemaAs
  readonly choice: SchemaChoice
  readonly problem: string | undefined
  onChange(choice: SchemaChoice): void
  /** For the file of a schema. */
  onAsk(): void
}

/** By which schema a key or value is written: of a file, or the newest of a subject. */
export function ProduceSchema({ part, topic, as, choice, problem, onChange, onAsk }: ProduceSchemaProps) {
  const change = (more: Partial<SchemaChoice>): void => onChange({ ...choice, ...more })
  if (as === 'registry')
    return (
      <div className={styles['writeSchema']}>
        <TextField
          label={t.subject[part]}
          value={choice.subject}
          mono
          placeholder={`${topic}-${part}`}
          note={t.subjectNote}
          error={problem}
          onChange={(subject) => change({ subject })}
        />
        <TextField
          label={t.message[part]}
          optional
          value={choice.message}
          mono
          note={t.messageNote}
          onChange={(message) => change({ message })}
        />
      </div>
    )
  const file = choice.file?.kind === as ? choice.file : null
  return (
    <div className={styles['writeSchema']}>
      <div className={styles['files']}>
        <Button icon="file" className={styles['schemaButton']} onClick={onAsk}>
          {file === null ? en.schemas.choose[part] : (file.message ?? t.another[part])}
        </Button>
        {problem !== undefined && !(file?.framed ?? false) && (
          <span className={styles['bad']} role="alert">
            {problem}
          </span>
        )}
      </div>
      {file?.framed === true && (
        <TextField
          label={t.id[part]}
          value={choice.id}
          inputMode="numeric"
          note={t.idNote}
          error={problem}
          onChange={(id) => change({ id })}
        />
      )}
    </div>
  )
}
