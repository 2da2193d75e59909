import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHttp, type Http } from '../../electron/core/clients/http.ts'
import type { System } from '../../electron/core/clients/http/routes.ts'
import { NO_CREDENTIAL } from '../../electron/core/clients/http/settings.ts'
import { createKafkaClient } from '../../electron/core/clients/kafka/create-kafka-client.ts'
import { createSchedulerChanges } from '../../electron/core/clients/scheduler/create-changes.ts'
import { detectRelease } from '../../electron/core/clients/scheduler/detect.ts'
import { createSchedulerReader } from '../../electron/core/clients/scheduler/reader.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { startFramework, type EmulatedFramework } from '../emulators/scheduler/cluster.ts'
import { createRealKafkaRunner, type RealKafkaRunner } from '../emulators/scheduler/real-kafka.ts'
import { freePorts } from './harness/free-ports.ts'
import { noKafka, plainSettings } from './harness/shared.ts'
import { untilAsync } from './client-suite.ts'

const signal = AbortSignal.timeout(300_000)

describe.skipIf(noKafka !== null)('a scheduler that launches Apache Kafka', () => {
  let runner: RealKafkaRunner
  let framework: EmulatedFramework
  const https: Http[] = []
  const http = (system: System): Http => {
    const made = createHttp(
      { system, tls: null, credential: NO_CREDENTIAL, trusts: () => false, plainCredentials: false },
      { clock: systemClock },
    )
    https.push(made)
    return made
  }

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
    for (const made of https) made.close()
    await framework?.stop()
    await runner?.stop()
  })

  it('add 0..2 with hostname=unique, start, three real brokers in one cluster, stop one, read its log, start it again', async () => {
    const base = framework.scheduler.url
    const release = await detectRelease({ http: http('scheduler'), base, signal })
    const reader = createSchedulerReader({ http: http('scheduler'), base, release })
    const { brokers, logs } = createSchedulerChanges({ http: http('schedulerChange'), base, release, clock: systemClock })
    const states = async (): Promise<string> => (await reader.brokers(signal)).brokers.map(({ task }) => task?.state ?? 'none').join(' ')

    expect((await brokers.add([0, 1, 2], { cpus: 1, mem: 1_024, heap: 256, constraints: 'hostname=unique' }, signal)).kind).toBe('done')
    expect((await brokers.start([0, 1, 2], signal)).kind).toBe('done')
    await untilAsync(async () => (await states()) === 'running running running', 90_000, 'all three run')

    const rows = (await reader.brokers(signal)).brokers
    const endpoints = rows.map(({ task }) => task?.endpoint ?? '')
    expect(new Set(rows.map(({ task }) => task?.hostname)).size).toBe(3)
    const kafka = createKafkaClient(plainSettings(endpoints.join(',')), { clock: systemClock })
    const seen = async (): Promise<readonly string[]> =>
      (await kafka.metadata(signal)).brokers.map(({ id, host, port }) => `${id} ${host}:${port}`).toSorted()
    // Metadata names a stopped broker on; whether it answers is another matter.
    const answering = async (): Promise<readonly number[]> =>
      (await kafka.describeLogDirs([0, 1, 2], signal)).flatMap(({ broker, ok }) => (ok ? [broker] : []))
    try {
      await kafka.connect(signal)
      await untilAsync(async () => (await seen()).length === 3, 30_000, 'Kafka tells of three brokers')
      expect(await seen()).toEqual(endpoints.map((endpoint, id) => `${id} ${endpoint}`))
      expect((await logs.read({ broker: 1, name: 'stdout', lines: 50 }, signal)).content).toContain('Kafka Server started')

      expect((await brokers.stop([1], { force: false }, signal)).kind).toBe('done')
      await untilAsync(async () => (await states()) === 'running none running', 30_000, 'broker 1 is stopped')
      expect(await answering()).toEqual([0, 2])
      expect((await brokers.start([1], signal)).kind).toBe('done')
      await untilAsync(async () => (await states()) === 'running running running', 60_000, 'broker 1 runs again')
      await untilAsync(async () => (await answering()).length === 3, 30_000, 'it answers again')
      // It stuck to its host, as the scheduler promised.
      expect((await reader.brokers(signal)).brokers[1]?.task?.hostname).toBe(rows[1]?.task?.hostname)
    } finally {
      kafka.close()
    }
  })
})
