import { stat } from 'node:fs/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { pathOfStep, tourSteps } from '../../renderer/app/tour/steps.ts'
import { seeView, startTestCore } from '../support/test-core.ts'
import { sampleFile } from '../support/worker-file.ts'

const PATIENCE_MS = 30_000

describe('20 the sample cluster', () => {
  it('is small, opens without a network, and is the same one each time, also after it was removed', async () => {
    expect((await stat(sampleFile)).size).toBeLessThan(600 * 1_024)
    const core = await startTestCore()
    onTestFinished(() => core.stop())
    const { id } = await core.page.recordings.sample({})
    expect(await core.page.recordings.sample({})).toEqual({ id })
    const list = seeView(core.page.recordings.list, {}, 'id')
    await list.until(({ rows }) => rows.get(id)?.origin === 'sample', 'it is listed')
    await core.page.recordings.remove({ id })
    const again = await core.page.recordings.sample({})
    expect(again.id).not.toBe(id)
    await list.until(({ rows }) => rows.size === 1 && rows.has(again.id), 'it is there again')
    list.close()
    expect(core.defects).toEqual([])
  })

  it('says what is the matter where its file is missing', async () => {
    const core = await startTestCore({ sampleFile: '/nowhere/incident.samsa' })
    onTestFinished(() => core.stop())
    await expect(core.page.recordings.sample({})).rejects.toMatchObject({ code: 'recording.noSample' })
  })

  it('shows at each step of the tour what the step says; Mesos and the scheduler are played back as well', async () => {
    const core = await startTestCore()
    onTestFinished(() => core.stop())
    const { id } = await core.page.recordings.sample({})
    const list = seeView(core.page.recordings.list, {}, 'id')
    await list.until(({ rows }) => rows.has(id), 'it is listed')
    const from = list.rows.get(id)?.from ?? 0
    list.close()
    expect(tourSteps).toHaveLength(5)
    const at = tourSteps.map((_, n) => ({ cluster: id, at: Number(new URLSearchParams(pathOfStep(n + 1, from).split('?')[1]).get('at')) }))
    const [calm, broker, agent, behind, recovered] = at as [(typeof at)[0], (typeof at)[0], (typeof at)[0], (typeof at)[0], (typeof at)[0]]

    const brokers = async (when: (typeof at)[0]) => {
      const view = seeView(core.page.brokers.list, when, 'key')
      onTestFinished(() => view.close())
      await view.until(({ about, rows }) => about.state === 'offline' && rows.size > 3, 'brokers of that moment', PATIENCE_MS)
      return view.rows
    }
    const group = async (when: (typeof at)[0]) => {
      const view = seeView(core.page.groups.list, when, 'group')
      onTestFinished(() => view.close())
      await view.until(({ about, rows }) => about.state === 'offline' && rows.has('order-fulfilment'), 'groups of that moment', PATIENCE_MS)
      return view.rows.get('order-fulfilment')
    }
    expect((await brokers(calm)).get('3')).toMatchObject({ state: 'up', scheduler: { phase: { kind: 'running' } } })
    expect((await brokers(broker)).get('3')?.state).not.toBe('up')
    expect((await brokers(recovered)).get('3')?.state).toBe('up')

    const agents = async (when: (typeof at)[0]) => {
      const view = seeView(core.page.mesos.agents, when, 'id')
      onTestFinished(() => view.close())
      await view.until(({ about, rows }) => about.state === 'offline' && rows.size > 0, 'agents of that moment', PATIENCE_MS)
      return [...view.rows.values()]
    }
    expect((await agents(calm)).every(({ state }) => state === 'active')).toBe(true)
    expect((await agents(agent)).filter(({ state }) => state === 'unreachable' || state === 'gone')).toHaveLength(1)
    expect((await agents(recovered)).every(({ state }) => state === 'active')).toBe(true)

    const tasks = seeView(core.page.mesos.tasks, calm, 'key')
    const framework = seeView(core.page.mesos.framework, calm, 'id')
    onTestFinished(() => [tasks, framework].forEach((view) => view.close()))
    await tasks.until(({ about, rows }) => about.state === 'offline' && rows.size > 3, 'tasks of that moment', PATIENCE_MS)
    await framework.until(({ rows }) => [...rows.values()].some(({ chosen }) => chosen), 'its framework', PATIENCE_MS)

    const lag = [await group(calm), await group(behind), await group(recovered)].map((row) => row?.lag ?? Number.NaN)
    expect(lag[1]).toBeGreaterThan(10 * (lag[0] ?? 0))
    expect(lag[2]).toBeLessThan((lag[1] ?? 0) / 10)

    // 21: the same cluster at two moments.
    const { kinds } = await core.page.compare.sides({ left: calm, right: agent, ignoreHosts: true })
    const different = (kind: string): readonly string[] => kinds.find((each) => each.kind === kind)?.different.map(({ name }) => name) ?? []
    // Who may do what is not recorded.
    expect([kinds.every(({ kind, read }) => read === (kind !== 'acls')), different('agents'), different('topics')]).toEqual([
      true,
      ['agent-3'],
      [],
    ])
    expect(different('groups')).toContain('order-fulfilment')
    await expect(core.page.compare.sides({ left: { cluster: id, at: 'live' }, right: calm, ignoreHosts: true })).rejects.toMatchObject({
      code: 'profile.notConnected',
    })
    expect(core.defects).toEqual([])
  })
})
