import { describeError, AppError } from '../../../../../shared/errors/error.ts'
import type { Clock } from '../../../lib/clock.ts'
import { printAddress, type Address } from '../address-map.ts'
import { ask, type Answer, type Cluster } from '../cluster.ts'
import { describeCluster } from '../codecs/describe-cluster.ts'
import { createMetadata, metadata, type MetadataResponse } from '../codecs/metadata.ts'
import { AllFailed, firstSuccess } from '../concurrency.ts'
import type { BrokerChannel } from '../connection/broker-channel.ts'
import { isTelling } from '../connection/connection-errors.ts'
import { errorName } from '../error-codes.ts'
import type { Slicer } from '../slices.ts'
import type { BrokerEndpoint, KafkaConnectionSettings, MetadataReading, TopicMetadata } from '../kafka-client.ts'

/** A bootstrap address that says nothing for this long lets the next one try. */
const BOOTSTRAP_STAGGER_MS = 500
/** The same for a broker that is connected already. */
const METADATA_STAGGER_MS = 3_000

/** Brokers of a KRaft cluster list DescribeQuorum; those of ZooKeeper do not. There the controller is a broker like any other. */
const DESCRIBE_QUORUM = 55

/** From here on asking for no topics is asking for none, and creates none. */
const BROKERS_ONLY_SINCE = 4

interface TopologyNeeds {
  readonly cluster: Cluster
  readonly settings: KafkaConnectionSettings
  readonly clock: Clock
  readonly slicer: Slicer
}

