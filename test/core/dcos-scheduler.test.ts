import { describe, expect, it, onTestFinished } from 'vitest'
import type { DiscoveryHop } from '../../shared/contract/discovery.ts'
import { noPlaces } from '../../shared/contract/mesos-places.ts'
import { startDcosScheduler, type DcosScheduler, type DcosSpec } from '../emulators/scheduler/dcos.ts'
import { createFakeKafka } from '../support/fake-kafka-client.ts'
import { seeView, startTestCore } from '../support/test-core.ts'

const PATIENCE_MS = 30_000
const brokers = ['10.0.0.211:1025', '10.0.0.212:1025']
const deploy: DcosSpec['deploy'] = [
  { name: 'kafka-0:[broker]', status: 'COMPLETE' },
  { name: 'kafka-1:[broker]', status: 'STARTING' },
]

async function scene(spec: DcosSpec) {
  const scheduler = await startDcosScheduler(spec)
  onTestFinished(() => scheduler.stop())
  const core = await startTestCore({ createClient: (_, clock) => createFakeKafka(clock, []).client })
  onTestFinished(() => core.stop())
  return { scheduler, core }
}

async function discover({ scheduler, core }: Awaited<ReturnType<typeof scene>>): Promise<ReadonlyMap<string, DiscoveryHop>> {
  const last = new Map<string, DiscoveryHop>()
  const input = {
    address: scheduler.url,
    id: null,
    mesos: noPlaces,
    security: { tls: null, sasl: null },
    addressMap: [],
    proxy: { use: 'settings' as const },
    secrets: {},
  }
  for await (const hop of core.page.discovery.hops(input)) last.set(hop.id, hop)
  expect(core.defects).toEqual([])
  return last
}

const onlyReads = ({ asked }: DcosScheduler): void => expect(asked.filter((one) => !/^(GET|HEAD) /.test(one))).toEqual([])

describe('the later Kafka scheduler, of DC/OS', () => {
  it('discovery knows it by its answers, tells how far its plans are, and finds Kafka by its endpoints', async () => {
    const made = await scene({ brokers, deploy })
    const last = await discover(made)
    const states = Object.fromEntries([...last].map(([id, hop]) => [id, hop.state]))
    expect(states).toMatchObject({ master: 'ok', leader: 'skipped', scheduler: 'ok', brokers: 'ok', kafka: 'ok' })
    expect(last.get('master')?.detail).toBe('the Kafka scheduler of DC/OS')
    expect(last.get('scheduler')?.detail).toBe(
      `${made.scheduler.url}, the scheduler of DC/OS; plan deploy IN_PROGRESS, 1 of 2 steps, at kafka-1:[broker] STARTING; ` +
        'plan recovery COMPLETE. Samsa reads it and changes nothing through it',
    )
    expect(last.get('brokers')?.detail).toBe('2 brokers registered')
    expect(last.get('done')?.found).toMatchObject({ scheduler: made.scheduler.url, bootstrap: brokers })
    onlyReads(made.scheduler)
  })

  it('an error of a plan is told; without a broker Kafka cannot be asked yet', async () => {
    const made = await scene({ brokers: [], deploy, errors: ['Validation failed: BROKER_COUNT'] })
    const last = await discover(made)
    expect(last.get('scheduler')?.detail).toContain(
      'plan deploy ERROR, 1 of 2 steps, at kafka-1:[broker] STARTING: Validation failed: BROKER_COUNT;',
    )
    expect(last.get('brokers')).toMatchObject({ state: 'warning', detail: '0 brokers registered: Kafka cannot be asked before one runs' })
    expect(last.get('kafka')?.state).toBe('skipped')
  })

  it('its first generation, of the packages 1.x, too', async () => {
    const made = await scene({ generation: 'first', brokers, deploy })
    const last = await discover(made)
    expect(last.get('scheduler')).toMatchObject({ state: 'ok', detail: expect.stringContaining('plan deploy IN_PROGRESS, 1 of 2 steps') })
    expect(last.get('done')?.found.bootstrap).toEqual(brokers)
    onlyReads(made.scheduler)
  })

  it('E-05 once connected it is told as what it is, and no act goes to it', async () => {
    const { scheduler, core } = await scene({ brokers, deploy })
    const mesos = { ...noPlaces, scheduler: { url: scheduler.url, login: { kind: 'none' } } as const }
    const cluster = await core.connect(brokers, { mesos, access: 'open' })
    const systems = seeView(core.page.mesos.systems, { cluster, at: 'live' }, 'system')
    onTestFinished(systems.close)
    await systems.until(({ rows }) => rows.get('scheduler')?.error?.code === 'scheduler.dcos', 'it is recognised', PATIENCE_MS)
    const plan = core.page.lifecycle.stop({ do: 'plan', cluster, input: { brokers: '0', force: false } })
    await expect(plan).rejects.toMatchObject({ code: 'scheduler.dcos' })
    const told = await core.page.dcos.scheduler({ cluster })
    expect(told).toMatchObject({ address: scheduler.url, generation: 'sdk', brokers: [0, 1] })
    expect(told.plans.map(({ name, status }) => `${name} ${status}`)).toEqual(['deploy IN_PROGRESS', 'recovery COMPLETE'])
    expect(told.plans[0]?.phases[0]?.steps.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'kafka-0:[broker] COMPLETE',
      'kafka-1:[broker] STARTING',
    ])
    expect(told.endpoints.map(({ name, addresses, text }) => [name, addresses, text])).toEqual([
      ['broker', brokers, null],
      ['zookeeper', [], 'master.mesos:2181/dcos-service-kafka'],
    ])
    onlyReads(scheduler)
  })
})
