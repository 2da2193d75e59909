import type { ProbeStep } from '../../../shared/contract/profiles.ts'
import type { ErrorCode } from '../../../shared/errors/catalogue.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { grouped } from '../../../shared/domain/grouped.ts'
import { mapAddress, printAddress, type Address } from '../clients/kafka/address-map.ts'
import { withDeadline } from '../clients/kafka/connection/deadline.ts'
import { createKafkaClient } from '../clients/kafka/create-kafka-client.ts'
import type { BrokerEndpoint, KafkaClient, KafkaConnectionSettings, MetadataReading } from '../clients/kafka/kafka-client.ts'
import { probeAddress, type Reach } from '../clients/kafka/probe.ts'
import type { Clock } from '../lib/clock.ts'
import { probeRights } from './probe-rights.ts'
import { createSteps, type Steps } from './probe-steps.ts'
import { candidatesFor, suggestionFor } from './probe-suggestion.ts'

/** What a probe asks of the Kafka client (`kafkaProbe`, and scripted ones in tests). */
export interface ProbeNeeds {
  readonly clock: Clock
  /** One address by connections of its own, each stage within its own time limit and with its own catalogue error. */
  reach(settings: KafkaConnectionSettings, named: Address, from: 'profile' | 'cluster', signal: AbortSignal): Promise<Reach>
  createClient(settings: KafkaConnectionSettings): KafkaClient
}

export const kafkaProbe = (clock: Clock): ProbeNeeds => ({
  clock,
  reach: (settings, named, from, signal) => probeAddress(settings, named, from, { clock }, signal),
  createClient: (settings) => createKafkaClient(settings, { clock }),
})

/** Whatever hangs below, no step takes longer. */
const STEP_MS = 40_000
/** Brokers tried at once, and in all: each try is a login. */
const AT_ONCE = 8
const MOST_BROKERS = 100
const MOST_CANDIDATES = 5
/** Failures that another address may cure. */
const MAPPABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['kafka.hostUnknown', 'kafka.unreachable', 'kafka.refused', 'kafka.timeout'])

/**
 * Tries what the profile says and tells each step as it happens: every bootstrap address, the cluster, every broker it advertises,
 * what the user may read, and what `also` tries beside it. Ends with one `done`. Stops, and closes what it opened, when the signal aborts or the reader leaves.
 */
export async function* probe(
  needs: ProbeNeeds,
  makeSettings: () => KafkaConnectionSettings,
  outer: AbortSignal,
  also: (steps: Steps, signal: AbortSignal) => Promise<boolean> = () => Promise.resolve(true),
): AsyncGenerator<ProbeStep, void, undefined> {
  const stop = new AbortController()
  const signal = AbortSignal.any([outer, stop.signal])
  const steps = createSteps(needs.clock, signal)
  const running = Promise.all([probeAll(needs, makeSettings, steps, signal), also(steps, signal)])
    .then(([state, well]) => steps.push(doneStep(state === 'ok' && !well ? 'warning' : state)))
    .catch((error: unknown) => {
      // Stopped, or a defect: every expected failure is a step of its own by now.
      if (!signal.aborted) steps.push({ ...doneStep('failed'), error: errorRow(error) })
    })
    .finally(() => steps.end())
  try {
    yield* steps
  } finally {
    stop.abort()
    await running
  }
}

const doneStep = (state: 'ok' | 'warning' | 'failed'): ProbeStep => ({
  id: 'done',
  kind: 'done',
  label: { ok: 'Everything answers', warning: 'It connects, with limits', failed: 'It does not connect' }[state],
  state,
  ms: null,
  detail: '',
  error: null,
  suggestion: null,
})

const errorRow = (error: unknown): NonNullable<ProbeStep['error']> =>
  error instanceof AppError ? { code: error.code, about: error.about } : { code: 'core.unexpected', about: { where: 'the probe' } }

async function probeAll(
  needs: ProbeNeeds,
  makeSettings: () => KafkaConnectionSettings,
  steps: Steps,
  signal: AbortSignal,
): Promise<'ok' | 'warning' | 'failed'> {
  const settings = await steps.run({ id: 'settings', kind: 'bootstrap', label: 'Settings' }, async () => {
    const value = makeSettings()
    return { value, result: { detail: securityWords(value) } }
  })
  if (settings instanceof AppError) return 'failed'

  const tries = await Promise.all(settings.bootstrap.map((address) => reachBootstrap(needs, settings, address, steps, signal)))
  const reached = settings.bootstrap.filter((_, i) => tries[i] === true).map((a) => mapAddress(settings.addressMap, a).host)
  if (reached.length === 0) return 'failed'

  const client = needs.createClient(settings)
  try {
    const cluster = await readCluster(needs, client, steps, signal)
    if (cluster instanceof AppError) return 'failed'
    const brokersReached = await reachBrokers(needs, settings, cluster, reached, steps, signal)
    const rights = await probeRights(client, cluster, steps, (act) =>
      inTime(needs.clock, signal, 'a question of the probe', () => act(signal)),
    )
    const perfect = tries.every((t) => t) && brokersReached && rights
    return perfect ? 'ok' : 'warning'
  } finally {
    client.close()
  }
}