/** Brokers, topics and leaders as last read, and how they are read. */
export function createTopology({ cluster, settings, clock, slicer }: TopologyNeeds) {
  let topics: ReadonlyMap<string, TopicMetadata> = new Map()
  let reading: Promise<MetadataReading> | null = null
  const shared = new AbortController()

  const keep = (answer: Answer<MetadataResponse>, fenced: readonly BrokerEndpoint[]): MetadataReading => {
    const { value, at } = answer
    if (value.error !== 0) throw new AppError('kafka.error', { code: value.error, name: errorName(value.error), what: 'Metadata' })
    const known = new Set(value.brokers.map((b) => b.id))
    const brokers = [...value.brokers, ...fenced.filter((b) => !known.has(b.id))]
    cluster.learn(brokers)
    topics = new Map(value.topics.map((t) => [t.name, t]))
    const inKraft = cluster.tables().some((table) => table.has(DESCRIBE_QUORUM))
    const controllerId = inKraft || value.controllerId === null || value.controllerId < 0 ? null : value.controllerId
    const away = brokers.filter((b) => !known.has(b.id)).map((b) => b.id)
    return { at, clusterId: value.clusterId, controllerId, brokers, fenced: away, topics: value.topics }
  }

  const question = { api: createMetadata(), request: { topics: null }, lane: 'bulk' } as const
  /** Brokers alone. Before v4 there is no such question that could not create topics (E-05). */
  const brokersOnly = { api: metadata, request: { topics: [] }, lane: 'interactive' } as const
  const canAskBrokersOnly = ({ versions }: BrokerChannel): boolean => (versions.get(metadata.key)?.max ?? 0) >= BROKERS_ONLY_SINCE

  const throughSeed = async (
    seed: Address,
    questionFor: (channel: BrokerChannel) => typeof question | typeof brokersOnly,
    signal: AbortSignal,
  ): Promise<[BrokerChannel, Answer<MetadataResponse>]> => {
    const assume = settings.brokerVersion && { version: settings.brokerVersion, guessed: false }
    const channel = await cluster.open(cluster.seedTarget(seed), 'interactive', assume, signal)
    try {
      return [channel, await ask(channel, questionFor(channel), { clock, slicer }, signal)]
    } catch (error) {
      channel.close()
      // A broker that wants a login answers ApiVersions and hangs up on anything else.
      const hungUp = error instanceof AppError && error.code === 'kafka.closed' && !settings.sasl && !signal.aborted && !channel.guessed
      throw hungUp ? new AppError('kafka.loginNeeded', { address: channel.address }, { cause: error }) : error
    }
  }

  /** Asks the bootstrap addresses; the first that answers is taken. */
  const throughSeeds = async <T>(
    questionFor: (channel: BrokerChannel) => typeof question | typeof brokersOnly,
    take: (answer: Answer<MetadataResponse>, channel: BrokerChannel) => T,
    asked: AbortSignal,
  ): Promise<T> => {
    const signal = AbortSignal.any([asked, shared.signal])
    const attempts = settings.bootstrap.map((seed) => (s: AbortSignal) => throughSeed(seed, questionFor, s))
    try {
      const [channel, answer] = await firstSuccess({ attempts, staggerMs: BOOTSTRAP_STAGGER_MS, clock, signal }, ([late]) => late.close())
      try {
        return take(answer, channel)
      } finally {
        cluster.adopt(channel)
      }
    } catch (error) {
      throw error instanceof AllFailed ? noBroker(error.errors, settings.bootstrap) : error
    }
  }

  const bootstrap = (signal: AbortSignal): Promise<MetadataReading> =>
    throughSeeds(
      () => question,
      (answer) => keep(answer, []),
      signal,
    )

  const reach = (signal: AbortSignal): Promise<void> =>
    throughSeeds(
      (channel) => (canAskBrokersOnly(channel) ? brokersOnly : question),
      (answer, channel) => {
        if (!canAskBrokersOnly(channel)) keep(answer, [])
        else if (answer.value.error === 0) cluster.learn(answer.value.brokers)
      },
      signal,
    )

  /** Brokers that are registered but dead: Metadata leaves them out, DescribeCluster v2 (Kafka 4.0) does not. */
  const fencedBrokers = async (id: number, signal: AbortSignal): Promise<readonly BrokerEndpoint[]> => {
    const offered = cluster.tableOf(id)?.get(describeCluster.key)
    if (!offered || offered.max < 2) return []
    try {
      const { value } = await cluster.ask(id, { api: describeCluster, request: {}, lane: 'interactive' }, signal)
      return value.brokers.filter((b) => b.fenced).map((b) => ({ id: b.id, host: b.host, port: b.port, rack: b.rack }))
    } catch (error) {
      if (signal.aborted) throw error
      return []
    }
  }

  const read = async (signal: AbortSignal): Promise<MetadataReading> => {
    const attempts = cluster.ids().map((id) => async (s: AbortSignal) => {
      const answer = await cluster.ask(id, question, s)
      return [answer, await fencedBrokers(id, s)] as const
    })
    try {
      return keep(...(await firstSuccess({ attempts, staggerMs: METADATA_STAGGER_MS, clock, signal }, () => undefined)))
    } catch (error) {
      if (!(error instanceof AllFailed)) throw error
      // Nobody we know answers: perhaps they all moved. The bootstrap addresses say.
      return bootstrap(signal)
    }
  }

  /** One reading at a time: whoever asks meanwhile gets the same. */
  const refresh = (): Promise<MetadataReading> => {
    reading ??= read(shared.signal).finally(() => (reading = null))
    return reading
  }

  return {
    bootstrap,
    /** Connects and learns of brokers alone, where they can be asked for alone: thousands of topics take their time. */
    reach,
    refresh,
    topic: (name: string): TopicMetadata | undefined => topics.get(name),
    topics: (): Iterable<TopicMetadata> => topics.values(),
    close: () => shared.abort(new AppError('kafka.closed', { address: 'the cluster', request: 'Metadata' })),
  }
}

export type Topology = ReturnType<typeof createTopology>

/** The one telling cause if there is one, else all of them. */
function noBroker(errors: readonly AppError[], seeds: readonly Address[]): AppError {
  const telling = errors.find(isTelling)
  if (telling) return telling
  const [only] = errors
  if (errors.length === 1 && only) return only
  const tried = seeds.map((seed, i) => {
    const error = errors[i]
    return { address: printAddress(seed), why: error ? describeError(error).cause : 'not tried' }
  })
  return new AppError('kafka.noBroker', { tried })
}
