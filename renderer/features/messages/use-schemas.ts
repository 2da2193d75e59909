import { useState } from 'react'
import type { PayloadFormat } from '../../../shared/contract/messages.ts'
import type { SchemaFile } from '../../../shared/contract/schemas.ts'
import { useKept } from '../../ui/kept.ts'
import type { Form } from './form.ts'
import { blankSchema, keepSchema, keptSchema, schemaKind, type Part } from './schema-files.ts'

const change = (part: Part, format: PayloadFormat, schema: SchemaFile | null): Partial<Form> =>
  part === 'key' ? { keyFormat: format, keySchema: schema } : { valueFormat: format, valueSchema: schema }

/** The schemas of the form. One that was given once is there again for the same topic; where there is none it is asked for. */
export function useSchemas(form: Form, cluster: string, topic: string, onChange: (more: Partial<Form>) => void) {
  const kept = useKept()
  const [asking, setAsking] = useState<Part | null>(null)
  const formatOf = (part: Part): PayloadFormat => (part === 'key' ? form.keyFormat : form.valueFormat)
  const schemaOf = (part: Part): SchemaFile | null => (part === 'key' ? form.keySchema : form.valueSchema)
  const kind = asking && schemaKind(formatOf(asking))
  return {
    /** What to show in the dialog; null: it is not open. */
    asked: asking && kind && { part: asking, first: schemaOf(asking) ?? blankSchema(kind) },
    choose(part: Part, format: PayloadFormat): void {
      const wanted = schemaKind(format)
      const before = wanted && keptSchema(kept, part, wanted, cluster, topic)
      onChange(change(part, format, before))
      if (wanted !== null && before === null) setAsking(part)
    },
    ask: setAsking,
    use(part: Part, schema: SchemaFile): void {
      keepSchema(kept, part, cluster, topic, schema)
      onChange(change(part, schema.kind, schema))
      setAsking(null)
    },
    leave: () => setAsking(null),
  }
}