const securityWords = ({ tls, sasl }: KafkaConnectionSettings): string =>
  [tls === null ? 'no TLS' : tls.certificate === null ? 'TLS' : 'TLS with client certificate', sasl && `login by ${sasl.mechanism}`]
    .filter(Boolean)
    .join(' · ')

const inTime = <T>(clock: Clock, signal: AbortSignal, what: string, act: () => Promise<T>): Promise<T> =>
  withDeadline(clock, signal, STEP_MS, () => new AppError('kafka.timeout', { address: 'the cluster', request: what, ms: STEP_MS }), act)

async function reachBootstrap(
  needs: ProbeNeeds,
  settings: KafkaConnectionSettings,
  named: Address,
  steps: Steps,
  signal: AbortSignal,
): Promise<boolean> {
  const label = printAddress(named)
  const reached = await steps.run({ id: `bootstrap ${label}`, kind: 'bootstrap', label }, () =>
    tryAddress(needs, settings, named, 'profile', signal),
  )
  return !(reached instanceof AppError)
}

/** The outcome as a step's: where it went when mapped, and what answered; throws what it failed with. */
async function tryAddress(
  { clock, reach }: ProbeNeeds,
  settings: KafkaConnectionSettings,
  named: Address,
  from: 'profile' | 'cluster',
  signal: AbortSignal,
): Promise<{ value: Reach; result: { detail: string } }> {
  const value = await inTime(clock, signal, 'the connection', () => reach(settings, named, from, signal))
  if (!value.outcome.ok) throw value.outcome.error
  const { address, connectedTo, outcome } = value
  const parts = [connectedTo === address ? '' : `through ${connectedTo}`, `Kafka ${outcome.release}`]
  return { value, result: { detail: parts.filter(Boolean).join(' · ') } }
}

const readCluster = (needs: ProbeNeeds, client: KafkaClient, steps: Steps, signal: AbortSignal): Promise<MetadataReading | AppError> =>
  steps.run({ id: 'cluster', kind: 'cluster', label: 'Cluster' }, () =>
    inTime(needs.clock, signal, 'Metadata', async () => {
      await client.connect(signal)
      const read = await client.metadata(signal)
      const releases = [...new Set(client.brokers().flatMap((b) => b.release ?? []))]
      const parts = [
        read.clusterId === null ? 'no cluster id' : `cluster ${read.clusterId}`,
        count(read.brokers.length, 'broker'),
        count(read.topics.length, 'topic'),
        releases.length > 0 ? `Kafka ${releases.join(', ')}` : '',
      ]
      return { value: read, result: { detail: parts.filter(Boolean).join(' · ') } }
    }),
  )

const count = (n: number, what: string): string => `${grouped(n)} ${what}${n === 1 ? '' : 's'}`

/** Every advertised broker, a few at a time. Answers whether all of them were reached. */
async function reachBrokers(
  needs: ProbeNeeds,
  settings: KafkaConnectionSettings,
  { brokers }: MetadataReading,
  reachedHosts: readonly string[],
  steps: Steps,
  signal: AbortSignal,
): Promise<boolean> {
  const tried = brokers.slice(0, MOST_BROKERS)
  let all = tried.length === brokers.length
  let next = 0
  const worker = async (): Promise<void> => {
    for (let broker = tried[next++]; broker !== undefined && !signal.aborted; broker = tried[next++]) {
      const reached = await reachBroker(needs, settings, broker, brokers, reachedHosts, steps, signal)
      all &&= reached
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, tried.length) }, worker))
  if (tried.length < brokers.length) {
    const detail = `${MOST_BROKERS} of ${brokers.length} were tried.`
    const more = { id: 'brokers not tried', kind: 'broker', label: 'Further brokers', state: 'warning' } as const
    steps.push({ ...more, ms: null, detail, error: null, suggestion: null })
  }
  return all
}

async function reachBroker(
  needs: ProbeNeeds,
  settings: KafkaConnectionSettings,
  broker: BrokerEndpoint,
  brokers: readonly BrokerEndpoint[],
  reachedHosts: readonly string[],
  steps: Steps,
  signal: AbortSignal,
): Promise<boolean> {
  const step = { id: `broker ${broker.id}`, kind: 'broker', label: `Broker ${broker.id} · ${printAddress(broker)}` } as const
  const reached = await steps.run(step, () => tryAddress(needs, settings, broker, 'cluster', signal))
  if (!(reached instanceof AppError)) return true
  if (!MAPPABLE.has(reached.code)) return false

  const others = brokers.filter((b) => b.id !== broker.id).map((b) => mapAddress(settings.addressMap, b))
  const answering: Address[] = []
  for (const candidate of candidatesFor(broker, reachedHosts, others).slice(0, MOST_CANDIDATES)) {
    // Tried as it would be with the entry, names in certificates included.
    const entry = { from: printAddress(broker), to: printAddress(candidate) }
    const withEntry = { ...settings, addressMap: [entry, ...settings.addressMap] }
    await tryAddress(needs, withEntry, broker, 'cluster', signal).then(
      () => answering.push(candidate),
      () => undefined,
    )
  }
  const suggestion = suggestionFor(broker, answering)
  if (suggestion !== null && !signal.aborted) {
    const detail = `It does not answer there, but at ${suggestion.to}.`
    steps.push({ ...step, state: 'failed', ms: null, detail, error: errorRow(reached), suggestion })
  }
  return false
}
