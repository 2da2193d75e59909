import type { ReadInput } from '../../electron/core/records/jobs.ts'

/** What a reading job has beside what a test is about. */
export const plainRead: ReadInput = {
  bytes: new Uint8Array(),
  from: 0,
  before: null,
  aborted: null,
  filter: null,
  keyFormat: 'auto',
  valueFormat: 'auto',
  keySchema: null,
  valueSchema: null,
  mask: false,
  most: 1_000,
  newest: false,
}
