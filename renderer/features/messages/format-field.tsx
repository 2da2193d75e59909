import type { PayloadFormat } from '../../../shared/contract/messages.ts'
import type { SchemaFile } from '../../../shared/contract/schemas.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/field.tsx'
import { schemaKind, type Part } from './schema-files.ts'
import styles from './style.module.css'

interface FormatFieldProps {
  readonly part: Part
  readonly label: string
  readonly format: PayloadFormat
  readonly formats: readonly { readonly value: PayloadFormat; readonly title: string }[]
  readonly schema: SchemaFile | null
  onChoose(format: PayloadFormat): void
  onSchema(): void
}

/** What keys or values are read as, and by which schema where that needs one. */
export function FormatField({ part, label, format, formats, schema, onChoose, onSchema }: FormatFieldProps) {
  return (
    <>
      <Select label={label} value={format} options={formats} onChange={onChoose} />
      {schemaKind(format) !== null && (
        <Button icon="file" className={styles['schemaButton']} onClick={onSchema}>
          {schema?.message ?? en.schemas.choose[part]}
        </Button>
      )}
    </>
  )
}
