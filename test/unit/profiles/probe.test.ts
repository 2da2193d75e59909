import { describe, expect, it } from 'vitest'
import type { KafkaClient, KafkaConnectionSettings, MetadataReading } from '../../../electron/core/clients/kafka/kafka-client.ts'
import { mapAddress, printAddress } from '../../../electron/core/clients/kafka/address-map.ts'
import { systemClock } from '../../../electron/core/lib/clock.ts'
import { connectionSettingsFrom } from '../../../electron/core/profiles/connection-settings.ts'
import { probe, type ProbeNeeds } from '../../../electron/core/profiles/probe.ts'
import { ProbeStep } from '../../../shared/contract/profiles.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { createTestClock } from '../../support/clock.ts'
import { draft } from '../../support/profile-draft.ts'

/** What answers in this little world, by address; everything else does not resolve. A promise that never ends hangs. */
interface World {
  readonly answers: readonly string[]
  readonly errors?: Readonly<Record<string, AppError>>
  readonly hangs?: readonly string[]
  readonly brokers?: MetadataReading['brokers']
  readonly connect?: () => Promise<void>
  readonly groups?: AppError
  readonly configs?: AppError
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined)
const broker = (id: number, host: string, port = 9092): MetadataReading['brokers'][number] => ({ id, host, port, rack: null })

function worldNeeds(world: World, clock = systemClock): ProbeNeeds & { readonly log: { closed: number; reached: string[] } } {
  const log = { closed: 0, reached: [] as string[] }
  const brokers = world.brokers ?? [broker(1, 'kafka-1.internal')]
  // Only what a probe asks of a client; anything else would be a fault of the probe.
  const client = {
    connect: world.connect ?? (async () => undefined),
    metadata: async () => ({ at: 1, clusterId: 'Zx9', controllerId: 1, brokers, topics: [] }),
    brokers: () => brokers.map((b) => ({ ...b, state: 'up', error: null, release: '3.9', answeredAt: 1, latencyMs: 1 })),
    listGroups: async () =>
      brokers.map((b) => (world.groups ? { broker: b.id, ok: false, error: world.groups } : { broker: b.id, ok: true, value: [] })),
    describeConfigs: async () => [
      { resource: { kind: 'broker', name: '1', keys: null }, at: 1, error: world.configs ?? null, entries: [] },
    ],
    close: () => (log.closed += 1),
  } as unknown as KafkaClient
  return {
    log,
    clock,
    createClient: () => client,
    async reach(settings, named, from) {
      const at = mapAddress(settings.addressMap, named)
      const address = printAddress(at)
      log.reached.push(address)
      if (world.hangs?.includes(address)) return never()
      const error = world.errors?.[address]
      const unknown = (): AppError => new AppError('kafka.hostUnknown', { address, host: at.host, advertised: from === 'cluster' })
      const base = { address: printAddress(named), connectedTo: address, ms: 1 }
      if (world.answers.includes(address)) return { ...base, outcome: { ok: true, release: '3.9', guessed: false } }
      return { ...base, outcome: { ok: false, error: error ?? unknown() } }
    },
  }
}

const settingsOf = (bootstrap: readonly string[]): KafkaConnectionSettings =>
  connectionSettingsFrom(draft({ bootstrap: [...bootstrap], security: { tls: null, sasl: null } }), 'p', () => null)

/** All steps in the order told; each fits the contract. */
async function run(needs: ProbeNeeds, bootstrap: readonly string[]): Promise<{ steps: ProbeStep[]; last: ReadonlyMap<string, ProbeStep> }> {
  const steps: ProbeStep[] = []
  for await (const step of probe(needs, () => settingsOf(bootstrap), new AbortController().signal)) steps.push(ProbeStep.parse(step))
  return { steps, last: new Map(steps.map((s) => [s.id, s])) }
}

