import { describe, expect, it } from 'vitest'
import type { BrokerResult, KafkaClient } from '../../../electron/core/clients/kafka/kafka-client.ts'
import { logDirsSource } from '../../../electron/core/collectors/log-dirs.ts'
import { createWatchSet } from '../../../electron/core/collectors/watch-set.ts'
import { emptyState } from '../../../shared/domain/cluster-state.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { createTestClock } from '../../support/clock.ts'

const away = new AppError('kafka.refused', { address: 'kafka-2:9092' })
const forbidden = new AppError('kafka.forbidden', { right: 'Describe', resource: 'the cluster', command: '' })

function scene() {
  let error: AppError | null = null
  const watching = createWatchSet()
  watching.hold({ kind: 'topics' }, new AbortController().signal)
  const results = (): readonly BrokerResult<unknown>[] =>
    error === null ? [{ broker: 1, ok: true, value: { dirs: [] } }] : [{ broker: 2, ok: false, error }]
  const source = logDirsSource({
    clock: createTestClock(0),
    // The source asks for nothing else.
    client: { describeLogDirs: () => Promise.resolve(results()) } as unknown as KafkaClient,
    sink: { current: () => emptyState, apply: () => Promise.resolve() },
    watching,
    zooKeeperGroups: [],
    open: () => true,
    reached: () => true,
    wake: () => {},
  })
  return {
    async read(failing: AppError | null) {
      error = failing
      await source.read(new AbortController().signal).catch(() => {})
      return source.interval()
    },
  }
}

describe('sizes of logs', () => {
  it('of a broker that does not answer are asked for again soon, a few times; then as usual', async () => {
    const { read } = scene()
    expect(await read(null)).toBe(120_000)
    expect(await read(away)).toBe(10_000)
    expect(await read(null)).toBe(120_000)
    expect([await read(away), await read(away), await read(away), await read(away)]).toEqual([10_000, 10_000, 10_000, 120_000])
  })

  it('that are not allowed are no reason to ask sooner', async () => {
    const { read } = scene()
    expect(await read(forbidden)).toBe(120_000)
  })
})
