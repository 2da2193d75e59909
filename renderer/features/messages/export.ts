import type { MessageRow, Payload } from '../../../shared/contract/messages.ts'
import type { CsvCell } from '../../ui/chart/export.ts'

/** Formats that a new record may be written in; others are shown as text. */
type WrittenFormat = 'text' | 'json' | 'hex' | 'base64'

const formatOf = ({ format }: Payload): WrittenFormat => (format === 'hex' || format === 'base64' || format === 'json' ? format : 'text')

const isRecord = (row: MessageRow): boolean => row.unreadable === null

/** JSON stands as it is written, so that what reads the file need not unpack it; its line breaks lie outside of its texts. */
const valueOf = (payload: Payload | null): string =>
  payload?.format === 'json' && !payload.cut ? payload.text.replaceAll(/[\r\n]+/g, ' ') : JSON.stringify(payload?.text ?? null)

/** What has to be said beside a text: in which format it is, and that it is only the beginning. */
function notes(name: 'key' | 'value', payload: Payload | null): string {
  if (payload === null || (payload.format === 'json' && !payload.cut)) return ''
  const format = formatOf(payload)
  return `${format === 'text' ? '' : `,"${name}Format":"${format}"`}${payload.cut ? `,"${name}Cut":true` : ''}`
}

function lineOf({ partition, offset, at, key, value, headers }: MessageRow): string {
  const place = JSON.stringify({ partition, offset, time: at === null ? null : new Date(at).toISOString() }).slice(1, -1)
  const told = headers.map((header) => ({ name: header.name, value: header.value?.text ?? null }))
  return `{${place},"key":${valueOf(key)}${notes('key', key)},"value":${valueOf(value)}${notes('value', value)},"headers":${JSON.stringify(told)}}`
}

/** One object a line. It can be written again as it is. */
export const toJsonLines = (rows: readonly MessageRow[]): string =>
  rows
    .filter(isRecord)
    .map((row) => `${lineOf(row)}\n`)
    .join('')

export const csvRows = (rows: readonly MessageRow[]): readonly (readonly CsvCell[])[] =>
  rows
    .filter(isRecord)
    .map((row) => [
      row.partition,
      row.offset,
      row.at === null ? null : new Date(row.at).toISOString(),
      row.key?.text ?? null,
      row.key ? formatOf(row.key) : 'null',
      row.value?.text ?? null,
      row.value ? formatOf(row.value) : 'null',
      JSON.stringify(row.headers.map((header) => ({ name: header.name, value: header.value?.text ?? null }))),
      row.key?.cut === true || row.value?.cut === true ? 'cut' : null,
    ])

export const cutIn = (rows: readonly MessageRow[]): number => rows.filter((row) => row.key?.cut === true || row.value?.cut === true).length
