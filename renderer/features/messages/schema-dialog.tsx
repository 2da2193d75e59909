import { useEffect, useState } from 'react'
import type { SchemaFile } from '../../../shared/contract/schemas.ts'
import { usePlaceOfForm } from '../../app/actions-form.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Chip } from '../../ui/badge.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Select, TextArea } from '../../ui/field.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { fromFiles, type Part } from './schema-files.ts'
import styles from './style.module.css'

const t = en.schemas
const SETTLED_MS = 300
const MOST_BYTES = 400_000

interface SchemaDialogProps {
  readonly part: Part
  readonly first: SchemaFile
  onUse(schema: SchemaFile): void
  onClose(): void
}

/** A schema, from files or pasted; what is wrong with it is told before it is used. */
export function SchemaDialog({ part, first: given, onUse, onClose }: SchemaDialogProps) {
  const place = usePlaceOfForm()
  const [first] = useState(given)
  const [schema, setSchema] = useState(first)
  const settled = useSettled(schema)
  const asked = useQuery('messages', 'schemaNames', { schema: { ...settled, message: null } }, { enabled: settled.text.trim() !== '' })
  // Which message, and what stands before it, change nothing of what it describes.
  const isSettled = settled.text === schema.text && settled.references === schema.references
  const names = (isSettled && asked.data?.names) || []
  const problem = isSettled ? (asked.data?.problem ?? undefined) : undefined
  const edit = (more: Partial<SchemaFile>): void => setSchema((now) => ({ ...now, ...more }))
  const message = schema.message !== null && names.includes(schema.message) ? schema.message : (names[0] ?? '')
  const off = schema.text.trim() === '' ? t.none : (problem ?? (names.length === 0 ? t.checking : undefined))
  return (
    <FormDialog
      title={t.title[part]}
      place={place}
      width="wide"
      changed={schema !== first}
      hidden={false}
      submit={t.submit}
      off={off}
      busy={false}
      error={asked.error}
      note={names.length > 0 ? t.describes(message) : undefined}
      onClose={onClose}
      onSubmit={() => onUse({ ...schema, message: schema.kind === 'protobuf' ? message : null })}
    >
      <TextArea
        label={t.text[schema.kind]}
        value={schema.text}
        rows={14}
        mono
        placeholder={t.hint[schema.kind]}
        note={t.note}
        error={problem}
        onChange={(text) => edit({ text })}
      />
      <Files schema={schema} onEdit={edit} />
      {schema.kind === 'protobuf' && names.length > 1 && (
        <Select
          label={t.message}
          value={message}
          options={names.map((name) => ({ value: name, title: name }))}
          onChange={(name) => edit({ message: name })}
        />
      )}
      <div>
        <Chip on={schema.framed} onClick={() => edit({ framed: !schema.framed })}>
          {t.framed}
        </Chip>
        <p className={styles['why']}>{t.framedWhy}</p>
      </div>
    </FormDialog>
  )
}

/** What stood a moment ago: not each letter is a question. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

interface FilesProps {
  readonly schema: SchemaFile
  onEdit(more: Partial<SchemaFile>): void
}

function Files({ schema, onEdit }: FilesProps) {
  const [wrong, setWrong] = useState<string | null>(null)
  const take = async (files: readonly File[]): Promise<void> => {
    const size = files.reduce((sum, file) => sum + file.size, 0)
    setWrong(size > MOST_BYTES ? t.tooLong : null)
    if (size > MOST_BYTES) return
    const found = fromFiles(schema.kind, await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() }))))
    if (found) onEdit({ ...found, message: null })
  }
  return (
    <div className={styles['files']}>
      <FileButton
        icon="file"
        label={t.files}
        title={t.filesNote}
        accept={schema.kind === 'avro' ? '.avsc,.json' : '.proto'}
        multiple
        onFiles={(files) => void take(files)}
      />
      {schema.references.map(({ name }) => (
        <span key={name} className={styles['reference']}>
          {t.reference(name)}
          <IconButton
            icon="x"
            label={t.removeFile(name)}
            onClick={() => onEdit({ references: schema.references.filter((each) => each.name !== name) })}
          />
        </span>
      ))}
      {wrong !== null && (
        <span className={styles['bad']} role="alert">
          {wrong}
        </span>
      )}
    </div>
  )
}
