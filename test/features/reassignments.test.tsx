import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { FakeHostOptions } from '../support/fake-host.ts'
import { fakeMoving, fakeRun } from '../support/fake-reassignments.ts'
import { place, useScreens, type Shown } from './screen.tsx'

const inputsOf = ({ host }: Shown, member: string): readonly unknown[] =>
  host.calls.filter((call) => call.member === member).map((call) => call.input)
const unlocked = async (shown: Shown): Promise<Shown> => {
  shown.host.world.changes.access.patch('orders-eu', { level: 'guarded' })
  await screen.findByText('Guarded')
  return shown
}
const chip = async (group: string, id: string): Promise<HTMLElement> => {
  return within(await screen.findByRole('group', { name: group })).findByRole('button', { name: id })
}

describe('Reassignments: plan', () => {
  const show = useScreens()

  it('asks for nothing before a goal is whole, then shows moves, loads, time and warnings', async () => {
    const shown = await show('/reassignments')
    await screen.findByText('Choose the brokers to fill.')
    expect(inputsOf(shown, 'reassignments.propose')).toEqual([])
    await shown.user.click(await chip('Brokers to fill', '1'))
    const loads = await screen.findByRole('table', { name: 'Brokers, now and then' })
    expect(within(loads).getByText('0 → 6')).toBeDefined()
    expect(within(loads).getByText('a · agent-14.example')).toBeDefined()
    expect((await screen.findAllByRole('row')).some((row) => row.textContent?.includes('two replicas in one rack'))).toBe(true)
    expect(screen.getByText('Takes about').parentElement?.textContent).toContain('43')
    expect(inputsOf(shown, 'reassignments.propose').at(-1)).toEqual({
      cluster: 'orders-eu',
      goal: { is: 'fill', brokers: [1] },
      topics: null,
      exclude: [],
      throttle: 50 * 1024 ** 2,
      batch: 1000,
    })
  })

  it('is off with the reason while the cluster is locked; unlocked it plans exactly what is shown', async () => {
    const shown = await show('/reassignments?goal=racks')
    const start = await screen.findByRole('button', { name: 'Start…' })
    await waitFor(() => expect(start.getAttribute('title')).toBe('This cluster is locked: unlock it first'))
    await unlocked(shown)
    await waitFor(() => expect(start.getAttribute('aria-disabled')).toBeNull())
    await shown.user.click(start)
    await screen.findByRole('alertdialog')
    const [plan] = inputsOf(shown, 'reassignments.start') as { do: string; input: { moves: unknown[]; throttle: number } }[]
    expect(plan?.input.moves[0]).toEqual({ topic: 'orders.events', partition: 0, replicas: [4, 2, 3] })
    expect(plan?.input).toMatchObject({ throttle: 50 * 1024 ** 2 })
    expect(plan?.input.moves).toHaveLength(6)
  })

  it('says at the field what is wrong, and asks for nothing then', async () => {
    const shown = await show('/reassignments?goal=replication&topics=nothing.such')
    await screen.findByText('No topic has such a name.')
    await shown.user.clear(screen.getByLabelText('Replicas'))
    await shown.user.type(screen.getByLabelText('Replicas'), '0')
    expect(screen.getByText('A whole number from 1 to 100')).toBeDefined()
    await shown.user.clear(screen.getByLabelText('Throttle, MiB/s'))
    await shown.user.type(screen.getByLabelText('Throttle, MiB/s'), 'fast')
    expect(screen.getByText('A number above 0, or nothing')).toBeDefined()
    expect(inputsOf(shown, 'reassignments.propose')).toEqual([])
  })

  it('takes a file of kafka-reassign-partitions, and says what is wrong with another', async () => {
    const shown = await show('/reassignments?goal=given')
    await screen.findByText('Read a file of kafka-reassign-partitions.')
    const input = screen.getByLabelText('Read a file…', { selector: 'input' })
    const file = (text: string): File => new File([text], 'moves.json', { type: 'application/json' })
    await shown.user.upload(input, file('{"version":1,"partitions":[{"topic":"a"}]}'))
    await screen.findByText('moves.json: Entry 1: “partition” is not a whole number.')
    await shown.user.upload(input, file('{"version":1,"partitions":[{"topic":"a","partition":3,"replicas":[2,1]}]}'))
    await screen.findByText('1 partition read')
    await waitFor(() =>
      expect(inputsOf(shown, 'reassignments.propose').at(-1)).toMatchObject({
        goal: { is: 'given', moves: [{ topic: 'a', partition: 3, replicas: [2, 1] }] },
      }),
    )
  })

  const without = (scheduler: { readonly brokers: number[]; readonly realign: boolean } | null): FakeHostOptions => ({
    change: (handlers) => ({
      ...handlers,
      reassignments: { ...handlers.reassignments, path: () => ({ reassign: 'no', elect: 'no', needs: 'Kafka 2.4', scheduler }) },
    }),
  })

  it('below Kafka 2.4 says what is missing, and what there is instead', async () => {
    await show('/reassignments', without(null))
    await screen.findByText('Moving replicas needs Kafka 2.4')
    expect(screen.getByText(/Kafka’s own tool beside ZooKeeper/)).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Rebalance…' })).toBeNull()
  })

  it('which way there is may be known only later, and another screen may name the topics', async () => {
    let asked = 0
    const none = { reassign: 'unknown', elect: 'unknown', needs: 'Kafka 2.4', scheduler: null } as const
    await show('/reassignments?goal=replication&topics=orders.events', {
      change: (handlers) => ({
        ...handlers,
        reassignments: {
          ...handlers.reassignments,
          path: () => (asked++ === 0 ? none : { ...none, reassign: 'no', elect: 'no', scheduler: { brokers: [1, 2], realign: false } }),
        },
      }),
    })
    await screen.findByRole('button', { name: 'Rebalance…' }, { timeout: 20_000 })
    expect(screen.getByLabelText<HTMLInputElement>('Topics').value).toBe('orders.events')
    await screen.findByText('1 topic')
    expect(screen.queryByLabelText('Leave where it is what may stay')).toBeNull()
  })

  it('below Kafka 2.4 goes the scheduler’s way: whole topics over the brokers that stay chosen', async () => {
    const { host, user } = await show('/reassignments', without({ brokers: [1, 2, 3], realign: true }))
    const start = await screen.findByRole('button', { name: 'Rebalance…' })
    expect(start.getAttribute('aria-disabled')).toBe('true')
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    await waitFor(() => expect(start.title).toBe('Name the topics first'))
    await user.type(screen.getByLabelText('Topics'), 'orders.events')
    await screen.findByText('1 topic')
    await user.click(within(screen.getByRole('group', { name: 'Brokers that may hold them' })).getByRole('button', { name: '3' }))
    await user.type(screen.getByLabelText('Replicas'), '0')
    await screen.findByText('A whole number from 1 to 100')
    await user.clear(screen.getByLabelText('Replicas'))
    await user.click(start)
    await screen.findByRole('alertdialog')
    expect(host.calls.filter((call) => call.member === 'reassignments.rebalance').map((call) => call.input)).toMatchObject([
      { do: 'plan', input: { topics: ['orders.events'], brokers: [1, 2], replicas: null, realign: true } },
    ])
  })

  it('goes from step to step by Alt and the arrows', async () => {
    await show('/reassignments')
    await screen.findByText('Choose the brokers to fill.')
    fireEvent.keyDown(document.body, { key: 'ArrowRight', altKey: true })
    await waitFor(() => expect(place()).toContain('tab=running'))
    fireEvent.keyDown(document.body, { key: 'ArrowRight', altKey: true })
    await waitFor(() => expect(place()).toContain('tab=leaders'))
    fireEvent.keyDown(document.body, { key: 'ArrowLeft', altKey: true })
    await waitFor(() => expect(place()).toContain('tab=running'))
  })
})

