import { messagesFrom } from '../../app/actions.ts'
import { groupIn, type LogRow } from '../../ui/chart/log/log-row.ts'
import type { LogSpan } from '../../ui/chart/log/log-span.ts'

/** What Enter browses: what is chosen, else from where the group reads next in the row, else the row's beginning. */
export function browseOf(topic: string, row: LogRow, focus: string | null, span: LogSpan | null): string | null {
  if (span !== null && span.key === row.key)
    return messagesFrom(topic, row.partition, span.from, Number(BigInt(span.to) - BigInt(span.from)))
  const from = groupIn(row, focus)?.committed ?? row.start
  return from === null ? null : messagesFrom(topic, row.partition, from)
}
