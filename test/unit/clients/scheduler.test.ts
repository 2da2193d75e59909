import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Http, HttpRequest } from '../../../electron/core/clients/http.ts'
import { isAllowed } from '../../../electron/core/clients/http/routes.ts'
import { messageOf, type Answer } from '../../../electron/core/clients/scheduler/answer.ts'
import { createSchedulerChanges } from '../../../electron/core/clients/scheduler/create-changes.ts'
import { kafkaVersion, lineOfVersion, schedulerVersion } from '../../../electron/core/clients/scheduler/detect.ts'
import { parseBrokers, parseTopics } from '../../../electron/core/clients/scheduler/parse.ts'
import { systemClock } from '../../../electron/core/lib/clock.ts'
import type { SchedulerLine } from '../../../shared/domain/scheduler/model.ts'
import { AppError } from '../../../shared/errors/error.ts'

const answer: Answer = { address: 'h:7000', request: 'GET /x', status: 200, reason: 'OK', headers: {}, text: '', json: undefined }

describe('where a refusal says what is wrong', () => {
  const page = '<html><body><h2>HTTP ERROR: 400</h2><pre>    a &lt;b&gt; &amp; c</pre></body></html>'
  it.each([
    ['JSON before all', { status: 400, reason: 'other', json: { code: 400, error: 'broker required' }, text: '' }, 'broker required'],
    ['message in JSON', { status: 500, reason: '', json: { message: 'boom' }, text: '' }, 'boom'],
    ['reason phrase', { status: 400, reason: 'broker 7 not found', json: undefined, text: page }, 'broker 7 not found'],
    ['the page, when a proxy wrote the phrase', { status: 400, reason: 'Bad Request', json: undefined, text: page }, 'a <b> & c'],
    ['plain text', { status: 404, reason: 'Not Found', json: undefined, text: '404 - uri not found\n' }, 'uri not found'],
    ['nothing', { status: 400, reason: 'Bad Request', json: undefined, text: '' }, 'HTTP 400'],
    ['D-15: no more than 2,000 characters', { status: 400, reason: 'x'.repeat(9_000), json: undefined, text: '' }, 'x'.repeat(2_000)],
  ])('%s', (_what, said, text) => expect(messageOf(said)).toBe(text))
})

describe('names of files', () => {
  it.each([
    ['kafka-mesos-0.9.1.4.jar', '0.9.1.4', 'P091'],
    ['kafka-mesos-0.9.5.1.jar', '0.9.5.1', 'P09'],
    ['kafka-mesos-0.9.6.0-SNAPSHOT.jar', '0.9.6.0-SNAPSHOT', null],
    ['kafka-mesos-0.10.0.0-kafka_2.11-0.10.1.1.jar', '0.10.0.0', 'P10'],
    ['kafka-mesos-0.10.1.0-SNAPSHOT-kafka_2.11-1.1.0.jar', '0.10.1.0-SNAPSHOT', 'P101'],
    ['our-kafka.jar', null, null],
  ])('%s', (jar, version, line) => {
    expect(schedulerVersion(jar)).toBe(version)
    expect(version === null ? null : lineOfVersion(version)).toBe(line)
  })

  it('of Kafka', () => expect(['kafka_2.11-1.1.0.tgz', 'kafka.tgz'].map(kafkaVersion)).toEqual(['1.1.0', null]))
})

