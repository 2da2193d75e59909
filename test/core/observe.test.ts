import fc from 'fast-check'
import * as z from 'zod'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { contract } from '../../shared/contract/index.ts'
import { noPlaces } from '../../shared/contract/mesos-places.ts'
import type { Member } from '../../shared/rpc/define.ts'
import { createKafkaEmulator } from '../emulators/kafka/emulator.ts'
import { fitting, type Schema } from '../support/fitting.ts'
import { startMesosScene } from '../support/mesos-scene.ts'
import { draft } from '../support/profile-draft.ts'
import { seeView, startTestCore } from '../support/test-core.ts'
import { until } from '../support/until.ts'

const SEQUENCES = Number(process.env['SAMSA_SEQUENCES'] ?? 5_000)

/** What only reads (E-05); everything else that a broker can be asked changes something. */
const READS = new Set([1, 2, 3, 9, 10, 15, 16, 17, 18, 23, 29, 32, 35, 36, 46, 48, 50, 55, 60, 61, 65, 66, 69, 75])

/**
 * The profile editor and other addresses are the user's own: they change Samsa, and no cluster through this profile. A reading waits for its
 * turn, and a key from a pass phrase takes seconds on purpose.
 */
const LEFT_OUT = /^(profiles|host|discovery|alerts|secretStore)\.|^cluster\.readNow$/

const commands = Object.entries(contract).flatMap(([subject, members]) =>
  Object.entries(members).flatMap(([name, member]: [string, Member]) =>
    member.kind !== 'command' || LEFT_OUT.test(`${subject}.${name}`) ? [] : [{ subject, name, member }],
  ),
)

type Call = (input: unknown) => Promise<unknown>

/** Own values for the names in the contract that decide whether anything happens at all. */
function aimed(value: unknown, cluster: string): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((each) => aimed(each, cluster))
  const names: Readonly<Record<string, unknown>> = { cluster, brokers: '0', topic: 'orders', group: 'billing' }
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === 'cluster' || (typeof each === 'string' && Object.hasOwn(names, key)) ? names[key] : aimed(each, cluster),
    ]),
  )
}

describe('E-03, E-04, E-05 a profile that only observes', () => {
  it.each(['test', 'production'] as const)(
    `${SEQUENCES} random sequences of commands on a %s profile: no change on the wire of Kafka, scheduler or Mesos`,
    { timeout: 180_000 + 100 * SEQUENCES },
    async (environment) => {
      const scene = await startMesosScene({ clock: systemClock })
      scene.scheduler.world.add(0)
      const kafka = await createKafkaEmulator({
        brokers: 2,
        topics: [{ name: 'orders', partitions: 3, replication: 2, history: 100 }],
        groups: [{ name: 'billing', commits: { orders: { 0: 1, 1: 2 } } }],
      })
      onTestFinished(() => kafka.stop())
      const core = await startTestCore()
      onTestFinished(() => core.stop())
      // What is written in a production profile does not matter: it begins at Observe.
      const access = environment === 'production' ? 'open' : 'observe'
      const bootstrap = kafka.bootstrap.map((b) => `${b.host}:${b.port}`)
      const scheduler = { url: scene.scheduler.url, login: { kind: 'none' as const } }
      const mesos = { ...noPlaces, masters: [...scene.emulator.masters], scheduler }
      const made = draft({ environment, access, bootstrap, mesos, security: { tls: null, sasl: null } })
      const { id: cluster } = await core.page.profiles.create({ draft: made, secrets: {} })
      await core.page.profiles.connect({ id: cluster })
      const systems = seeView(core.page.mesos.systems, { cluster, at: 'live' }, 'system')
      onTestFinished(() => systems.close())
      await systems.until(({ rows }) => rows.get('scheduler')?.state === 'live', 'the scheduler is live', 30_000)
      const groups = seeView(core.page.groups.list, { cluster, at: 'live' }, 'group')
      onTestFinished(() => groups.close())
      await groups.until(({ rows }) => rows.has('billing'), 'Kafka is live', 30_000)

      const refusals = new Map<string, number>()
      const one = async ({ subject, name, input }: { subject: string; name: string; input: unknown }): Promise<void> => {
        const members = core.page[subject as keyof typeof core.page] as unknown as Readonly<Record<string, Call>> // one of all members
        const code = await members[name]?.(aimed(input, cluster)).then(
          () => 'answered',
          (error: unknown) => (error instanceof Error ? error.message : String(error)),
        )
        refusals.set(String(code), (refusals.get(String(code)) ?? 0) + 1)
      }
      const call = fc.oneof(
        ...commands.map(({ subject, name, member }) =>
          fitting(z.toJSONSchema(member.input, { io: 'input' }) as Schema).map((input) => ({ subject, name, input })),
        ),
      )
      const before = { kafka: kafka.journal.requests() }
      await fc.assert(
        fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 4 }), async (sequence) => {
          for (const each of sequence) await one(each)
        }),
        { numRuns: SEQUENCES },
      )
      // Both were asked meanwhile, so the journals are those of the cluster that was meant.
      await until(() => kafka.journal.requests() > before.kafka, 'Kafka is read on', 30_000)
      const kinds = new Set(kafka.journal.frames.map(({ api }) => api))
      expect([...kinds].filter((api) => !READS.has(api))).toEqual([])
      expect(scene.scheduler.requests.filter(({ method }) => method === 'POST')).toEqual([])
      expect(scene.emulator.log.filter(({ method }) => method !== 'GET' && method !== 'POST')).toEqual([])
      // It was the access level that refused, and often.
      expect(refusals.get('access.observe') ?? 0).toBeGreaterThan(SEQUENCES / 5)
      expect(core.defects).toEqual([])
    },
  )
})
