import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lifecycleHandlers } from '../../electron/core/api/lifecycle.ts'
import { readKafkaPicture } from '../../electron/core/commands/brokers/kafka-picture.ts'
import { createKafkaClient } from '../../electron/core/clients/kafka/create-kafka-client.ts'
import type { KafkaClient } from '../../electron/core/clients/kafka/kafka-client.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import type { AuditRow } from '../../shared/contract/audit.ts'
import type { ChangeRequest, ChangeResult, Plan } from '../../shared/contract/changes.ts'
import { startFramework, type EmulatedFramework } from '../emulators/scheduler/cluster.ts'
import { createRealKafkaRunner, type RealKafkaRunner } from '../emulators/scheduler/real-kafka.ts'
import { openTestChanges, planIn, type OpenedChanges } from '../support/change-world.ts'
import { createTestPermit } from '../support/permit.ts'
import { schedulerWorld } from '../support/scheduler-world.ts'
import { untilAsync } from '../support/until-async.ts'
import { freePorts } from './harness/free-ports.ts'
import { noKafka, plainSettings } from './harness/shared.ts'

const signal = AbortSignal.timeout(600_000)

describe.skipIf(noKafka !== null)('the life of brokers with Apache Kafka', () => {
  let runner: RealKafkaRunner
  let framework: EmulatedFramework
  beforeAll(async () => {
    runner = await createRealKafkaRunner()
    framework = await startFramework({ release: '0.10.1.0-SNAPSHOT', runner })
    for (const [n, port] of (await freePorts(3)).entries()) {
      framework.mesos.addAgent({
        hostname: `127.0.0.${n + 1}`,
        attributes: { rack: `r${n + 1}` },
        resources: { cpus: 4, mem: 8_192, disk: 10_000, ports: [[port, port]] },
      })
    }
  })
  afterAll(async () => {
    await framework?.stop()
    await runner?.stop()
  })

  it(
    'add 0..2, start, stop one: what the plan named is what Kafka shows; restart, start again; remove refused',
    { timeout: 400_000 },
    async () => {
      const { world, close } = await schedulerWorld(framework.scheduler.url, systemClock)
      const changes: OpenedChanges = await openTestChanges({ clock: systemClock })
      let kafka: KafkaClient | null = null
      const handlers = lifecycleHandlers(changes.runner, () => {
        const client = kafka
        const picture = client === null ? null : (s: AbortSignal) => readKafkaPicture({ client, groups: () => [] }, s)
        return { ...world, kafka: picture, agents: () => Promise.resolve(null) }
      })
      type Member = 'add' | 'start' | 'stop' | 'restart' | 'remove'
      const call = (member: Member, request: ChangeRequest<object>): Promise<ChangeResult> =>
        (handlers[member] as (request: ChangeRequest<object>, c: { signal: AbortSignal }) => Promise<ChangeResult>)(request, { signal })
      const plan = async (member: Member, input: object): Promise<Plan> => planIn(await call(member, { do: 'plan', cluster: 'p1', input }))
      const press = async (member: Member, { id, confirm }: Plan): Promise<AuditRow | undefined> => {
        const result = await call(member, { do: 'apply', cluster: 'p1', plan: id, typed: confirm.typed, reason: null })
        if (result.is !== 'applied') throw new Error(`It was not applied: ${JSON.stringify(result)}`)
        await untilAsync(() => Promise.resolve(changes.audit.row(result.act)?.ended === true), 200_000, `${member} came to an end`)
        return changes.audit.row(result.act)
      }
      const does = async (member: Member, input: object): Promise<void> => {
        expect(await press(member, await plan(member, input))).toMatchObject({ state: 'verified' })
      }
      try {
        const options = [{ name: 'log.dirs', value: '/data' }]
        await does('add', { brokers: '0..2', settings: { cpus: 1, mem: 1_024, heap: 256, constraints: 'hostname=unique', options } })
        await does('start', { brokers: '0..2' })
        const endpoints = (await world.scheduler.list(signal)).map(({ task }) => task?.endpoint ?? '')
        kafka = createKafkaClient(plainSettings(endpoints.join(',')), { clock: systemClock })
        const client = kafka
        await client.connect(signal)
        await untilAsync(async () => (await client.metadata(signal)).brokers.length === 3, 60_000, 'Kafka tells of three brokers')
        const topic = {
          name: 'orders',
          partitions: 3,
          replication: 2,
          assignment: [
            [0, 1],
            [1, 2],
            [2, 0],
          ],
          configs: new Map([['min.insync.replicas', '2']]),
        }
        expect((await client.changes(createTestPermit()).createTopics([topic], signal))[0]?.outcome).toEqual({ is: 'done' })
        const partitions = async () => (await client.metadata(signal)).topics.find(({ name }) => name === 'orders')?.partitions ?? []
        await untilAsync(async () => (await partitions()).filter(({ isr }) => isr.length === 2).length === 3, 60_000, 'all are in sync')

        const stop = await plan('stop', { brokers: '1', force: false })
        expect(stop).toMatchObject({ level: 'C2', verdict: 'degrades' })
        expect(stop.impact.map(({ text }) => text)).toEqual([
          'orders: partitions 0, 1 go under min ISR (2 needed): writers with acks=all are refused.',
          '1 leader moves to broker 2: orders 1.',
          '2 partitions have a replica less in sync until it is back.',
        ])
        expect(await press('stop', stop)).toMatchObject({ state: 'verified' })
        // What Kafka itself shows afterwards is what the plan named.
        await untilAsync(
          async () => (await partitions()).filter(({ isr }) => isr.length < 2).length === 2,
          60_000,
          'Kafka shows two with a replica less',
        )
        const after = await partitions()
        expect(after.flatMap(({ partition, isr }) => (isr.length < 2 ? [partition] : []))).toEqual([0, 1])
        expect(after[1]?.leader).toBe(2)
        await expect(plan('remove', { brokers: '1' })).rejects.toMatchObject({ about: { why: 'broker 1 holds 2 replicas (orders 0, 1)' } })
        await does('start', { brokers: '1' })
        await untilAsync(async () => (await partitions()).every(({ isr }) => isr.length === 2), 120_000, 'all are in sync again')
        await does('restart', { brokers: '2' })
        expect((await partitions()).every(({ isr }) => isr.length === 2)).toBe(true)
      } finally {
        kafka?.close()
        close()
        await changes.stop()
      }
    },
  )
})
