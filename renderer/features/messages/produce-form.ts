import type { NewRecord, WrittenPayload } from '../../../shared/contract/messages.ts'
import type { SchemaFile, WriteSchema } from '../../../shared/contract/schemas.ts'
import { recordsOfLines, type WrittenRecord } from '../../../shared/domain/messages/json-lines.ts'
import { payloadProblem, type PlainAs } from '../../../shared/domain/messages/payload-text.ts'
import type { Shape } from '../../state/drafts.ts'
import { ProduceDraft } from '../../state/forms.ts'
import { en } from '../../text/en.ts'
import type { Part, SchemaKind } from './schema-files.ts'
import { bySchemas, isSchemaAs, noChoice, writeSchema, type SchemaAs, type SchemaChoice } from './write-schema.ts'

const t = en.produce

export type As = PlainAs | SchemaAs | 'none'

export interface PayloadDraft {
  readonly as: As
  readonly text: string
}

export interface ProduceForm {
  readonly how: 'one' | 'many'
  readonly key: PayloadDraft
  readonly value: PayloadDraft
  readonly schemas: Readonly<Record<Part, SchemaChoice>>
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly partition: string
  readonly lines: string
}

export const blankForm: ProduceForm = {
  how: 'one',
  key: { as: 'text', text: '' },
  value: { as: 'json', text: '' },
  schemas: { key: noChoice, value: noChoice },
  headers: [],
  partition: '',
  lines: '',
}

/** As it is written to the disk: without files of schemas, which are kept by themselves, and with the messages only where they may be. */
export const safeForm =
  (texts: boolean) =>
  (form: ProduceForm): ProduceForm => ({
    ...form,
    schemas: { key: { ...form.schemas.key, file: null }, value: { ...form.schemas.value, file: null } },
    ...(texts
      ? {}
      : {
          key: { ...form.key, text: blankForm.key.text },
          value: { ...form.value, text: blankForm.value.text },
          headers: blankForm.headers,
          lines: blankForm.lines,
        }),
  })

/** A form as it was kept, with the files that its schemas had. */
export const produceShape = (fileOf: (part: Part, kind: SchemaKind) => SchemaFile | null): Shape<ProduceForm> => ({
  safeParse(found) {
    const read = ProduceDraft.safeParse(found)
    if (!read.success) return { success: false }
    const choice = (part: Part): SchemaChoice => {
      const { as } = read.data[part]
      return { ...read.data.schemas[part], file: as === 'avro' || as === 'protobuf' ? fileOf(part, as) : null }
    }
    return { success: true, data: { ...read.data, schemas: { key: choice('key'), value: choice('value') } } }
  },
})

export type Problems = Readonly<Record<string, string>>

export interface Written {
  readonly records: NewRecord[]
  readonly schemas?: { readonly key: WriteSchema | null; readonly value: WriteSchema | null }
}

export type Checked = (Written & { readonly problems: null }) | { readonly records: null; readonly problems: Problems }

const MOST_AT_ONCE = 1_000
const MOST_TOLD = 3
const PARTS: readonly Part[] = ['key', 'value']

const payloadOf = ({ as, text }: PayloadDraft): WrittenPayload | null =>
  as === 'none' ? null : { as: isSchemaAs(as) ? 'schema' : as, text }

function checkOne(form: ProduceForm): Checked {
  const problems: Record<string, string> = {}
  const [key, value] = [payloadOf(form.key), payloadOf(form.value)]
  for (const [name, payload] of [['key', key] as const, ['value', value] as const]) {
    const problem = payload && payloadProblem(payload)
    if (problem !== null) problems[name] = problem
  }
  const partition = form.partition.trim() === '' ? null : Number(form.partition)
  if (partition !== null && !/^\d{1,7}$/.test(form.partition.trim())) problems['partition'] = t.partitionBad
  form.headers.forEach((header, i) => {
    if (header.name === '') problems[`headers.${i}.name`] = t.headerNameBad
  })
  if (Object.keys(problems).length > 0) return { records: null, problems }
  const headers = form.headers.map((header) => ({ name: header.name, value: { as: 'text' as const, text: header.value } }))
  return { records: [{ key, value, headers, partition }], problems: null }
}

function checkMany({ lines, key, value }: ProduceForm): Checked {
  const { records, problems } = recordsOfLines(lines)
  const told = problems.slice(0, MOST_TOLD).map(({ line, message }) => t.lineProblem(line, message))
  const more = problems.length - told.length
  const refuse = (problem: string): Checked => ({ records: null, problems: { lines: problem } })
  if (told.length > 0) return refuse([...told, ...(more > 0 ? [t.moreProblems(more)] : [])].join(' '))
  if (records.length === 0) return refuse(t.none)
  if (records.length > MOST_AT_ONCE) return refuse(t.tooMany)
  return { records: bySchemas(records, isSchemaAs(key.as), isSchemaAs(value.as)).map(recordOf), problems: null }
}

const recordOf = ({ headers, ...record }: WrittenRecord): NewRecord => ({ ...record, headers: [...headers] })

/** What is written, as records, or what is wrong at which field. */
export function checkProduce(form: ProduceForm): Checked {
  const written = form.how === 'one' ? checkOne(form) : checkMany(form)
  const problems: Record<string, string> = {}
  const schemas: Record<Part, WriteSchema | null> = { key: null, value: null }
  for (const part of PARTS) {
    const { as } = form[part]
    if (!isSchemaAs(as)) continue
    const schema = writeSchema(as, form.schemas[part])
    if ('problem' in schema) problems[`schemas.${part}`] = schema.problem
    else schemas[part] = schema
  }
  if (Object.keys(problems).length > 0) return { records: null, problems: { ...problems, ...written.problems } }
  const none = schemas.key === null && schemas.value === null
  return written.problems === null && !none ? { ...written, schemas } : written
}

/** In which line the record of that number stands: empty ones are none. */
function lineOf(lines: string, record: number): number {
  const written = lines.split(/\r?\n/).flatMap((line, at) => (line.trim() === '' ? [] : [at + 1]))
  return written[record] ?? record + 1
}

/** What the core says about a record, at the field of this form. */
export function problemsOfCore(problems: Problems, { how, lines }: Pick<ProduceForm, 'how' | 'lines'>): Problems {
  const found: Record<string, string> = {}
  for (const [path, message] of Object.entries(problems)) {
    const place = /^records\.(\d+)\.(.+)$/.exec(path)
    const schema = /^schemas\.(key|value)(\.|$)/.exec(path)
    if (schema) found[`schemas.${schema[1] ?? ''}`] ??= message
    else if (how === 'many') found['lines'] ??= place ? t.lineProblem(lineOf(lines, Number(place[1])), message) : message
    else if (place) found[(place[2] ?? '').replace(/^(key|value|headers\.\d+\.value)\.(text|as)$/, '$1')] ??= message
    else found[path === 'records' ? 'value' : path] ??= message
  }
  return found
}

/** Whether the form, as it is now, has a place for what the core says about that path. */
export function isProduceField(path: string, form: ProduceForm): boolean {
  const [field = ''] = Object.keys(problemsOfCore({ [path]: '' }, form))
  const schema = /^schemas\.(key|value)$/.exec(field)?.[1]
  if (schema !== undefined) return isSchemaAs(form[schema as Part].as) // by the pattern
  if (field === 'topic' || form.how === 'many') return true
  const header = /^headers\.(\d+)\.(name|value)$/.exec(field)?.[1]
  return header === undefined ? ['key', 'value', 'partition'].includes(field) : Number(header) < form.headers.length
}