describe('Reassignments: running and leaders', () => {
  const show = useScreens()

  it('shows how far it is, how fast, how long still, and what does not get on; cancel and throttle are planned', async () => {
    const shown = await unlocked(await show('/reassignments?tab=running'))
    const { runs, moving } = shown.host.world.reassignments
    runs.set([fakeRun(Date.now(), { problem: '1 of 4 get no further: broker 4 is away' }), ...runs.rows()])
    moving.set(fakeMoving())
    const bar = await screen.findByRole('progressbar', { name: 'Copied' })
    expect(bar.getAttribute('aria-valuenow')).toBe('40')
    const run = screen.getByRole('region', { name: 'Reassignment of 6 partitions' })
    for (const text of ['2 of 6', '26 m 30 s', '1 of 4 get no further: broker 4 is away'])
      expect(run.textContent?.replaceAll(/\s/g, ' ')).toContain(text)
    expect(within(await screen.findByRole('grid')).getByText('nothing was copied for 84 s')).toBeDefined()
    await shown.user.click(within(run).getByRole('button', { name: 'Cancel…' }))
    await screen.findByRole('alertdialog')
    expect(inputsOf(shown, 'reassignments.cancel').at(-1)).toMatchObject({ do: 'plan', input: { partitions: null } })
  })

  it('follows what somebody else moves, and offers nothing of it', async () => {
    const shown = await unlocked(await show('/reassignments?tab=running'))
    shown.host.world.reassignments.runs.set([fakeRun(Date.now(), { id: '', startedAt: null, throttle: null })])
    const run = await screen.findByRole('region', { name: 'Somebody else reassigns partitions' })
    expect(within(run).queryByRole('button')).toBeNull()
  })

  it('reminds of forgotten throttles', async () => {
    const leftovers = [{ kind: 'broker' as const, name: '3', key: 'leader.replication.throttled.rate', value: '100' }]
    const shown = await show('/reassignments?tab=running', {
      change: (handlers) => ({
        ...handlers,
        reassignments: { ...handlers.reassignments, leftovers: () => ({ asOf: Date.now(), leftovers }) },
      }),
    })
    await screen.findByText('A throttle setting is left')
    await unlocked(shown)
    await shown.user.click(screen.getByRole('button', { name: 'Remove…' }))
    await screen.findByRole('alertdialog')
    expect(inputsOf(shown, 'reassignments.clearThrottles')).toHaveLength(1)
  })

  it('elects those that are in sync, by key', async () => {
    const shown = await unlocked(await show('/reassignments?tab=leaders'))
    await screen.findByText('payments.ledger-1')
    fireEvent.keyDown(document.body, { key: 'e' })
    await screen.findByRole('alertdialog')
    expect(inputsOf(shown, 'reassignments.elect').at(-1)).toMatchObject({
      input: {
        partitions: [
          { topic: 'orders.events', partition: 4 },
          { topic: 'orders.events', partition: 9 },
        ],
      },
    })
  })

  it('says in each state what it knows', async () => {
    const shown = await show('/reassignments?tab=running')
    const { runs } = shown.host.world.reassignments
    runs.set([])
    await screen.findByText('Nothing is being reassigned.')
    runs.about({ state: 'loading', asOf: null })
    await waitFor(() => expect(screen.queryByText('Nothing is being reassigned.')).toBeNull())
    runs.about({
      state: 'unsupported',
      errors: [{ code: 'kafka.unsupported', about: { what: 'Reassigning partitions', needs: 'Kafka 2.4' } }],
    })
    await screen.findByText(/Kafka 2\.4/)
  })
})
