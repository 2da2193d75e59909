import type { MessageRow } from '../../../shared/contract/messages.ts'
import type { ShownRecord } from '../records/jobs.ts'

export const rowOf = (partition: number, { offset, aborted: _aborted, headers, ...record }: ShownRecord): MessageRow => ({
  ...record,
  partition,
  offset: String(offset),
  headers: [...headers],
})
