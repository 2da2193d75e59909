import type { DiscoveryHop, DiscoveryInput } from '../../../../shared/contract/discovery.ts'
import type { MesosFramework } from '../../../../shared/domain/mesos.ts'
import type { KafkaClient, KafkaConnectionSettings } from '../../clients/kafka/kafka-client.ts'
import { probeAddress } from '../../clients/kafka/probe.ts'
import { createLanes, type Lanes } from '../../clients/http/lanes.ts'
import { NO_CREDENTIAL } from '../../clients/http/settings.ts'
import { createMarathonClient, type MarathonClient } from '../../clients/marathon/marathon-client.ts'
import { createMesosClient } from '../../clients/mesos/create-mesos-client.ts'
import type { PlacesSettings } from '../../clients/places.ts'
import type { Clock } from '../../lib/clock.ts'
import { hop, nothingFound, type Context } from './hop.ts'
import { identify, type Identified } from './identify.ts'
import { kafkaHop } from './kafka-hop.ts'
import { frameworkHop, leaderHop, noMesosHops, withMasters, type FoundFramework } from './mesos-hops.ts'
import { parsePasted, type Pasted } from './pasted.ts'
import { brokersHop, marathonHop, schedulerHop } from './scheduler-hops.ts'

export interface DiscoveryNeeds {
  readonly clock: Clock
  readonly createClient: (settings: KafkaConnectionSettings) => KafkaClient
  /** Of what the user wrote, with secrets in clear. Both fail with `profile.secretMissing`. */
  readonly kafkaSettings: (input: DiscoveryInput) => KafkaConnectionSettings
  readonly places: (input: DiscoveryInput) => PlacesSettings
}

/**
 * From one address to all the rest, hop by hop. What the user set by hand goes before what is found; logins go to addresses that the
 * user named and to no other.
 */
export async function* discover(needs: DiscoveryNeeds, input: DiscoveryInput, outer: AbortSignal): AsyncGenerator<DiscoveryHop> {
  const stop = new AbortController()
  const context: Context = { clock: needs.clock, signal: AbortSignal.any([outer, stop.signal]), found: nothingFound }
  const started = needs.clock.now()
  try {
    const end = yield* walk(needs, input, context)
    const ms = Math.round(needs.clock.now() - started)
    yield { ...done(context), state: end === 'none runs' ? 'ok' : end, ms, label: labels[end] }
  } catch (error) {
    if (!context.signal.aborted) throw error
  } finally {
    stop.abort()
  }
}

const labels = {
  ok: 'Everything was found',
  'none runs': 'Everything was found; no broker runs yet',
  warning: 'Some of it was found',
  failed: 'Nothing was found',
} as const
const done = ({ found }: Context): DiscoveryHop => ({
  id: 'done',
  kind: 'done',
  label: '',
  state: 'ok',
  ms: null,
  detail: '',
  error: null,
  found,
  choices: [],
  override: null,
})

async function* walk(needs: DiscoveryNeeds, input: DiscoveryInput, context: Context): AsyncGenerator<DiscoveryHop, keyof typeof labels> {
  const lanes = createLanes()
  const address = { id: 'address', kind: 'address', label: input.address.slice(0, 400), override: null } as const
  const pasted = yield* hop(context, address, async () => ({ value: { all: parsePasted(input.address), places: needs.places(input) } }))
  if (pasted === null) return 'failed'
  const { all, places } = pasted
  const known = yield* identified(needs, input, context, { all, places, lanes })
  if (known.length === 0) return 'failed'
  takeOver(context, known, input)

  let worked = true
  const mesos = yield* mesosHops(context, { places, lanes, input })
  worked &&= mesos !== null || context.found.masters.length === 0
  const base = context.found.marathon ?? guessedMarathon(mesos?.frameworks ?? [])
  const marathon = yield* marathonHop(context, base, (url) => marathonClient(context, { places, lanes, input }, url))
  const named = input.mesos.scheduler?.url ?? known.find(({ kind }) => kind === 'scheduler')?.pasted.base ?? null
  const framework = mesos?.framework ?? null
  const scheduler = yield* schedulerHop(context, {
    clock: needs.clock,
    lanes,
    settings: places,
    named,
    marathon,
    framework,
  })
  try {
    yield* brokersHop(context, scheduler, framework, mesos?.summary ?? null)
  } finally {
    if (scheduler !== null && 'close' in scheduler) scheduler.close()
  }
  // A cluster whose brokers are still to be started is whole without Kafka.
  if (worked && framework !== null && scheduler !== null && context.found.bootstrap.length === 0) {
    yield* kafkaHop(context, { settings: () => needs.kafkaSettings(input), createClient: needs.createClient })
    return 'none runs'
  }
  const kafka = yield* kafkaHop(context, { settings: () => needs.kafkaSettings(input), createClient: needs.createClient })
  return kafka && worked && scheduler !== null ? 'ok' : 'warning'
}

