import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { MOST_LOG_LINES, type LogLine } from '../../lib/log-lines.ts'
import type { Happening } from '../moments/happenings.ts'
import { NotSteps, stepsOf, stepsText } from '../moments/steps.ts'
import type { SubjectKind } from '../subjects.ts'
import { DamagedBlock } from '../varint.ts'
import type { StoredRow } from '../stored-rows.ts'
import type { RecordedRange, SubjectRows } from './range.ts'

/** What a recording says of itself. */
export interface Manifest {
  readonly title: string
  readonly notes: string
  /** Of the cluster; an alias when the names are. */
  readonly name: string
  readonly anonymised: boolean
  readonly from: number
  readonly to: number
  readonly madeAt: number
}

const MOST_BYTES = 512 * 2 ** 20
const OFFSETS = '\n%offsets\n'
const MOMENTS = '\n%moments\n'

/** A recording as bytes: a line about it, events and offsets a line each, then the moments. */
export function packRange(manifest: Manifest, { steps, offsets, events, backfilled, log }: RecordedRange): Uint8Array {
  const lines = offsets.flatMap(({ subject, rows }) =>
    rows.map(({ time, layout, values }) =>
      JSON.stringify([
        subject.kind,
        subject.name,
        time,
        layout.map(({ topic, partitions }) => [topic, [...partitions]]),
        Array.from(values, orNull),
      ]),
    ),
  )
  // In the head, where an older Samsa passes over what it does not know.
  const later = backfilled.flatMap(({ topic, rows }) =>
    rows.map(({ time, layout, values }) => [topic, time, [...(layout[0]?.partitions ?? [])], Array.from(values, orNull)]),
  )
  const text = [JSON.stringify({ manifest, events, backfilled: later, log }), OFFSETS, lines.join('\n'), MOMENTS, stepsText(steps)].join('')
  return new Uint8Array(deflateRawSync(Buffer.from(text, 'utf8'), { level: 6 }))
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value)

/** @throws DamagedBlock when it is no recording */
export function unpackRange(bytes: Uint8Array): { readonly manifest: Manifest; readonly range: RecordedRange } {
  try {
    const text = inflateRawSync(bytes, { maxOutputLength: MOST_BYTES }).toString('utf8')
    const offsetsAt = text.indexOf(OFFSETS)
    const momentsAt = text.indexOf(MOMENTS, offsetsAt)
    if (offsetsAt < 0 || momentsAt < 0) throw new DamagedBlock('a part is missing')
    const { manifest, events, backfilled, log } = headOf(JSON.parse(text.slice(0, offsetsAt)))
    const steps = [...stepsOf(text.slice(momentsAt + MOMENTS.length))]
    for (const { tables } of steps) for (const cells of tables.values()) for (const [key, value] of cells) checkJson(key, value)
    const offsets = offsetsOf(text.slice(offsetsAt + OFFSETS.length, momentsAt))
    return { manifest, range: { from: manifest.from, to: manifest.to, steps, offsets, events, backfilled, log } }
  } catch (error) {
    if (error instanceof DamagedBlock) throw error
    if (error instanceof NotSteps || error instanceof SyntaxError || error instanceof RangeError) throw new DamagedBlock(error.message)
    if (error instanceof Error && 'code' in error) throw new DamagedBlock(error.message)
    throw error
  }
}

function checkJson(key: string, value: string | null): void {
  JSON.parse(key)
  if (value !== null) JSON.parse(value)
}

function headOf(head: unknown): { readonly manifest: Manifest } & Pick<RecordedRange, 'events' | 'backfilled' | 'log'> {
  const { manifest, events, backfilled, log } = (head ?? {}) as {
    manifest?: Partial<Manifest>
    events?: readonly Happening[]
    backfilled?: unknown
    log?: unknown
  } // checked below
  const { title, notes, name, anonymised, from, to, madeAt } = manifest ?? {}
  if (typeof from !== 'number' || typeof to !== 'number' || !(from <= to)) throw new DamagedBlock('its span of time is missing')
  const words = (text: unknown, most: number): string => (typeof text === 'string' ? text.slice(0, most) : '')
  return {
    manifest: {
      title: words(title, 200),
      notes: words(notes, 10_000),
      name: words(name, 60),
      anonymised: anonymised === true,
      from,
      to,
      madeAt: typeof madeAt === 'number' ? madeAt : to,
    },
    events: Array.isArray(events) ? events.filter((event) => typeof event.at === 'number' && typeof event.subject === 'string') : [],
    backfilled: backfilledOf(backfilled),
    log: Array.isArray(log) ? log.slice(0, MOST_LOG_LINES).map(logLineOf) : [],
  }
}

function logLineOf(line: unknown): LogLine {
  const { at, level, message, about } = (line ?? {}) as Readonly<Record<string, unknown>> // checked here
  if (!Number.isSafeInteger(at) || (level !== 'info' && level !== 'warn' && level !== 'error'))
    throw new DamagedBlock('a line of the log is none')
  if (typeof message !== 'string' || typeof about !== 'string') throw new DamagedBlock('a line of the log is none')
  if (about !== '') JSON.parse(about)
  return { at: Number(at), level, message, about }
}

/** Left out by an older Samsa. */
function backfilledOf(lines: unknown): RecordedRange['backfilled'] {
  const byTopic = new Map<string, StoredRow[]>()
  for (const line of Array.isArray(lines) ? lines : []) {
    const [topic, time, partitions, values] = (Array.isArray(line) ? line : []) as readonly unknown[] // checked here
    if (typeof topic !== 'string' || !Number.isSafeInteger(time) || !Array.isArray(partitions) || !Array.isArray(values))
      throw new DamagedBlock('a log end that was backfilled is none')
    if (partitions.length !== values.length) throw new DamagedBlock('a log end that was backfilled is none')
    const rows = byTopic.get(topic) ?? []
    byTopic.set(topic, rows)
    rows.push({ time: Number(time), layout: [{ topic, partitions: Int32Array.from(partitions, Number) }], values: numbersOf(values) })
  }
  return [...byTopic].map(([topic, rows]) => ({ topic, rows }))
}

const numbersOf = (values: readonly unknown[]): Float64Array =>
  Float64Array.from(values, (value) => (typeof value === 'number' ? value : Number.NaN))

const isKind = (kind: unknown): kind is SubjectKind => kind === 'commits' || kind === 'ends' || kind === 'starts'

function offsetsOf(text: string): readonly SubjectRows[] {
  const bySubject = new Map<string, { subject: SubjectRows['subject']; rows: SubjectRows['rows'][number][] }>()
  for (const line of text === '' ? [] : text.split('\n')) {
    const [kind, name, time, layout, values] = JSON.parse(line) as readonly unknown[] // checked here
    if (!isKind(kind) || typeof name !== 'string' || typeof time !== 'number' || !Array.isArray(layout) || !Array.isArray(values))
      throw new DamagedBlock('a reading is none')
    const key = `${kind} ${name}`
    const own = bySubject.get(key) ?? { subject: { kind, name }, rows: [] }
    bySubject.set(key, own)
    const topics = layout.map((each) => {
      const [topic, partitions] = each as readonly [unknown, unknown]
      return { topic: String(topic), partitions: Int32Array.from(Array.isArray(partitions) ? partitions : [], Number) }
    })
    own.rows.push({ time, layout: topics, values: numbersOf(values) })
  }
  return [...bySubject.values()]
}