describe('live probe of a profile', () => {
  it('tells each address, the cluster, each broker and the rights, and then that all is well', async () => {
    const needs = worldNeeds({
      answers: ['kafka-1.example.org:9092', 'kafka-1.internal:9092', 'kafka-2.internal:9092'],
      brokers: [broker(1, 'kafka-1.internal'), broker(2, 'kafka-2.internal')],
    })
    const { steps, last } = await run(needs, ['kafka-1.example.org:9092'])
    expect([...last.values()].map((s) => [s.id, s.state])).toEqual([
      ['settings', 'ok'],
      ['bootstrap kafka-1.example.org:9092', 'ok'],
      ['cluster', 'ok'],
      ['broker 1', 'ok'],
      ['broker 2', 'ok'],
      ['rights groups', 'ok'],
      ['rights configs', 'ok'],
      ['done', 'ok'],
    ])
    expect(last.get('cluster')?.detail).toBe('cluster Zx9 · 2 brokers · 0 topics · Kafka 3.9')
    expect(steps.at(-1)?.id).toBe('done')
    expect(needs.log.closed).toBe(1)
  })

  it('one bootstrap address of two is enough, and the other keeps its error', async () => {
    const needs = worldNeeds({
      answers: ['a.example.org:9092', 'kafka-1.internal:9092'],
      errors: { 'b.example.org:9092': new AppError('kafka.refused', { address: 'b.example.org:9092' }) },
    })
    const { last } = await run(needs, ['a.example.org:9092', 'b.example.org:9092'])
    expect(last.get('bootstrap b.example.org:9092')).toMatchObject({ state: 'failed', error: { code: 'kafka.refused' } })
    expect(last.get('cluster')?.state).toBe('ok')
    expect(last.get('done')?.state).toBe('warning')
  })

  it('an advertised name that does not resolve gets the entry that was seen to work', async () => {
    const needs = worldNeeds({ answers: ['kafka.example.org:9092'] })
    const { last } = await run(needs, ['kafka.example.org:9092'])
    expect(last.get('broker 1')).toMatchObject({
      state: 'failed',
      error: { code: 'kafka.hostUnknown', about: { advertised: true } },
      suggestion: { from: 'kafka-1.internal:9092', to: 'kafka.example.org:9092' },
    })
    expect(last.get('done')?.state).toBe('warning')
  })

  it('offers no entry that could be another broker, or that was not seen to work', async () => {
    const two = [broker(1, 'one.internal'), broker(2, 'two.internal')]
    const ambiguous = await run(worldNeeds({ answers: ['a.example.org:9092', 'b.example.org:9092'], brokers: two }), [
      'a.example.org:9092',
      'b.example.org:9092',
    ])
    expect(ambiguous.last.get('broker 1')?.suggestion).toBeNull()
    const silent = await run(worldNeeds({ answers: ['a.example.org:9092'], brokers: [broker(1, 'one.internal', 9999)] }), [
      'a.example.org:9092',
    ])
    expect(silent.last.get('broker 1')?.suggestion).toBeNull()
    const taken = await run(
      worldNeeds({ answers: ['a.example.org:9092'], brokers: [broker(1, 'one.internal'), broker(2, 'a.example.org')] }),
      ['a.example.org:9092'],
    )
    expect(taken.last.get('broker 1')?.suggestion).toBeNull()
  })

  it('tells names apart by their first label', async () => {
    const brokers = [broker(1, 'kafka-1.internal'), broker(2, 'kafka-2.internal')]
    const bootstrap = ['kafka-1.example.org:9092', 'kafka-2.example.org:9092']
    const { last } = await run(worldNeeds({ answers: bootstrap, brokers }), bootstrap)
    expect(last.get('broker 2')?.suggestion).toEqual({ from: 'kafka-2.internal:9092', to: 'kafka-2.example.org:9092' })
  })

  it('a missing right is a warning with the right, not a failure', async () => {
    const forbidden = new AppError('kafka.forbidden', { right: 'DescribeConfigs', resource: 'the cluster', command: 'kafka-acls.sh …' })
    const { last } = await run(worldNeeds({ answers: ['a:9092', 'kafka-1.internal:9092'], configs: forbidden, groups: forbidden }), [
      'a:9092',
    ])
    expect(last.get('rights configs')).toMatchObject({ state: 'warning', error: { code: 'kafka.forbidden' } })
    expect(last.get('rights groups')?.state).toBe('warning')
    expect(last.get('done')?.state).toBe('warning')
  })

  it('a missing password ends it before anything is opened', async () => {
    const needs = worldNeeds({ answers: [] })
    const steps: ProbeStep[] = []
    const settings = (): never => {
      throw new AppError('profile.secretMissing', { profile: 'p', field: 'saslPassword' })
    }
    for await (const step of probe(needs, settings, new AbortController().signal)) steps.push(step)
    expect(steps.at(-2)).toMatchObject({ id: 'settings', state: 'failed', error: { code: 'profile.secretMissing' } })
    expect(steps.at(-1)).toMatchObject({ id: 'done', state: 'failed' })
    expect(needs.log.reached).toEqual([])
  })

  it.each([
    ['a bootstrap address', { answers: [], hangs: ['a:9092'] }, 'bootstrap a:9092'],
    ['the cluster', { answers: ['a:9092'], connect: never<void> }, 'cluster'],
    ['a broker', { answers: ['a:9092'], hangs: ['kafka-1.internal:9092'] }, 'broker 1'],
  ] as const)('%s that hangs ends within its time with an error that says so', async (_, world, id) => {
    const clock = createTestClock()
    const needs = worldNeeds(world, clock)
    let steps: Awaited<ReturnType<typeof run>> | null = null
    const running = run(needs, ['a:9092']).then((result) => (steps = result))
    await clock.advanceUntil(() => steps !== null, 60_000, 1_000)
    const { last } = await running
    expect(last.get(id)).toMatchObject({ state: 'failed', error: { code: 'kafka.timeout' } })
    expect(last.get('done')?.state).not.toBe('ok')
    expect(clock.waiting).toBe(0)
  })

  it('ends at once and closes what it opened when the reader leaves or the call is stopped', async () => {
    const leaving = worldNeeds({ answers: ['a:9092'], hangs: ['kafka-1.internal:9092'] })
    for await (const step of probe(leaving, () => settingsOf(['a:9092']), new AbortController().signal)) if (step.kind === 'broker') break
    expect(leaving.log.closed).toBe(1)

    const stopped = worldNeeds({ answers: ['a:9092'], hangs: ['kafka-1.internal:9092'] })
    const stop = new AbortController()
    const seen: string[] = []
    for await (const step of probe(stopped, () => settingsOf(['a:9092']), stop.signal)) {
      seen.push(step.id)
      if (step.kind === 'broker') stop.abort()
    }
    expect(stopped.log.closed).toBe(1)
    expect(seen).not.toContain('done')
  })

  it('H-06 tries at most 100 brokers, and says how many there are', async () => {
    const brokers = Array.from({ length: 130 }, (_, id) => broker(id, `k${id}.internal`))
    const needs = worldNeeds({ answers: ['a:9092', ...brokers.map((b) => `${b.host}:9092`)], brokers })
    const { last } = await run(needs, ['a:9092'])
    expect(needs.log.reached).toHaveLength(101)
    expect(last.get('brokers not tried')).toMatchObject({ state: 'warning', detail: '100 of 130 were tried.' })
  })
})
