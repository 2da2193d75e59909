import { describe, expect, it } from 'vitest'
import { look, progressOfRun, type Seen } from '../../../electron/core/commands/reassignments/look.ts'
import type { KafkaClient, OngoingReassignment } from '../../../electron/core/clients/kafka/kafka-client.ts'
import type { RunRecord } from '../../../shared/contract/reassignment-run.ts'
import { createTestClock } from '../../support/clock.ts'
import { createFakeKafka } from '../../support/fake-kafka-client.ts'

const run: RunRecord = {
  id: 'act',
  cluster: 'c',
  startedAt: 0,
  moves: [{ topic: 'a', partition: 0, from: [1], to: [3], bytes: 1_000 }],
  throttle: null,
  sentAt: 0,
  cancelledAt: null,
  over: null,
}

/** A cluster whose controller and brokers tell what the test says. */
function scene() {
  const clock = createTestClock()
  const { client } = createFakeKafka(clock, [])
  const told = {
    ongoing: [{ topic: 'a', partition: 0, replicas: [3, 1], adding: [3], removing: [1] }] as readonly OngoingReassignment[],
    replicas: [3, 1] as readonly number[],
    /** Null: broker 3 does not answer for its disks. */
    copied: 600 as number | null,
  }
  const dir = (sizeBytes: number) => ({
    path: '/d',
    error: 0,
    totalBytes: null,
    usableBytes: null,
    replicas: [{ topic: 'a', partition: 0, sizeBytes, offsetLag: 0, isFuture: false }],
  })
  const kafka: KafkaClient = {
    ...client,
    listReassignments: () => Promise.resolve({ at: clock.wall(), ongoing: told.ongoing }),
    async metadata(signal) {
      const reading = await client.metadata(signal)
      const [broker] = reading.brokers
      const [topic] = reading.topics
      const [partition] = topic?.partitions ?? []
      if (!broker || !topic || !partition) throw new Error('the fake has one of each')
      return {
        ...reading,
        brokers: [broker, { ...broker, id: 3 }],
        topics: [{ ...topic, name: 'a', partitions: [{ ...partition, partition: 0, leader: 1, replicas: told.replicas }] }],
      }
    },
    describeLogDirs: () =>
      Promise.resolve([
        { broker: 1, ok: true, value: { at: clock.wall(), dirs: [dir(1_000)] } },
        ...(told.copied === null ? [] : [{ broker: 3, ok: true as const, value: { at: clock.wall(), dirs: [dir(told.copied)] } }]),
      ]),
  }
  const again = (before: Seen | null, its: RunRecord = run): Promise<Seen> =>
    look({ client: kafka, clock, run: its }, before, new AbortController().signal)
  return { clock, told, again }
}

describe('what is seen of a reassignment', () => {
  it('does not go back where the broker that tells metadata is behind the controller', async () => {
    const { clock, told, again } = scene()
    const first = await again(null)
    expect(progressOfRun(run, first)).toMatchObject({ copied: 600, total: 1_000 })
    // The controller is done with it; the broker asked has not heard of it.
    told.ongoing = []
    const second = await again(first)
    expect(second.ended.size).toBe(0)
    expect(progressOfRun(run, second).copied).toBe(600)
    clock.advance(1_000)
    told.replicas = [3]
    const third = await again(second)
    expect([...third.ended]).toEqual([['a-0', true]])
    expect(progressOfRun(run, third).copied).toBe(1_000)
    // The next broker may be behind again.
    told.replicas = [3, 1]
    expect([...(await again(third)).ended]).toEqual([['a-0', true]])
  })

  it('believes that a partition is elsewhere when it stays so', async () => {
    const { clock, told, again } = scene()
    const first = await again(null)
    told.ongoing = []
    told.replicas = [1]
    const second = await again(first)
    expect(second.ended.size).toBe(0)
    clock.advance(3_000)
    const third = await again(second)
    expect([...third.ended]).toEqual([['a-0', false]])
    expect(progressOfRun(run, third).copied).toBe(0)
  })

  it('takes the end of one run for no end of the next, which takes it back', async () => {
    const { clock, told, again } = scene()
    told.ongoing = []
    told.replicas = [3]
    const first = await again(null)
    expect([...first.ended]).toEqual([['a-0', true]])
    const back: RunRecord = { ...run, id: 'undo', moves: [{ topic: 'a', partition: 0, from: [3], to: [1], bytes: 1_000 }] }
    // The controller is done with it already; the broker asked has not heard of it.
    const second = await again(first, back)
    expect([...second.ended]).toEqual([])
    expect(progressOfRun(back, second).copied).toBe(0)
    clock.advance(1_000)
    told.replicas = [1]
    expect([...(await again(second, back)).ended]).toEqual([['a-0', true]])
  })

  it('keeps what was known of a broker that does not answer for its disks', async () => {
    const { told, again } = scene()
    const first = await again(null)
    told.copied = null
    expect(progressOfRun(run, await again(first)).copied).toBe(600)
  })
})
