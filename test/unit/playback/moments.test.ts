import { describe, expect, it } from 'vitest'
import type { Histories } from '../../../electron/core/history/histories.ts'
import { linesOf } from '../../../electron/core/history/moments/steps.ts'
import { REPLICAS } from '../../../electron/core/history/moments/tables.ts'
import type { ToldMoment } from '../../../electron/core/history/moments/sections.ts'
import { createMoments, type Moments } from '../../../electron/core/playback/moments.ts'
import type { LiveCluster } from '../../../electron/core/state/live-cluster.ts'
import { createTestClock } from '../../support/clock.ts'
import { NOTHING_TOLD } from '../../support/told-offsets.ts'

const told = (table: string, id: string, cells: Readonly<Record<string, unknown>>, isTold: boolean): ToldMoment['tables'][number] => {
  const lines = linesOf(new Map(Object.entries(cells).map(([key, value]) => [JSON.stringify(key), JSON.stringify(value)])))
  return { table, sections: [{ id, told: isTold ? { lines, before: null } : null }] }
}

/** A broker's disk, and the size of one replica on it, which is told by itself. */
const momentOf = (time: number, of: 'facts' | 'sizes'): ToldMoment => ({
  time,
  tables: [
    told('logDirs', `dirs ${time}`, { 1: { at: time, problem: null } }, of === 'facts'),
    told(REPLICAS, `sizes ${time}`, { '1 orders': { partitions: [0], bytes: [time], lag: [0] } }, of === 'sizes'),
  ],
})

function scene(onSizes: (time: number, moments: Moments) => void) {
  const clock = createTestClock()
  const asked: string[] = []
  const ask = ((job: string, _cluster: string, input: { readonly time: number; readonly of: 'facts' | 'sizes' }) => {
    if (job === 'momentOffsets') return Promise.resolve(NOTHING_TOLD)
    asked.push(`${input.of} ${input.time}`)
    if (input.of === 'sizes') onSizes(input.time, moments)
    return Promise.resolve(momentOf(input.time, input.of))
  }) as Histories['ask'] // of its jobs only those that a moment is made of
  const moments: Moments = createMoments({ histories: { ask }, clock })
  return { clock, asked, moments }
}

const shown = (cluster: LiveCluster): Promise<void> =>
  new Promise((resolve) => {
    const end = new AbortController()
    const look = (): void => {
      if (cluster.recorded?.().is !== 'there') return
      end.abort()
      resolve()
    }
    cluster.store.watch(look, end.signal)
    look()
  })
const sizesOf = (cluster: LiveCluster): number => cluster.store.current().logDirs.get(1)?.replicas.size ?? 0
/** What follows a moment that is shown was begun. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('20 a moment that the user goes to', () => {
  it('is shown before the sizes of replicas, which follow when he stays', async () => {
    const { clock, asked, moments } = scene(() => {})
    const here = moments.at('a', 1_000)
    await shown(here)
    expect([sizesOf(here), asked]).toEqual([0, ['facts 1000']])
    await turn()
    clock.advance(600)
    await moments.load('a', 1_000)
    expect([sizesOf(here), asked]).toEqual([1, ['facts 1000', 'sizes 1000']])
  })

  it('does not keep the next one waiting: sizes are given up when he goes on, and read again when they are needed', async () => {
    let there: LiveCluster | null = null
    const { clock, asked, moments } = scene((time, all) => {
      if (time === 1_000) there ??= all.at('a', 2_000)
    })
    const here = moments.at('a', 1_000)
    await shown(here)
    await turn()
    clock.advance(600)
    await turn()
    await moments.load('a', 2_000)
    expect(there).not.toBeNull()
    expect(sizesOf(here)).toBe(0)
    // Two moments are compared, say: then it is read to its end, wherever the user is.
    await moments.load('a', 1_000)
    expect(sizesOf(here)).toBe(1)
    expect(asked).toEqual(['facts 1000', 'sizes 1000', 'facts 2000', 'sizes 2000', 'sizes 1000'])
  })
})
