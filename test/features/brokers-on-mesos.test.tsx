import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { cellOf, place, rowNames, rowOf, useScreens } from './screen.tsx'

const onMesos = { onMesos: true } as const

/** As text, with plain blanks; what counts by itself without its figures. */
const words = (text: string): string => text.replaceAll('\u202F', ' ')

describe('Brokers on Mesos', () => {
  const show = useScreens()
  const state = async (id: string): Promise<string> => words(await cellOf(id, 'state'))
  const headOf = (name: string): HTMLElement | null => {
    const heads = screen.getAllByRole('row').filter((row) => !row.hasAttribute('aria-rowindex'))
    return heads.find((head) => head.textContent?.startsWith(name)) ?? null
  }

  it('says the state of each in words, with what comes next', async () => {
    await show('/brokers', onMesos)
    await rowOf('0')
    expect(screen.getByText('6 of 11 running')).toBeDefined()
    expect(await state('0')).toBe('Running12 d')
    expect(await state('2')).toBe('Running10 d · controller')
    expect(await state('3')).toBe('Running9 d · data in the sandbox')
    expect(await state('4')).toBe('Running8 d · needs restart')
    expect(await state('5')).toMatch(/^Failed twice of 5next try in 1 m 3\d s$/)
    expect(await state('6')).toBe('Waiting for an offerany agent that fits')
    expect(await state('7')).toMatch(/^Stoppedreturns to agent-17 for 6 m \d\d s$/)
    expect(await state('8')).toBe('Launching2nd try · on agent-18')
    expect(await state('9')).toContain('not in Kafka')
    expect(await state('10')).toBe('Deactivatedfailed 5 times in a row, needs a start')
    expect(await state('42')).toBe('Upunknown to the scheduler')
  })

  it('counts the phases, and says how old the sources are', async () => {
    await show('/brokers', onMesos)
    const counts = await screen.findByText(/^12 brokers: /)
    expect(counts.textContent).toBe(
      '12 brokers: 6 running, 1 waiting, 1 failed, 1 deactivated, 1 changing, 1 stopped, 1 unknown to the scheduler',
    )
    expect(words(counts.nextElementSibling?.textContent ?? '')).toMatch(/^scheduler \d+ s ago, metrics .+ ago$/)
  })

  it('marks where scheduler, Mesos and Kafka contradict each other, in words', async () => {
    await show('/brokers', onMesos)
    const mark = async (id: string): Promise<string | null> =>
      within(await rowOf(id))
        .getByRole('img')
        .getAttribute('aria-label')
    expect(await mark('0')).toBe('Scheduler: yes. Mesos: yes. Kafka: yes. Scheduler, Mesos and Kafka say the same')
    expect(await mark('9')).toBe('Scheduler: yes. Mesos: yes. Kafka: no. Running for the scheduler, unknown to Kafka')
    expect(await mark('10')).toMatch(/^Scheduler: yes. Mesos: not read\./)
    expect(await mark('42')).toMatch(/In Kafka, unknown to the scheduler$/)
  })

  it('shows what was asked and what is used; unknown is a dash', async () => {
    await show('/brokers', onMesos)
    expect(await cellOf('1', 'cpu')).toBe('2.0cores')
    expect(await cellOf('1', 'memory')).toBe('6.0heap 4.0')
    expect(await cellOf('1', 'in')).toBe('21.0')
    expect(await cellOf('1', 'idle')).toBe('85 %')
    for (const column of ['in', 'idle', 'size']) expect(await cellOf('6', column)).toBe('—')
  })

  it('tells under the row of a broker that does not come up why, and what the offer clock says', async () => {
    await show('/brokers', onMesos)
    await rowOf('5')
    expect(await screen.findByText('It used more memory than it was given, and was killed.')).toBeDefined()
    const steps = screen.getByRole('list', { name: 'What comes next' })
    expect(words(steps.textContent ?? '')).toMatch(/waits 1 m [345]\d s.*any agent that fits/)
    const clock = screen.getAllByText(/^It holds 1 now: agent-20\. This scheduler refuses an offer/)
    expect(clock.map((each) => words(each.textContent ?? ''))).toHaveLength(2)
    expect(words(clock[0]?.textContent ?? '')).toContain(
      'for about 1 h, and does not look at that agent until then. Starting the broker again',
    )
  })

  it('counts down by itself', async () => {
    const { host } = await show('/brokers', onMesos)
    const row = host.world.brokers.rows().find(({ id }) => id === 5)
    if (!row?.scheduler) throw new Error('broker 5 is not there')
    const nextTryAt = Date.now() + 2_500
    host.world.brokers.patch('5', { scheduler: { ...row.scheduler, phase: { kind: 'failed', failures: 1, nextTryAt, maxTries: null } } })
    await waitFor(async () => expect(await state('5')).toBe('Failed oncenext try is due'), { timeout: 10_000 })
  })

  it('filters by the scheduler’s expression', async () => {
    await show(`/brokers?filter=${encodeURIComponent('0..4[rack=r2]')}`, onMesos)
    await rowOf('2')
    expect(rowNames('id')).toEqual(['2', '3'])
  })

  it('groups by agent, rack and state', async () => {
    const { user } = await show('/brokers', onMesos)
    await rowOf('0')
    await user.click(screen.getByRole('radio', { name: 'Rack' }))
    expect(place()).toBe('/brokers?group=rack')
    expect(headOf('rack r1')?.textContent).toBe('rack r1 2')
    await user.click(screen.getByRole('radio', { name: 'State' }))
    await waitFor(() => expect(headOf('Waiting for an offer')).not.toBeNull())
    // What is worst stands first, what runs well after it.
    const heads = screen.getAllByRole('row').flatMap((row) => (row.hasAttribute('aria-rowindex') ? [] : [row.textContent ?? '']))
    const at = (name: string): number => heads.findIndex((head) => head.startsWith(name))
    expect(at('Deactivated')).toBeLessThan(at('Running'))
  })

  it('inspects a broker that failed: why, what comes next, its settings', async () => {
    const { user } = await show('/brokers', onMesos)
    await user.click(await rowOf('5'))
    const inspector = await screen.findByRole('complementary', { name: 'Broker 5' })
    const text = words(inspector.textContent ?? '')
    expect(text).toMatch(/Failed twice of 5, next try in/)
    expect(text).toMatch(/Why it does not run.*TASK_FAILED.*used more memory.*Memory limit exceeded.*Raise the memory/)
    expect(text).toMatch(/What comes next.*3 more failures in a row deactivate it/)
    expect(text).toMatch(/Constraintshostname=uniquerack=groupBy:3/)
  })

  it('inspects a running broker: three views, resources, what follows a crash', async () => {
    const { user } = await show('/brokers', onMesos)
    await user.click(await rowOf('3'))
    const text = words((await screen.findByRole('complementary', { name: 'Broker 3' })).textContent ?? '')
    expect(text).toMatch(/Running 9 d on agent-14 \(rack r2\), endpoint agent-14\.eu\.example\.org:31003, leads 71\./)
    expect(text).toMatch(/Three views: agree.*running.*TASK_RUNNING on agent-14.*registered at agent-14:31003/)
    expect(text).toMatch(/If it crashes now.*waits 1 m 00 s.*agent-14 only.*any agent that fits/)
    expect(text).toContain('Its data lies in the sandbox of the task')
  })

  it('says what is missing while the scheduler does not answer, and keeps what Kafka says', async () => {
    const { host } = await show('/brokers', onMesos)
    await rowOf('0')
    host.world.mesos.systems.patch('scheduler', { state: 'failed', error: { code: 'scheduler.disconnected', about: { address: 'x' } } })
    const strip = await screen.findByText(/^The Kafka scheduler does not answer/)
    expect(strip.closest('[role=status]')?.textContent).toContain('there is only what Kafka and Mesos say')
    expect(await rowOf('0')).toBeDefined()
  })

  it('shows when each broker ran, as far as Mesos remembers', async () => {
    const { host } = await show('/brokers', onMesos)
    await rowOf('0')
    host.world.brokers.set(host.world.brokers.rows().filter(({ id }) => id <= 5))
    const lives = await screen.findByRole('region', { name: 'Last 7 days' })
    expect(within(lives).getByRole('img', { name: 'Broker 0' })).toBeDefined()
    expect(await within(lives).findByRole('img', { name: /^Broker 5\. not running from/ })).toBeDefined()
  })
})

describe('Brokers of the DC/OS scheduler', () => {
  const show = useScreens()

  it('shows its plans with phases, steps and their status, and its endpoints; acts say why they are off', async () => {
    const { host } = await show('/brokers', { onMesos: true })
    const error = { code: 'scheduler.dcos', about: { address: 'https://dcos.example.org/service/kafka' } }
    host.world.mesos.systems.patch('scheduler', { state: 'failed', error })
    const plans = await screen.findByRole('region', { name: 'Plans of the DC/OS scheduler' })
    const steps = await within(plans).findByRole('list', { name: 'deploy, broker' })
    expect(
      within(steps)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual(['broker in progress', 'kafka-0:[broker] complete', 'kafka-1:[broker] complete', 'kafka-2:[broker] delayed after a failure'])
    expect(plans.textContent).toContain('2 of 3 steps')
    expect(plans.textContent).toContain('master.mesos:2181/dcos-service-kafka')
    const add = screen.getByRole('button', { name: /Add broker/ })
    expect(add.getAttribute('aria-disabled')).toBe('true')
    expect(plans.textContent).toContain('changes nothing through it')
    // It answers: that it is another one is no failure.
    expect(screen.queryByText(/Kafka scheduler does not answer/)).toBeNull()
  })
})
