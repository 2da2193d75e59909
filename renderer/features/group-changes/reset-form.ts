import type { NewOffset, ResetPreview, ResetRow, ResetScope, ResetTo } from '../../../shared/contract/group-changes.ts'
import type { ResetForm } from '../../state/forms.ts'
import { en } from '../../text/en.ts'
import { parseFriendly } from '../../ui/config/parse-friendly.ts'
import { duration, fullTime, type Zone } from '../../ui/format/times.ts'

const t = en.groupChanges.reset
/** Of a file of offsets. */
export const MOST_CHARACTERS = 4_000_000

export const firstForm: ResetForm = {
  target: 'latest',
  moment: '',
  ago: '',
  offset: '',
  by: '',
  group: '',
  matching: true,
  file: '',
  scope: 'all',
  topics: '',
}

/** The form as it opens: empty, or for one offset of one partition. */
export const formFor = (topic?: string, partition?: string, offset?: string): ResetForm =>
  topic === undefined || partition === undefined || offset === undefined
    ? firstForm
    : { ...firstForm, target: 'offset', offset, scope: 'topics', topics: `${topic}:${partition}` }

/** A moment of the browser's field, in the zone that all times are shown in. */
export function momentOf(text: string, zone: Zone): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text)) return null
  const at = Date.parse(zone === 'utc' ? `${text}Z` : text)
  return Number.isFinite(at) ? at : null
}

/** The other way round, to the second. */
export function momentText(at: number, zone: Zone): string {
  const shift = zone === 'utc' ? 0 : new Date(at).getTimezoneOffset() * 60_000
  return new Date(at - shift).toISOString().slice(0, 19)
}

type Checked<T> = { readonly value: T; readonly problem: null } | { readonly value: null; readonly problem: string }
const fine = <T>(value: T): Checked<T> => ({ value, problem: null })
const wrong = (problem: string): Checked<never> => ({ value: null, problem })

/** Where to, or what is wrong with the field that says it. */
export function targetOf(form: ResetForm, about: { readonly group: string; readonly now: number; readonly zone: Zone }): Checked<ResetTo> {
  const e = t.errors
  switch (form.target) {
    case 'earliest':
    case 'latest':
    case 'current':
      return fine({ to: form.target })
    case 'time':
    case 'recorded': {
      const at = momentOf(form.moment, about.zone)
      if (at === null) return wrong(e.moment)
      return at > about.now ? wrong(e.future) : fine({ to: form.target, at })
    }
    case 'ago': {
      const ms = parseFriendly('ago.ms', form.ago)
      return /^\d{1,13}$/.test(ms) && /\D/.test(form.ago.trim()) ? fine({ to: 'ago', ms: Number(ms) }) : wrong(e.ago)
    }
    case 'offset':
      return /^\d{1,19}$/.test(form.offset.trim()) ? fine({ to: 'offset', offset: form.offset.trim() }) : wrong(e.offset)
    case 'shift': {
      const text = form.by.trim().replace('\u2212', '-')
      return /^[+-]?\d{1,15}$/.test(text) && Number(text) !== 0 ? fine({ to: 'shift', by: Number(text) }) : wrong(e.shift)
    }
    case 'group':
      if (form.group === '') return wrong(e.group)
      return form.group === about.group ? wrong(e.same) : fine({ to: 'group', group: form.group, matching: form.matching })
    case 'file':
      if (form.file.trim() === '') return wrong(e.file)
      return form.file.length > MOST_CHARACTERS ? wrong(e.fileLarge) : fine({ to: 'file', text: form.file })
  }
}

/** As Kafka's tool has it: `orders`, or `orders:0,3` for single partitions. */
function topicsIn(text: string): readonly { readonly topic: string; readonly partitions: readonly number[] | null }[] | null {
  const found = new Map<string, Set<number> | null>()
  for (const word of text.split(/\s+/)) {
    const single = /^([^:,]+):(\d{1,9}(?:,\d{1,9})*)$/.exec(word)
    if (single === null && word.includes(':')) return null
    const names = single === null ? word.split(',').filter((name) => name !== '') : [single[1] ?? '']
    for (const name of names) {
      const before = found.get(name)
      // The whole topic holds its partitions.
      if (single === null || before === null) found.set(name, null)
      else found.set(name, new Set([...(before ?? []), ...(single[2] ?? '').split(',').map(Number)]))
    }
  }
  return [...found].map(([topic, partitions]) => ({ topic, partitions: partitions && [...partitions].toSorted((a, b) => a - b) }))
}

export function scopeOf(form: ResetForm): Checked<ResetScope> {
  if (form.scope !== 'topics') return fine({ of: form.scope })
  const topics = topicsIn(form.topics)
  if (topics === null) return wrong(t.errors.partitions)
  return topics.length === 0
    ? wrong(t.errors.topics)
    : fine({ of: 'topics', topics: topics.map(({ topic, partitions }) => ({ topic, partitions: partitions && [...partitions] })) })
}

export const keyOf = (row: Pick<ResetRow, 'topic' | 'partition'>): string => `${row.topic}\n${row.partition}`

/** The row would be written: it leads elsewhere than where the group stands. */
export const moves = (row: ResetRow): boolean => row.next !== null && row.next !== row.now

/** Exactly what was shown and is ticked. */
export const offsetsOf = (rows: readonly ResetRow[], left: ReadonlySet<string>): NewOffset[] =>
  rows.flatMap((row) => (moves(row) && !left.has(keyOf(row)) ? [{ topic: row.topic, partition: row.partition, offset: row.next }] : []))

export interface Totals {
  readonly changed: number
  readonly skip: number
  readonly replay: number
}

/** Sums over the ticked rows. */
export function totalsOf(rows: readonly ResetRow[], left: ReadonlySet<string>): Totals {
  const ticked = rows.filter((row) => moves(row) && !left.has(keyOf(row)))
  return {
    changed: ticked.length,
    skip: ticked.reduce((sum, row) => sum + (row.skip ?? 0), 0),
    replay: ticked.reduce((sum, row) => sum + (row.replay ?? 0), 0),
  }
}

/** In words, for the activity. */
export function howOf(target: ResetTo, zone: Zone): string {
  const { how } = t
  switch (target.to) {
    case 'earliest':
    case 'latest':
    case 'current':
    case 'file':
      return how[target.to]
    case 'time':
    case 'recorded':
      return how[target.to](fullTime(target.at, zone))
    case 'ago':
      return how.ago(duration(target.ms))
    case 'offset':
      return how.offset(target.offset)
    case 'shift':
      return how.shift(String(target.by))
    case 'group':
      return how.group(target.group.slice(0, 200))
  }
}

/** Why it cannot be handed in now. */
export function whyNot(
  preview: ResetPreview | undefined,
  readiness: ResetPreview['readiness'] | undefined,
  changed: number,
): string | undefined {
  if (preview === undefined || readiness === undefined) return t.waiting
  if (readiness.is === 'running') return t.running(readiness.members.length)
  return changed === 0 ? t.nothing : undefined
}
