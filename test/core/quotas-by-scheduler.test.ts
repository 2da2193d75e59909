import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../electron/core/lib/clock.ts'
import type { QuotaEntity } from '../../shared/contract/security.ts'
import { noPlaces } from '../../shared/contract/mesos-places.ts'
import { createKafkaEmulator } from '../emulators/kafka/emulator.ts'
import { applied, planned, refusedAt } from '../support/changing.ts'
import type { EmulatedRelease } from '../emulators/scheduler/releases.ts'
import { startMesosScene } from '../support/mesos-scene.ts'
import { draft } from '../support/profile-draft.ts'
import { startTestCore } from '../support/test-core.ts'

const client = (name: string | null): QuotaEntity => ({ user: null, clientId: { name }, ip: null })
const billing = client('billing')

/** Brokers of Kafka 0.10, which have no API for quotas, and their scheduler. */
async function start(release: EmulatedRelease) {
  const scene = await startMesosScene({ clock: systemClock, release, agents: 1 })
  const kafka = await createKafkaEmulator({ brokers: 1, release: '0.10.2', topics: [] })
  onTestFinished(() => kafka.stop())
  const core = await startTestCore()
  onTestFinished(() => core.stop())
  const bootstrap = kafka.bootstrap.map((b) => `${b.host}:${b.port}`)
  const scheduler = { url: scene.scheduler.url, login: { kind: 'none' as const } }
  const mesos = { ...noPlaces, masters: [...scene.emulator.masters], scheduler }
  const profile = draft({ access: 'guarded', bootstrap, mesos, security: { tls: null, sasl: null } })
  const { id: cluster } = await core.page.profiles.create({ draft: profile, secrets: {} })
  await core.page.profiles.connect({ id: cluster })
  return { core, cluster, ...core.page.security }
}

describe('client quotas below Kafka 2.6', { timeout: 120_000 }, () => {
  it('are read and set through the scheduler, which is named; what was not there before has no way back', async () => {
    const { core, cluster, quotas, alterQuotas } = await start('0.10.1.0-SNAPSHOT')
    expect(await quotas({ cluster })).toMatchObject({ quotas: [], via: 'scheduler' })
    const first = await applied(core, cluster, alterQuotas, {
      quotas: [{ entity: billing, changes: [{ key: 'producer_byte_rate', value: 1_048_576 }] }],
    })
    expect(first.plan).toMatchObject({
      via: 'scheduler',
      changes: [{ what: 'producer_byte_rate of client id billing', before: null, after: '1048576' }],
      equivalent:
        'curl --data-urlencode entityType=clients --data-urlencode entity=billing --data-urlencode producerByteRate=1048576 "$SCHEDULER/api/quota/set"',
    })
    expect(first.plan.wayBack).toMatch(/^None: the scheduler cannot take a limit away/)
    expect(first.plan.impact[0]?.text).toMatch(/^Through the scheduler/)
    expect(first.row).toMatchObject({ state: 'verified', via: 'scheduler', undo: { can: false } })
    expect((await core.page.audit.entry({ act: first.row.act })).requests).toEqual([
      'POST /api/quota/set entityType=clients entity=billing producerByteRate=1048576',
    ])

    const second = await applied(core, cluster, alterQuotas, {
      quotas: [{ entity: billing, changes: [{ key: 'producer_byte_rate', value: 2_097_152 }] }],
    })
    expect(second.row).toMatchObject({ state: 'verified', undo: { can: true } })
    expect((await quotas({ cluster })).quotas).toEqual([{ entity: billing, values: [{ key: 'producer_byte_rate', value: 2_097_152 }] }])
    const undone = await applied(core, cluster, core.page.audit.undo, { act: second.row.act })
    expect(undone).toMatchObject({ plan: { via: 'scheduler' }, row: { state: 'verified' } })
    expect((await quotas({ cluster })).quotas).toEqual([{ entity: billing, values: [{ key: 'producer_byte_rate', value: 1_048_576 }] }])
  })

  it('what the scheduler has no words for is refused at its field', async () => {
    const { cluster, alterQuotas } = await start('0.10.1.0-SNAPSHOT')
    const rate = { key: 'consumer_byte_rate', value: 1 } as const
    const refused = (entity: QuotaEntity, key: 'consumer_byte_rate' | 'request_percentage', value: number | null) =>
      refusedAt(planned(cluster, alterQuotas, { quotas: [{ entity, changes: [{ key, value }] }] })).then((issues) => issues[0])
    const onlyClients = { message: 'Through the scheduler only single client ids are limited.' }
    const user = { user: { name: 'ada' }, clientId: null, ip: null }
    expect(await refused(user, rate.key, 1)).toMatchObject({ path: 'input.quotas.0.entity.user', ...onlyClients })
    expect(await refused(client(null), rate.key, 1)).toMatchObject({ path: 'input.quotas.0.entity.clientId', ...onlyClients })
    const value = 'input.quotas.0.changes.0.value'
    expect(await refused(billing, 'request_percentage', 5)).toMatchObject({ path: value, message: 'The scheduler knows byte rates alone.' })
    expect(await refused(billing, rate.key, null)).toMatchObject({
      path: value,
      message: expect.stringMatching(/cannot take a limit away/),
    })
  })

  it('where the scheduler has no such call either, it is said what it takes', async () => {
    const { cluster, quotas } = await start('0.9.4.0')
    await expect(quotas({ cluster })).rejects.toMatchObject({ code: 'kafka.unsupported', about: { what: 'Client quotas' } })
  })
})
