import { payloadProblem, type PlainAs, type PlainPayload, type WrittenPayload } from './payload-text.ts'

export interface WrittenRecord {
  readonly key: WrittenPayload | null
  readonly value: WrittenPayload | null
  readonly headers: readonly { readonly name: string; readonly value: PlainPayload | null }[]
  readonly partition: number | null
}

export interface LineProblem {
  /** From 1 on. */
  readonly line: number
  readonly message: string
}

class Wrong extends Error {}

const FORMATS: readonly string[] = ['text', 'json', 'hex', 'base64'] satisfies readonly PlainAs[]
const FIELDS: readonly string[] = ['key', 'value', 'headers', 'partition', 'keyFormat', 'valueFormat']
/** Written by an export, and of no meaning to a new record. */
const IGNORED: readonly string[] = ['topic', 'offset', 'time', 'timestamp', 'keyCut', 'valueCut']

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function formatOf(name: string, format: unknown): PlainAs | null {
  if (format === undefined) return null
  if (typeof format !== 'string' || !FORMATS.includes(format)) throw new Wrong(`${name} must be one of ${FORMATS.join(', ')}.`)
  // It is on the list.
  return format as PlainAs
}

/** Whole numbers beyond 2^53 were rounded when the line was read. */
function isExact(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isInteger(value) || Number.isSafeInteger(value)
  return typeof value !== 'object' || value === null || Object.values(value).every(isExact)
}

/** Text stands for itself; what is not text is JSON. */
function payloadOf(name: string, value: unknown, format: PlainAs | null): PlainPayload | null {
  if (value === undefined || value === null) return null
  if (!isExact(value)) throw new Wrong(`${name} has a number that would be rounded: give it as text, with "${name}Format": "json".`)
  const payload: PlainPayload =
    typeof value === 'string' ? { as: format ?? 'text', text: value } : { as: 'json', text: JSON.stringify(value) }
  const problem = payloadProblem(payload)
  if (problem !== null) throw new Wrong(`${name}: ${problem}`)
  return payload
}

function headersOf(headers: unknown): WrittenRecord['headers'] {
  if (headers === undefined || headers === null) return []
  if (isObject(headers)) return Object.entries(headers).map(([name, value]) => ({ name, value: payloadOf(`header ${name}`, value, null) }))
  if (!Array.isArray(headers)) throw new Wrong('headers must be an object, or a list of { "name", "value" }.')
  return headers.map((header: unknown) => {
    if (!isObject(header) || typeof header['name'] !== 'string') throw new Wrong('Each of headers needs a name.')
    return { name: header['name'], value: payloadOf(`header ${header['name']}`, header['value'], null) }
  })
}

function recordOf(text: string): WrittenRecord {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new Wrong('It is no JSON.')
  }
  if (!isObject(parsed)) throw new Wrong('Each line is one object: { "key", "value", "headers", "partition" }.')
  const unknown = Object.keys(parsed).find((name) => !FIELDS.includes(name) && !IGNORED.includes(name))
  if (unknown !== undefined) throw new Wrong(`There is no field ${unknown}.`)
  if (parsed['keyCut'] === true || parsed['valueCut'] === true) throw new Wrong('It was exported in part only: it would be another record.')
  const partition = parsed['partition'] ?? null
  if (partition !== null && (typeof partition !== 'number' || !Number.isInteger(partition) || partition < 0))
    throw new Wrong('partition must be a whole number from 0 on, or null.')
  return {
    key: payloadOf('key', parsed['key'], formatOf('keyFormat', parsed['keyFormat'])),
    value: payloadOf('value', parsed['value'], formatOf('valueFormat', parsed['valueFormat'])),
    headers: headersOf(parsed['headers']),
    partition,
  }
}

/** Records written one a line as JSON, as the export of messages writes them; empty lines are nothing. */
export function recordsOfLines(text: string): { readonly records: readonly WrittenRecord[]; readonly problems: readonly LineProblem[] } {
  const records: WrittenRecord[] = []
  const problems: LineProblem[] = []
  for (const [place, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    try {
      records.push(recordOf(line))
    } catch (error) {
      if (!(error instanceof Wrong)) throw error
      problems.push({ line: place + 1, message: error.message })
    }
  }
  return { records, problems }
}
