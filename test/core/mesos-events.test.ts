import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { noPlaces } from '../../shared/contract/mesos-places.ts'
import { createFakeKafka } from '../support/fake-kafka-client.ts'
import { startMesosScene } from '../support/mesos-scene.ts'
import { draft } from '../support/profile-draft.ts'
import { seeView, startTestCore } from '../support/test-core.ts'

const PATIENCE_MS = 60_000

it('the event stream of Mesos is taken where it is offered, given up with its leader and taken again; what it tells is read', async () => {
  const scene = await startMesosScene({ clock: systemClock, masters: 2 })
  const core = await startTestCore({ createClient: (_, clock) => createFakeKafka(clock, []).client })
  onTestFinished(() => core.stop())
  const profile = draft({
    mesos: { ...noPlaces, masters: [...scene.emulator.masters] },
    bootstrap: [],
    security: { tls: null, sasl: null },
  })
  const { id: cluster } = await core.page.profiles.create({ draft: profile, secrets: {} })
  await core.page.profiles.connect({ id: cluster })
  const at = { cluster, at: 'live' } as const
  const agents = seeView(core.page.mesos.agents, at, 'id')
  const systems = seeView(core.page.mesos.systems, at, 'system')
  onTestFinished(() => [agents, systems].forEach((view) => view.close()))
  await agents.until(({ rows }) => rows.size === 4, 'agents are read', PATIENCE_MS)
  const reading = () => systems.rows.get('mesos')?.reading
  await systems.until(() => reading() === 'stream', 'events come', PATIENCE_MS)
  scene.world.addAgent({ hostname: 'agent-9', resources: { cpus: 1, mem: 1_024 } })
  await agents.until(({ rows }) => rows.size === 5, 'what an event told is read', PATIENCE_MS)

  scene.world.failover()
  await scene.emulator.settled()
  await systems.until(
    ({ rows }) => rows.get('mesos')?.address === scene.emulator.masters[1]?.replace('http://', ''),
    'the other leads',
    PATIENCE_MS,
  )
  await systems.until(() => reading() === 'stream', 'its events come', PATIENCE_MS)
  expect(core.defects).toEqual([])
})
