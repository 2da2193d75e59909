import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { cellOf, place, rowNames, rowOf, useScreens } from './screen.tsx'

const onMesos = { onMesos: true } as const
const words = (text: string | null | undefined): string => (text ?? '').replaceAll('\u202F', ' ')
const rowWith = async (text: string): Promise<HTMLElement> => {
  const row = (await screen.findByText(text)).closest<HTMLElement>('[role=row]')
  if (!row) throw new Error(`${text} does not stand in a row`)
  return row
}
const panel = (name: string): Promise<HTMLElement> => screen.findByRole('complementary', { name })

describe('Agents and tasks', () => {
  const show = useScreens()

  it('lists agents with state, attributes, what is free, and the brokers on them', async () => {
    const { user } = await show('/brokers', onMesos)
    // Only a cluster on Mesos has the screen: it is there once that is known.
    await screen.findByText('Agents and tasks')
    // The second key has to follow soon: not before the list is drawn, which takes a busy machine longer than that.
    await screen.findByRole('grid', { name: 'Brokers' })
    await user.keyboard('ga')
    await waitFor(() => expect(place()).toBe('/agents'))
    expect(await screen.findByText('25 of 29 agents active')).toBeDefined()
    const host = 'agent-11.eu.example.org'
    const row = within(await screen.findByRole('grid', { name: 'Agents' }))
      .getAllByRole('row')
      .find((each) => each.textContent?.startsWith(host))
    expect(words(row?.textContent)).toMatch(/rack=r1 · disk=ssd.*Active.*since 14 d ago/)
    expect(words(row?.querySelector('[data-column=cpus]')?.textContent)).toMatch(/^[\d.]+ of 16$/)
    expect(row?.querySelector('[data-column=leaders]')?.textContent).toBe('68')
    await user.click(within(row ?? document.body).getByRole('button', { name: '0' }))
    expect(place()).toBe('/brokers/0')
  })

  it('says of an agent that is away what Mesos does, and of one in maintenance when', async () => {
    const { user } = await show(`/agents?filter=${encodeURIComponent('host:agent-16*')}`, onMesos)
    await screen.findByText('Unreachable')
    await user.keyboard('j')
    const text = words((await panel('agent-16.eu.example.org')).textContent)
    expect(text).toMatch(/The master gave up on it.*last seen 1 m 1\d s ago/)
    expect(text).toContain('No broker is here or returns here.')
  })

  it('marks attributes that constraints do not see', async () => {
    const { user } = await show(`/agents?filter=${encodeURIComponent('host:agent-13*')}`, onMesos)
    await screen.findByText(/^maintenance in/)
    await user.keyboard('j')
    const inspector = await panel('agent-13.eu.example.org')
    expect(within(inspector).getByTitle('zone is not text: constraints do not see it').textContent).toBe('not text')
  })

  it('shows the framework with its offer clock until a row is chosen, and its deadline while it is away', async () => {
    const { host, user } = await show('/agents', onMesos)
    const shown = async (): Promise<string> => words((await panel('Framework')).textContent)
    await waitFor(async () => expect(await shown()).toMatch(/Framework kafka.*Connected.*agent-20/))
    const text = await shown()
    expect(text).toContain('An offer that does not fit stays refused for about 1 h.')
    expect(text).toMatch(/Offers it holds.*agent-20.*4\.0 cores, 8\.0 GiB/)
    expect(text).toMatch(/Answered, but not believed: http:\/\/10\.9\.9\.9:7000/)
    const [framework] = host.world.mesos.framework.rows()
    if (!framework) throw new Error('no framework')
    const deadline = Date.now() + 3_600_000
    host.world.mesos.framework.patch(framework.id, { state: 'disconnected', disconnectedAt: Date.now() - 60_000, deadline })
    const alert = await screen.findByRole('alert')
    expect(words(alert.textContent)).toMatch(/^All its brokers are killed in (59 m 5\d s|1 h 00 m) \(at/)
    await user.keyboard('j')
    await waitFor(() => expect(screen.queryByRole('complementary', { name: 'Framework' })).toBeNull())
  })

  it('lists tasks, running ones first, orphans marked; says why one ended', async () => {
    const { user } = await show('/agents', onMesos)
    await screen.findByText('25 of 29 agents active')
    await user.keyboard('t')
    await waitFor(() => expect(place()).toBe('/agents?view=tasks'))
    await rowOf('broker 5')
    await waitFor(() => expect(rowNames('name').at(-1)).toBe('broker 5'))
    expect(await cellOf('broker 12', 'name')).toContain('orphan')
    expect(await screen.findByText('9 running, 1 ended, 1 orphan')).toBeDefined()
    await user.click(await rowOf('broker 5'))
    const text = words((await panel('broker 5')).textContent)
    expect(text).toMatch(/Why it ended.*used more memory.*REASON_CONTAINER_LIMITATION_MEMORY.*Memory limit exceeded.*Raise the memory/)
    expect(text).toMatch(/What happened.*being prepared.*starting.*running.*failed/)
  })

  it('groups agents by an attribute in the rack map', async () => {
    const { user } = await show('/agents', onMesos)
    await screen.findByText('25 of 29 agents active')
    await user.keyboard('m')
    const rack = await screen.findByRole('region', { name: 'r1' })
    expect(rack.textContent).toMatch(/^r1 10 agents · 4 brokers/)
    expect(
      within(rack)
        .getAllByRole('button', { name: /^\d+$/ })
        .map((each) => each.textContent),
    ).toEqual(['0', '1', '7', '8'])
    await user.click(screen.getByRole('radio', { name: 'disk' }))
    expect(await screen.findByRole('region', { name: 'hdd' })).toBeDefined()
    expect(place()).toBe('/agents?view=racks&by=disk')
  })

  it('shows of a large cluster the agents that matter first', async () => {
    const { host, user } = await show('/agents', onMesos)
    await screen.findByText('25 of 29 agents active')
    const [like] = host.world.mesos.agents.rows()
    if (!like) throw new Error('no agents')
    const more = Array.from({ length: 60 }, (_, at) => ({ ...like, id: `more-${at}`, host: `more-${at}`, relevant: false }))
    host.world.mesos.agents.set([...host.world.mesos.agents.rows(), ...more])
    await screen.findByText('9 that matter to Kafka')
    await user.click(screen.getByRole('button', { name: 'Show all 89' }))
    expect(await screen.findByText(/^89 agents/)).toBeDefined()
  })

  it('says what is missing while Mesos does not answer, and that a cluster is read from Kafka alone', async () => {
    const { host } = await show('/agents', onMesos)
    await screen.findByText('25 of 29 agents active')
    host.world.mesos.systems.patch('mesos', { state: 'reconnecting', error: { code: 'mesos.noLeader', about: { masters: ['m1:5050'] } } })
    expect((await screen.findByText(/^Mesos does not answer/)).closest('[role=status]')?.textContent).toContain(
      'What is shown was read before.',
    )
  })

  it('offers the profile where a cluster has no Mesos', async () => {
    await show('/agents')
    expect(await screen.findByText('This cluster is read from Kafka alone')).toBeDefined()
    expect(screen.getByRole('button', { name: 'Edit the profile' })).toBeDefined()
  })
})

describe('Sandbox of a task', () => {
  const show = useScreens()

  it('opens stderr at its end, searches it, goes into folders and follows', async () => {
    const { host, user } = await show('/agents?view=tasks', onMesos)
    await user.click(await rowWith('broker 0'))
    await user.click(within(await panel('broker 0')).getByRole('button', { name: 'Open sandbox' }))
    const log = await screen.findByRole('log', { name: 'stderr' })
    expect(log.textContent).toContain('Shrinking ISR')
    await user.type(screen.getByRole('searchbox', { name: 'Search' }), 'NotEnoughReplicas')
    expect(await screen.findByText('1 of 40')).toBeDefined()
    await user.keyboard('{Shift>}{Enter}{/Shift}')
    expect(await screen.findByText('40 of 40')).toBeDefined()
    await user.click(screen.getByRole('button', { name: /^kafka_2\.11/ }))
    await user.click(await screen.findByRole('button', { name: /^log/ }))
    await user.click(await screen.findByRole('button', { name: /^server\.log/ }))
    expect((await screen.findByRole('log', { name: 'kafka_2.11-1.1.1/log/server.log' })).textContent).toContain('NotEnoughReplicas')
    await user.click(screen.getByRole('button', { name: 'Follow' }))
    await waitFor(() => expect(host.calls.some(({ member }) => member === 'mesos.follow')).toBe(true))
  })

  it('says that a task is not known any more', async () => {
    await show('/tasks/nobody', onMesos)
    expect(await screen.findByText('Mesos does not know this task any more.')).toBeDefined()
  })
})
