import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors/error.ts'
import { picture, startBrokerBench, type BenchNeeds, type BrokerBench } from '../support/broker-bench.ts'

const open: BrokerBench[] = []
afterEach(async () => {
  for (const bench of open.splice(0)) await bench.stop()
})
const start = async (needs?: BenchNeeds): Promise<BrokerBench> => {
  const bench = await startBrokerBench(needs)
  open.push(bench)
  return bench
}
const refusal = async (work: Promise<unknown>): Promise<Record<string, unknown>> =>
  work.then(
    () => ({ code: 'nothing was refused' }),
    (error: unknown) => (error instanceof AppError ? { code: error.code, ...error.about } : { code: String(error) }),
  )
const changesOnTheWire = ({ emulator }: BrokerBench): string[] =>
  emulator.requests.filter(({ method }) => method === 'POST').map(({ path, form }) => `${path} ${form}`)

const settings = { cpus: 1, mem: 1_024, heap: 512, constraints: 'hostname=unique', options: [{ name: 'log.dirs', value: '/data/kafka' }] }

describe('the life of brokers', { timeout: 120_000 }, () => {
  it('add 0..2 with hostname=unique, start, stop one with the right plan, start again, remove refused while it holds replicas', async () => {
    const bench = await start()
    const added = await bench.does('add', { brokers: '0..2', settings })
    expect(added).toMatchObject({ state: 'verified', object: 'brokers 0..2', level: 'C1' })
    const room = (await bench.plan('start', { brokers: '*' })).impact
    expect(room).toEqual([{ severity: 'info', text: 'There is room now, for example on agent-0, agent-1, agent-2.', path: '/agents' }])
    expect(await bench.does('start', { brokers: '0..2' })).toMatchObject({ state: 'verified' })
    expect(new Set(bench.mesos.running().map(({ agent }) => agent.hostname)).size).toBe(3)

    bench.picture = picture(
      'orders',
      [
        [0, [0, 1], [0, 1]],
        [1, [1, 2], [1, 2]],
        [1, [1, 0], [1, 0]],
        [2, [2, 0], [2, 0]],
      ],
      2,
    )
    const stop = await bench.plan('stop', { brokers: '1', force: false })
    expect(stop).toMatchObject({
      level: 'C2',
      verdict: 'degrades',
      via: 'scheduler',
      equivalent: './kafka-mesos.sh broker stop 1 --timeout 0s',
    })
    expect(stop.impact.map(({ severity, text }) => `${severity} ${text}`)).toEqual([
      'bad orders: partitions 0..2 go under min ISR (2 needed): writers with acks=all are refused.',
      'info 1 leader moves to broker 0: orders 2.',
      'info 1 leader moves to broker 2: orders 1.',
      'info 3 partitions have a replica less in sync until it is back.',
    ])
    expect(await bench.does('stop', { brokers: '1', force: false })).toMatchObject({ state: 'verified' })
    expect(bench.mesos.running()).toHaveLength(2)

    const remove = await refusal(bench.plan('remove', { brokers: '1' }))
    expect(remove).toMatchObject({ code: 'lifecycle.notNow', why: 'broker 1 holds 3 replicas (orders 0..2)' })
    expect(await bench.does('start', { brokers: '1' })).toMatchObject({ state: 'verified' })
    expect(await refusal(bench.plan('remove', { brokers: '1' }))).toMatchObject({ code: 'lifecycle.notNow', what: 'Removing broker 1' })
    expect(changesOnTheWire(bench).map((line) => line.replace(/&.*/, ''))).toEqual([
      '/api/broker/add broker=0%2C1%2C2',
      '/api/broker/start broker=0',
      '/api/broker/start broker=1',
      '/api/broker/start broker=2',
      '/api/broker/stop broker=1',
      '/api/broker/start broker=1',
    ])
  })

  it('a stop that takes the last replica, or data in the sandbox, is C3 and names what is lost', async () => {
    const bench = await start()
    await bench.does('add', { brokers: '0,1', settings: { ...settings, options: [] } })
    await bench.does('start', { brokers: '0,1' })
    bench.picture = picture(
      'single',
      [
        [0, [0], [0]],
        [1, [1], [1]],
      ],
      1,
    )
    const plan = await bench.plan('stop', { brokers: '0', force: false })
    expect(plan).toMatchObject({ level: 'C3', verdict: 'breaks', confirm: { typed: 'broker 0' } })
    expect(plan.impact.map(({ text }) => text)).toEqual([
      'The data of broker 0 lies in the sandbox of its task: it is lost, and copied anew from other replicas where there are any.',
      'single: partition 0 goes offline.',
    ])
    bench.picture = null
    const blind = await bench.plan('stop', { brokers: '0', force: false })
    expect(blind).toMatchObject({ level: 'C3', verdict: null })
    expect(blind.impact.at(-1)?.text).toMatch(/^Kafka could not be read .* not known\.$/)
  })

  it('update sends the merged map, shows only what is different, and undo brings it back (E-06, E-12)', async () => {
    const bench = await start()
    const options = [
      { name: 'log.dirs', value: '/a,/b' },
      { name: 'num.io.threads', value: '8' },
    ]
    await bench.does('add', { brokers: '0', settings: { ...settings, options } })
    const edit = {
      mem: 2_048,
      options: [
        { name: 'num.io.threads', value: '16' },
        { name: 'listeners.extra', value: 'a=b\\c' },
      ],
    }
    const plan = await bench.plan('update', { brokers: '0', settings: edit })
    expect(plan.changes).toEqual([
      { what: 'mem', before: '1024', after: '2048' },
      { what: 'options listeners.extra', before: null, after: 'a=b\\c' },
      { what: 'options num.io.threads', before: '8', after: '16' },
    ])
    const row = await bench.does('update', { brokers: '0', settings: edit })
    expect(row).toMatchObject({ state: 'verified', undo: { can: true } })
    const stored = (): unknown => Object.fromEntries(bench.emulator.world.brokers.get(0)?.options ?? [])
    expect(stored()).toEqual({ 'log.dirs': '/a,/b', 'num.io.threads': '16', 'listeners.extra': 'a=b\\c' })
    await bench.undo(row.act)
    expect(stored()).toEqual({ 'log.dirs': '/a,/b', 'num.io.threads': '8' })
    expect(bench.emulator.world.brokers.get(0)?.mem).toBe(1_024)
    expect(bench.changes.audit.row(row.act)?.undo).toMatchObject({ can: false, by: expect.any(String) as string })
    expect(await refusal(bench.plan('update', { brokers: '0', settings: { mem: 1_024 } }))).toMatchObject({ code: 'rpc.badInput' })
  })

  it('restart is stop, wait, start, wait for in-sync replicas, each step in the log before it begins (E-11)', async () => {
    const bench = await start()
    await bench.does('add', { brokers: '0..2', settings })
    await bench.does('start', { brokers: '0..2' })
    bench.picture = picture(
      'orders',
      [
        [0, [0, 1], [0, 1]],
        [1, [1, 0], [0, 1]],
      ],
      1,
    )
    const row = await bench.does('restart', { brokers: '0' })
    expect(row).toMatchObject({ state: 'verified', command: 'lifecycle.restart' })
    const { events } = await bench.changes.audit.entry(row.act)
    expect(events.map(({ text }) => text).slice(1, 5)).toEqual([
      'Stopping broker 0',
      'Waiting until broker 0 has ended',
      'Starting broker 0',
      'Waiting until the replicas of broker 0 are in sync',
    ])
  })

  it('a restart that cannot start again says which broker is stopped now (E-11)', async () => {
    const bench = await start()
    await bench.does('add', { brokers: '0', settings })
    await bench.does('start', { brokers: '0' })
    bench.picture = picture('orders', [[0, [0], [0]]], 1)
    bench.emulator.faults.refusePath = '/api/broker/start'
    const row = await bench.does('restart', { brokers: '0' })
    expect(row.state).not.toBe('verified')
    expect(row.note).toContain('Broker 0 is now stopped: start it.')
  })

  it('remove of a broker that never ran, and back again with its settings (E-12)', async () => {
    const bench = await start()
    await bench.does('add', { brokers: '4', settings })
    const plan = await bench.plan('remove', { brokers: '4' })
    expect(plan).toMatchObject({ level: 'C3', confirm: { typed: 'broker 4' }, equivalent: './kafka-mesos.sh broker remove 4' })
    const before = { ...bench.emulator.world.brokers.get(4) }
    const row = await bench.does('remove', { brokers: '4' })
    expect(bench.emulator.world.brokers.size).toBe(0)
    await bench.undo(row.act)
    expect({ ...bench.emulator.world.brokers.get(4) }).toEqual(before)
  })
})
