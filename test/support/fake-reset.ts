import type { GroupReadiness, ResetRow } from '../../shared/contract/group-changes.ts'
import type { SamsaHandlers } from '../../shared/contract/index.ts'

const resetRow = (partition: number, part: Partial<ResetRow>): ResetRow => ({
  topic: 'orders.events',
  partition,
  now: String(1_204_411 + partition * 97),
  next: String(1_190_020 + partition * 97),
  start: '900000',
  end: '1300000',
  clamped: null,
  problem: null,
  skip: 0,
  replay: 14_391,
  timeNow: 1_795_871_000_000,
  timeNext: 1_795_869_200_000,
  ...part,
})

/** A preview with every kind of row: replayed, clamped to the end, as it is, without a commit. */
export const fakeResetRows: readonly ResetRow[] = [
  ...[0, 1, 2, 3, 4].map((partition) => resetRow(partition, {})),
  resetRow(5, { next: '1300000', clamped: 'end', skip: 95_104, replay: 0 }),
  resetRow(6, { next: '1204993', now: '1204993', replay: 0 }),
  resetRow(7, { now: null, next: null, problem: 'noCommit', skip: null, replay: null, timeNow: null, timeNext: null }),
]

export const readinessOf = (part: Partial<GroupReadiness> = {}): GroupReadiness => ({
  is: 'ready',
  state: 'Empty',
  members: [],
  asOf: Date.now(),
  why: null,
  ...part,
})

/** The core previews these rows, whatever is asked. */
export const withReset =
  (readiness: () => GroupReadiness = readinessOf) =>
  (handlers: SamsaHandlers): SamsaHandlers => ({
    ...handlers,
    groups: {
      ...handlers.groups,
      readiness,
      previewReset: () => ({
        asOf: Date.now(),
        readiness: readiness(),
        rows: [...fakeResetRows],
        totals: { changed: 6, skip: 95_104, replay: 71_955 },
        warnings: ['1 partition has no commit to move from and stays as it is.'],
      }),
    },
  })
