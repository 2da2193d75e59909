import { describe, expect, it, onTestFinished } from 'vitest'
import { openDemoProfile } from '../../shared/demo-profile.ts'
import { startDemo } from '../emulators/kafka/demo.ts'
import { seeView, startTestCore } from '../support/test-core.ts'

const PATIENCE_MS = 45_000

describe('the demo on its emulated Mesos', () => {
  it('opens on brokers that scheduler, Mesos and Kafka agree on, beside one that is refused every offer and one that fails', async () => {
    const demo = await startDemo({ kafka: 'emulated' })
    onTestFinished(demo.stop)
    const core = await startTestCore()
    onTestFinished(() => core.stop())
    await openDemoProfile(core.handlers, [...demo.bootstrap, ...demo.masters])
    const [profile] = core.handlers.profiles.list({}, { signal: new AbortController().signal }).read().rows.values()
    expect(profile).toMatchObject({ name: 'Demo cluster', environment: 'test', access: 'open', mesos: { masters: demo.masters } })
    const at = { cluster: profile?.id ?? '', at: 'live' as const }
    const brokers = seeView(core.page.brokers.list, at, 'key')
    onTestFinished(brokers.close)
    const agreeing = (): number => [...brokers.rows.values()].filter((b) => b.agreement?.is === 'agree' && b.state === 'up').length
    await brokers.until(() => agreeing() === 4, 'four brokers agree', PATIENCE_MS)
    const phase = (id: string) => brokers.rows.get(id)?.scheduler?.phase.kind
    expect(phase('5')).toBe('stopped')
    expect(phase('6')).toBe('waitingForOffer')
    await brokers.until(() => ['failed', 'launching'].includes(phase('7') ?? ''), 'the failing one fails', PATIENCE_MS)
    expect(brokers.rows.get('3')?.scheduler?.data.kind).toBe('sandbox')
    expect(core.defects).toEqual([])
  })
})