describe('both JSON dialects', () => {
  const failed =
    '{"brokers" : [{"stickiness" : {"period" : "10m", "hostname" : "slave0", "stopTime" : "2016-06-22 14:40:55.944"}, "id" : "0", "mem" : 2048, "cpus" : 1.0, "heap" : 1024, "failover" : {"delay" : "1m", "maxDelay" : "10m", "failures" : 1, "failureTime" : "2016-06-22 14:40:55.944"}, "active" : true}]}'
  const running =
    '{"brokers":[{"id":"2","active":true,"cpus":2.0,"mem":4096,"heap":2048,"port":"31090..31100","syslog":false,"constraints":"hostname=unique,rack=groupBy:3","options":"log.dirs=/data/kafka/$id,num.io.threads=16","log4jOptions":"log4j.logger.kafka=DEBUG\\\\, kafkaAppender","jvmOptions":"-XX:+UseG1GC","stickiness":{"period":"30m","hostname":"agent-3.example"},"failover":{"delay":"1m","maxDelay":"10m","maxTries":5,"failures":0},"task":{"id":"kafka-2-6f2c","slaveId":"5d0e-S3","executorId":"kafka-2-1b7a","hostname":"agent-3.example","endpoint":"agent-3.example:31090","attributes":{"rack":"r2"},"state":"running"},"metrics":{"timestamp":1525356841000,"kafka.server,ReplicaManager,UnderReplicatedPartitions":0,"x":"NaN"},"needsRestart":true,"executionOptions":{"container":{"ctype":"docker","name":"example/java:8","mounts":[{"hostPath":"/data/kafka/$id","containerPath":"/data/kafka/$id","mode":"rw"}]},"jvmOptions":"-XX:+UseG1GC","javaCmd":"exec java"}}]}'
  const read = (text: string) => parseBrokers(JSON.parse(text), answer)

  it('0.9: what is not there is not there', () => {
    const [broker] = read(failed).brokers
    expect(broker).toMatchObject({
      ...{ id: 0, active: true, port: null, constraints: '', options: '', task: null, metrics: null, needsRestart: false, unreadable: [] },
      stickiness: { periodMs: 600_000, hostname: 'slave0', stoppedAt: Date.UTC(2016, 5, 22, 14, 40, 55, 944) },
      failover: { failures: 1, maxTries: null, failedAt: Date.UTC(2016, 5, 22, 14, 40, 55, 944) },
    })
  })

  it('0.10.1: everything', () => {
    const [broker] = read(running).brokers
    expect(broker).toMatchObject({ id: 2, needsRestart: true, port: '31090..31100', javaCmd: 'exec java', unreadable: [] })
    expect(broker?.task).toMatchObject({ endpoint: 'agent-3.example:31090', state: 'running', attributes: new Map([['rack', 'r2']]) })
    expect(broker?.metrics?.values).toEqual(new Map([['kafka.server,ReplicaManager,UnderReplicatedPartitions', 0]]))
    expect(broker?.container).toMatchObject({ type: 'docker', image: 'example/java:8' })
  })

  it('null, empty text and absence are one; a timestamp of 0 is no time', () => {
    const read1 = (more: object) => parseBrokers({ brokers: [{ id: '1', active: false, ...more }] }, answer).brokers[0]
    for (const none of [null, '', undefined]) expect(read1({ port: none, options: none, constraints: none })).toEqual(read1({}))
    expect(read1({ metrics: { timestamp: 0 } })?.metrics).toEqual({ at: null, values: new Map() })
  })

  it('partition lists in both shapes', () => {
    const topic = (replicas: unknown) => ({ topics: [{ name: '__proto__', partitions: { 0: replicas }, options: { a: 'b' } }] })
    for (const replicas of ['0, 1', [0, 1], ['0', '1']]) {
      expect(parseTopics(topic(replicas), answer)).toEqual([
        { name: '__proto__', partitions: new Map([[0, [0, 1]]]), options: new Map([['a', 'b']]) },
      ])
    }
  })

  it('D-04: 5,000 mutated brokers: never a crash, the rows beside it survive', () => {
    // Written by this test above.
    const good = (JSON.parse(running) as { brokers: Record<string, unknown>[] }).brokers[0] ?? {}
    const path = fc.constantFrom(...Object.keys(good))
    const junk = fc.oneof(fc.jsonValue(), fc.constant({ __proto__: null }), fc.constant([[]]))
    fc.assert(
      fc.property(path, junk, fc.boolean(), (name, value, first) => {
        const mutated = { ...good, [name]: value }
        const sibling = { ...good, id: '77' }
        const { brokers, dropped } = parseBrokers({ brokers: first ? [mutated, sibling] : [sibling, mutated] }, answer)
        expect(brokers.find(({ id }) => id === 77)).toMatchObject({ active: true, cpus: 2, unreadable: [] })
        expect(brokers.length + dropped).toBe(2)
      }),
      { numRuns: 5_000 },
    )
  })

  it('D-04: lists that are none are told, not thrown as something else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          parseBrokers(value, answer)
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('D-01 every request is on the list', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('../quitquitquit', 'a,b', '*', 'orders', '%2e%2e/', 't?x=1'),
  )

  it('10,000 sets of parameters', async () => {
    const sent: HttpRequest[] = []
    const reply = { status: 200, reason: 'OK', headers: {}, origin: 'http://h:7000', body: Buffer.from('{}') }
    const http: Http = {
      json: () => Promise.reject(new Error('not used')),
      open: () => Promise.reject(new Error('not used')),
      close: () => undefined,
      bytes: (request) => {
        sent.push(request)
        return Promise.resolve(reply)
      },
    }
    const signal = new AbortController().signal
    const lines = fc.constantFrom<SchedulerLine>('P091', 'P09', 'P09M', 'P10', 'P101')
    await fc.assert(
      fc.asyncProperty(lines, text, text, fc.array(fc.integer({ min: -2, max: 1_200 }), { maxLength: 5 }), async (line, a, b, ids) => {
        const release = { line, version: null, kafkaVersion: null }
        const { brokers, topics } = createSchedulerChanges({ http, base: 'http://h:7000', release, clock: systemClock })
        const options = new Map([[a, b]])
        await brokers.add(ids, { options, volume: a, constraints: b, javaCmd: a, port: b }, signal)
        await brokers.update(ids, { log4jOptions: options, jvmOptions: a }, signal)
        await brokers.stop(ids, { force: true }, signal)
        await brokers.clone(ids[0] ?? 0, ids, signal)
        await topics.add({ topic: a, brokers: ids, partitions: 1, replicas: 1, options }, signal)
        await topics.update(b, options, signal)
        await topics.delete(a, signal)
        await topics.rebalance({ topics: [a, b], brokers: ids, replicas: null, realign: true }, signal)
        await topics.setQuota(a, { producer: ids[0] ?? 1 }, signal)
      }),
      { numRuns: 10_000 },
    )
    expect(sent.length).toBeGreaterThan(10_000)
    const off = sent.filter(
      ({ method, path, form }) => !isAllowed('schedulerChange', { method, path, query: {}, body: null, form: form ?? null }),
    )
    expect(off).toEqual([])
    const ids = sent.flatMap(({ form }) => (form?.['broker'] === undefined ? [] : [form['broker']]))
    expect(ids.every((list) => /^\d+(,\d+)*$/.test(list))).toBe(true)
  })

  it.each([
    '/quitquitquit',
    '/abortabortabort',
    '/loglevel',
    '/api/broker/restart',
    '/api/partition/add',
    '/api/broker/../../quitquitquit',
  ])('%s is on none', (path) => {
    for (const system of ['scheduler', 'schedulerChange', 'schedulerSdk'] as const) {
      for (const method of ['GET', 'POST', 'HEAD']) {
        expect(isAllowed(system, { method, path, query: {}, body: null })).toBe(false)
      }
    }
  })

  it('E-04: reads never carry a form, and changes never go by GET', () => {
    for (const path of ['/api/broker/list', '/api/broker/start', '/api/topic/delete', '/api/broker/log']) {
      expect(isAllowed('scheduler', { method: 'POST', path, query: {}, body: null, form: {} })).toBe(false)
      expect(isAllowed('schedulerChange', { method: 'GET', path, query: {}, body: null })).toBe(false)
    }
    expect(isAllowed('scheduler', { method: 'GET', path: '/api/topic/delete', query: { topic: 't' }, body: null })).toBe(false)
  })
})
