import { placeOf } from '../../app/actions.ts'
import { groupIn, type LogRow } from '../../ui/chart/log/log-row.ts'
import type { LogSpan } from '../../ui/chart/log/log-span.ts'

/** The messages from an offset on; `most`: as many as were chosen, where some were. */
export function browsePlace(topic: string, partition: number, offset: string, most = 0): string {
  const query = new URLSearchParams({ partition: String(partition), offset, ...(most > 1 ? { count: String(most) } : {}) })
  return `${placeOf('topics', topic)}/messages?${query.toString()}`
}

/** What Enter browses: what is chosen, else from where the group reads next in the row, else the row's beginning. */
export function browseOf(topic: string, row: LogRow, focus: string | null, span: LogSpan | null): string | null {
  if (span !== null && span.key === row.key)
    return browsePlace(topic, row.partition, span.from, Number(BigInt(span.to) - BigInt(span.from)))
  const from = groupIn(row, focus)?.committed ?? row.start
  return from === null ? null : browsePlace(topic, row.partition, from)
}
