import type { RecorderRow } from '../../shared/contract/history.ts'
import type { RecordingRow } from '../../shared/contract/recordings.ts'
import type { SamsaHandlers } from '../../shared/contract/index.ts'
import type { ViewSource } from '../../shared/rpc/define.ts'
import { createCell } from './fake-cell.ts'

const MINUTE = 60_000

export function createRecorderCell(recorded: { readonly first: number; readonly last: number } | null, now: number) {
  const row: RecorderRow = {
    ...{ cluster: '', on: true, bytes: recorded ? 48 * 2 ** 20 : 0, paused: null, first: null, last: null },
    backfill: { is: 'done', topics: recorded ? 12 : 0, leftOut: 0, done: 25, hours: 25, problem: null },
    ...{
      ...recorded,
      grains: recorded
        ? [
            { seconds: 10, since: now - 3_600_000 },
            { seconds: 60, since: recorded.first },
          ]
        : [],
    },
  }
  return createCell('cluster', [row], now)
}

/** A record of any cluster, with a broker that went away for ten minutes. */
export const fakeHistoryHandlers = (cell: ReturnType<typeof createRecorderCell>, now: number): SamsaHandlers['history'] => ({
  recorder: () => cell.source,
  band: ({ from, to, columns }) => ({
    density: Array.from({ length: columns }, (_, n) => (n > columns * 0.55 && n < columns * 0.6 ? 0 : 10 + ((n * 7) % 23))),
    events: [
      { at: now - 31 * MINUTE, kind: 'brokerUp' as const, subject: '3' },
      { at: now - 41 * MINUTE, kind: 'offline' as const, subject: '12' },
      { at: now - 41 * MINUTE, kind: 'brokerDown' as const, subject: '3' },
      { at: now - 70 * MINUTE, kind: 'groupEmpty' as const, subject: 'billing' },
      { at: from + (to - from) / 4, kind: 'topicAdded' as const, subject: 'refunds' },
    ],
    moreEvents: 0,
  }),
  backfill: () => ({}),
  keep: () => ({}),
  forget: () => ({}),
})

/** What happened to any topic: a broker that holds it was away for ten minutes, twenty of its partitions moved and fell out of sync. */
export const fakeTopicEvents =
  (now: number): SamsaHandlers['topics']['events'] =>
  ({ span }) => {
    const none = { broker: null, partitions: null }
    const events = [
      { ...none, at: now - 3 * 86_400_000, kind: 'created' as const },
      { ...none, at: now - 41 * MINUTE, kind: 'brokerDown' as const, broker: 3 },
      { ...none, at: now - 41 * MINUTE, kind: 'leaders' as const, partitions: 8 },
      { ...none, at: now - 41 * MINUTE, kind: 'leaderless' as const, partitions: 1 },
      { ...none, at: now - 40 * MINUTE, kind: 'outOfSync' as const, partitions: 12 },
      { ...none, at: now - 31 * MINUTE, kind: 'brokerUp' as const, broker: 3 },
      { ...none, at: now - 30 * MINUTE, kind: 'inSync' as const, partitions: 12 },
    ]
    return { events: events.filter(({ at }) => at >= span.from && at <= span.to), more: 0, since: now - 90 * MINUTE }
  }

/** A view that is asked for at a moment says that it is recorded. */
export function playedBack(input: unknown, answer: unknown): unknown {
  const at = typeof input === 'object' && input !== null && 'at' in input ? input.at : 'live'
  if (typeof at !== 'number' || typeof answer !== 'object' || answer === null || !('read' in answer)) return answer
  // Of all answers only views are read.
  const view = answer as ViewSource<unknown>
  return {
    ...view,
    read: () => {
      const { rows, about } = view.read()
      return { rows, about: { ...about, state: 'offline', asOf: at } }
    },
  }
}

/** Recordings of any cluster. */
export function fakeRecordingsHandlers(now: number): SamsaHandlers['recordings'] {
  const row = { notes: '', anonymised: false, bytes: 1_400_000, keptAt: now - 3_600_000, origin: 'pinned' as const, logLines: 214 }
  const cell = createCell<RecordingRow>(
    'id',
    [
      { ...row, id: 'r-1', title: 'Broker 3 lost with its agent', name: 'orders-eu', from: now - 9_000_000, to: now - 7_200_000 },
      {
        ...row,
        id: 'r-2',
        title: 'Billing falls behind',
        name: 'cluster',
        from: now - 90_000_000,
        to: now - 88_000_000,
        origin: 'imported',
        logLines: 0,
        anonymised: true,
      },
    ],
    now,
  )
  let made = 2
  return {
    list: () => cell.source,
    pin({ title, notes, from, to }) {
      const id = `r-${(made += 1)}`
      cell.set([...cell.rows(), { ...row, id, title, notes, from, to, name: 'orders-eu' }])
      return { id }
    },
    remove({ id }) {
      cell.set(cell.rows().filter((each) => each.id !== id))
      return {}
    },
    preview: ({ anonymise, groups, logs }) => ({
      ...{
        bytes: anonymise ? 310_000 : 402_000,
        from: now - 9_000_000,
        to: now - 7_200_000,
        brokers: 6,
        topics: 64,
        groups: groups === null ? 38 : groups.filter((group) => group !== 'nobody').length,
      },
      ...{
        moments: 412,
        readings: 18_204,
        events: 9,
        logLines: logs ? 214 : 0,
        logBytes: logs ? 61_000 : 0,
        leftOut: anonymise ? ['configurations'] : [],
      },
    }),
    log: () => ({
      lines: [
        {
          at: now - 8_900_000,
          level: 'info' as const,
          message: 'Reading of a cluster changed',
          about: '{"from":"connecting","to":"live"}',
        },
        {
          ...{ at: now - 8_100_000, level: 'warn' as const, message: 'A moment was not recorded' },
          about: '{"error":{"code":"kafka.unreachable","about":{"broker":"3","address":"10.0.0.3:31003"}}}',
        },
      ],
    }),
    async *export() {
      yield { piece: 'U0FNU0E=', total: 5 }
    },
    upload: ({ upload }) => ({ upload: upload ?? 'u-1' }),
    sample() {
      if (!cell.rows().some(({ origin }) => origin === 'sample'))
        cell.set([
          ...cell.rows(),
          {
            ...row,
            id: 'r-sample',
            title: 'Sample: a broker is lost',
            name: 'shop',
            from: now - 9_000_000,
            to: now - 8_400_000,
            origin: 'sample',
          },
        ])
      return { id: 'r-sample' }
    },
    open: () => ({ id: 'r-1' }),
  }
}
