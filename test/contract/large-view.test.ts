import { describe, expect, it } from 'vitest'
import { KeyedList } from '../../electron/core/state/keyed-list.ts'
import { createListOf } from '../../electron/core/state/projections/list-of.ts'
import type { GroupRow } from '../../shared/contract/groups.ts'
import { contract, type SamsaHandlers } from '../../shared/contract/index.ts'
import { connect } from '../../shared/rpc/connect.ts'
import { memoryPorts } from '../../shared/rpc/memory-port.ts'
import { serve } from '../../shared/rpc/serve.ts'
import { watchTurns } from '../support/cpu.ts'
import { fakeGroupLag } from '../support/fake-lag.ts'
import { live } from '../support/sample-contract.ts'
import { until } from '../support/until.ts'

const row = (i: number, lag: number): GroupRow => ({
  group: `group-${i}`, type: 'consumer', kind: 'consumer', state: 'Stable', offsetsIn: 'kafka', coordinator: 1, members: 3, hosts: 2,
  topics: [{ topic: 'orders', lag }, { topic: 'payments', lag: 3 }, { topic: 'audit', lag: null }], topicCount: 3,
  partitions: { owned: 12, committed: 12, total: 12 }, lag, lagMax: lag, partial: false, leftOut: { noCommit: 0, noLeader: 0, topicGone: 0, notRead: 0 },
  lost: 0, ...fakeGroupLag('calm', lag, 0), access: 'ok', asOf: 1, error: null,
}) // prettier-ignore

describe('H-04 a view of 10,000 rows', () => {
  it('keeps the event loop free while it is sent and while it changes', async () => {
    let rows: ReadonlyMap<string, GroupRow> = new Map(Array.from({ length: 10_000 }, (_, i) => [`group-${i}`, row(i, i)]))
    let changed = (): void => {}
    const handlers = {
      groups: { list: () => ({ watch: (act: () => void) => (changed = act), read: () => ({ rows, about: live }) }) },
    } as unknown as SamsaHandlers // only this member is asked
    const { page, core } = memoryPorts()
    let failed: unknown = null
    const serving = serve(contract, handlers, core, { onDefect: (error) => (failed = error) })
    const got = new Map<string, GroupRow>()
    let moments = 0
    // Every tenth row changes, the others keep identity. Made beforehand: what making them takes is not the view's.
    const coming = [1, 2, 3, 4].map((n) => new Map([...rows].map(([key, each], i) => [key, i % 10 === 0 ? row(i, i + n) : each])))
    const turns = watchTurns()
    connect(contract, page).groups.list(
      { cluster: 'a', at: 'live' },
      {
        onDelta(delta) {
          for (const each of delta.rows) got.set(each.group, each)
          if (!delta.more) moments++
        },
        onError: (error) => (failed = error),
      },
    )
    for (const [at, next] of coming.entries()) {
      const moment = at + 1
      await until(() => moments === moment || failed !== null, `moment ${moment} is there`)
      expect(failed).toBeNull()
      rows = next
      changed()
    }
    const dearest = turns.stop()
    serving.stop()
    expect(got.size).toBe(10_000)
    expect(got.get('group-10')?.lag).toBe(13)
    // Sent in pieces, so no turn of the event loop has much to do; a few may have collected garbage.
    expect(dearest[9], 'ms of processor time of the tenth dearest turn').toBeLessThan(50)
    expect(dearest[0], 'ms of processor time of the dearest turn').toBeLessThan(200)
  })
})

describe('H-04 a view whose rows are made when they are sent', () => {
  interface Lagging {
    readonly i: number
    readonly lag: number
  }

  const namesOf = (groups: readonly Lagging[]) => groups.map(({ i }) => `group-${i}`)

  it.each([
    ['by the marks of all', (groups: readonly Lagging[]) => new Map(groups.map((each) => [`group-${each.i}`, each]))],
    ['by place', (groups: readonly Lagging[], before?: KeyedList<Lagging>) => before?.withValues(groups) ?? KeyedList.of(namesOf(groups), groups)],
  ])('sends only those that say something else, found %s', async (_, listed) => {
    const made: string[] = []
    const listOf = createListOf(
      ({ i, lag }: Lagging) => {
        made.push(`group-${i}`)
        return row(i, lag)
      },
      (each) => each,
    )
    const five = Array.from({ length: 5 }, (_each, i) => ({ i, lag: i }))
    const first = listed(five)
    let rows = listOf(first)
    let changed = (): void => {}
    const handlers = {
      groups: { list: () => ({ watch: (act: () => void) => (changed = act), read: () => ({ rows, about: live }) }) },
    } as unknown as SamsaHandlers // only this member is asked
    const { page, core } = memoryPorts()
    const failed: unknown[] = []
    const serving = serve(contract, handlers, core, { onDefect: (error) => failed.push(error) })
    const told: { readonly lags: readonly (number | null)[]; readonly gone: readonly string[] }[] = []
    connect(contract, page).groups.list(
      { cluster: 'a', at: 'live' },
      {
        onDelta: ({ rows: sent, gone }) => told.push({ lags: sent.map(({ lag }) => lag), gone }),
        onError: (error) => failed.push(error),
      },
    )
    await until(() => told.length === 1, 'the first rows are there')

    made.length = 0
    const later = five.map((each) => (each.i === 3 ? { i: 3, lag: 30 } : each))
    rows = listOf(listed(later, first instanceof KeyedList ? first : undefined))
    changed()
    await until(() => told.length === 2, 'the changed row is there')
    expect(made).toEqual(['group-3'])

    rows = listOf(listed([...later.slice(1), { i: 8, lag: 8 }, { i: 9, lag: 9 }]))
    changed()
    await until(() => told.length === 3, 'what came and what went is there')
    serving.stop()
    expect(failed).toEqual([])
    expect(told).toEqual([
      { lags: [0, 1, 2, 3, 4], gone: [] },
      { lags: [30], gone: [] },
      { lags: [8, 9], gone: ['group-0'] },
    ])
  })
})