interface Parts {
  readonly places: PlacesSettings
  readonly lanes: Lanes
  readonly input: DiscoveryInput
}

/** What answers at each address; those where nothing known answers are left out. */
async function* identified(
  needs: DiscoveryNeeds,
  input: DiscoveryInput,
  context: Context,
  { all, places, lanes }: { all: readonly Pasted[]; places: PlacesSettings; lanes: Lanes },
): AsyncGenerator<DiscoveryHop, readonly Identified[]> {
  const asKafka = async ({ host, port }: Pasted, signal: AbortSignal): Promise<string> => {
    const { outcome } = await probeAddress(needs.kafkaSettings(input), { host, port }, 'profile', { clock: needs.clock }, signal)
    if (!outcome.ok) throw outcome.error
    return `Kafka ${outcome.release}`
  }
  const known: Identified[] = []
  for (const [n, one] of all.entries()) {
    const begin = { id: n === 0 ? 'master' : `master ${n}`, kind: 'master', label: one.text, override: 'masters' } as const
    const found = yield* hop(context, begin, async (signal) => {
      const value = await identify({ clock: needs.clock, lanes, tls: places.tls, network: places.network, asKafka }, one, signal)
      return { value, ending: { detail: value.detail } }
    })
    if (found !== null) known.push(found)
  }
  return known
}

function takeOver(context: Context, known: readonly Identified[], { mesos }: DiscoveryInput): void {
  const bases = (kind: Identified['kind']): string[] => known.filter((one) => one.kind === kind).map(({ pasted }) => pasted.base)
  const [dcos] = bases('dcos')
  const masters = mesos.masters.length > 0 ? mesos.masters : [...bases('mesos'), ...(dcos === undefined ? [] : [`${dcos}/mesos`])]
  context.found = {
    ...withMasters(context.found, masters),
    agentsVia: dcos === undefined ? mesos.agentsVia : 'dcos',
    marathon: mesos.marathon?.url ?? bases('marathon')[0] ?? (dcos === undefined ? null : `${dcos}/service/marathon`),
    bootstrap: known.filter(({ kind }) => kind === 'kafka').map(({ pasted }) => pasted.text),
  }
}

interface FromMesos {
  readonly summary: NonNullable<Awaited<ReturnType<ReturnType<typeof createMesosClient>['summary']>>>['value']
  readonly frameworks: readonly MesosFramework[]
  readonly framework: FoundFramework | null
}

async function* mesosHops(context: Context, { places, lanes, input }: Parts): AsyncGenerator<DiscoveryHop, FromMesos | null> {
  const { masters, agentsVia } = context.found
  if (masters.length === 0) {
    yield* noMesosHops(context, 'no master is known')
    return null
  }
  // The user named them, here or above, and the login with them.
  const credential = places.mesos?.credential ?? NO_CREDENTIAL
  const { tls, plainCredentials, network } = places
  const settings = {
    masters,
    accepted: input.mesos.accepted,
    agentsVia,
    credential,
    agentCredential: credential,
    tls,
    plainCredentials,
    network,
  }
  const client = createMesosClient(settings, { clock: context.clock, lanes })
  try {
    const summary = yield* leaderHop(context, client)
    if (summary === null) return null
    const framework = yield* frameworkHop(context, client, summary, input.mesos.framework)
    return { summary, frameworks: summary.frameworks, framework }
  } finally {
    client.close()
  }
}

/** Marathon names its own page in Mesos: asked without a login. */
function guessedMarathon(frameworks: readonly MesosFramework[]): string | null {
  const url = frameworks.find(({ name, status }) => name === 'marathon' && status === 'running')?.webuiUrl ?? null
  return url !== null && /^https?:\/\/[\w.:[\]-]{1,255}\/?$/.test(url) ? url.replace(/\/$/, '') : null
}

function marathonClient({ clock }: Context, { places, lanes, input }: Parts, base: string): MarathonClient {
  const credential = base === input.mesos.marathon?.url ? (places.marathon?.credential ?? NO_CREDENTIAL) : NO_CREDENTIAL
  const { tls, plainCredentials, network } = places
  return createMarathonClient({ base, credential, tls, plainCredentials, network }, { clock, lanes })
}
