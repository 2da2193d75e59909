import type { BrowseFrom, BrowseInput, PayloadFormat, RecordFilter } from '../../../shared/contract/messages.ts'
import type { SchemaFile } from '../../../shared/contract/schemas.ts'

export type FromKind = BrowseFrom['at']
export type FindIn = 'value' | 'key' | 'path' | 'header'

/** What stands in the form, as typed. */
export interface Form {
  readonly from: FromKind
  readonly count: string
  readonly offset: string
  /** As the browser's own field gives it: local time. */
  readonly time: string
  readonly group: string
  readonly partitions: string
  readonly find: string
  readonly findIn: FindIn
  readonly follow: boolean
  readonly committedOnly: boolean
  readonly keyFormat: PayloadFormat
  readonly valueFormat: PayloadFormat
  /** For the formats that need one. */
  readonly keySchema: SchemaFile | null
  readonly valueSchema: SchemaFile | null
}

export const emptyForm: Form = {
  from: 'newest',
  count: '500',
  offset: '0',
  time: '',
  group: '',
  partitions: '',
  find: '',
  findIn: 'value',
  follow: false,
  committedOnly: false,
  keyFormat: 'auto',
  valueFormat: 'auto',
  keySchema: null,
  valueSchema: null,
}

/** `0, 3-5` → 0, 3, 4, 5; empty: all; null: it is not that. */
export function partitionsOf(text: string): readonly number[] | 'all' | null {
  if (text.trim() === '' || text.trim() === 'all') return 'all'
  const found = new Set<number>()
  for (const part of text.split(',')) {
    const range = /^\s*(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?\s*$/.exec(part)
    if (range === null) return null
    const from = Number(range[1])
    const to = Number(range[2] ?? range[1])
    if (to < from || to - from > 9_999) return null
    for (let p = from; p <= to; p++) found.add(p)
  }
  return [...found].toSorted((a, b) => a - b)
}

type Match = NonNullable<RecordFilter['value']>

/** `/…/` is a pattern. */
const matchOf = (text: string): Match => {
  const pattern = /^\/(.+)\/$/.exec(text)
  return pattern ? { text: pattern[1] ?? '', how: 'regex' } : { text, how: 'contains' }
}

/** `name = value`, or the name alone. */
function named(text: string): { readonly name: string; readonly value: Match | null } {
  const at = text.indexOf('=')
  if (at < 0) return { name: text.trim(), value: null }
  return { name: text.slice(0, at).trim(), value: { text: text.slice(at + 1).trim(), how: 'equals' } }
}

export function filterOf({ find, findIn }: Pick<Form, 'find' | 'findIn'>): RecordFilter | null {
  if (find.trim() === '') return null
  const none: RecordFilter = { key: null, value: null, header: null, path: null }
  if (findIn === 'value' || findIn === 'key') return { ...none, [findIn]: matchOf(find) }
  const { name, value } = named(find)
  if (name === '') return null
  return findIn === 'path' ? { ...none, path: { path: name, value } } : { ...none, header: { name, value } }
}

const whole = (text: string, least: number, most: number): number => Math.min(most, Math.max(least, Math.floor(Number(text)) || least))

function fromOf(form: Form, now: number): BrowseFrom {
  switch (form.from) {
    case 'newest':
      return { at: 'newest', count: whole(form.count, 1, 5_000) }
    case 'offset':
      return { at: 'offset', offset: /^\d{1,16}$/.test(form.offset.trim()) ? form.offset.trim() : '0' }
    case 'time': {
      const time = new Date(form.time).getTime()
      return { at: 'time', time: Number.isNaN(time) ? now : time }
    }
    case 'group':
      return { at: 'group', group: form.group }
    case 'earliest':
    case 'end':
      return { at: form.from }
  }
}

const lacksSchema = (format: PayloadFormat, schema: SchemaFile | null): boolean =>
  (format === 'avro' || format === 'protobuf') && schema === null

/** The question, or the field that is wrong. */
export function questionOf(
  form: Form,
  cluster: string,
  topic: string,
  now: number,
): BrowseInput | { readonly wrong: 'partitions' | 'schema' } {
  const partitions = partitionsOf(form.partitions)
  if (partitions === null) return { wrong: 'partitions' }
  if (lacksSchema(form.keyFormat, form.keySchema) || lacksSchema(form.valueFormat, form.valueSchema)) return { wrong: 'schema' }
  return {
    cluster,
    topic,
    partitions: partitions === 'all' ? null : [...partitions],
    from: fromOf(form, now),
    follow: form.follow || form.from === 'end',
    until: null,
    filter: filterOf(form),
    rows: whole(form.count, 1, 5_000),
    bytes: null,
    committedOnly: form.committedOnly,
    keyFormat: form.keyFormat,
    valueFormat: form.valueFormat,
    keySchema: form.keySchema,
    valueSchema: form.valueSchema,
  }
}
