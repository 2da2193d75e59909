import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { SamsaHandlers } from '../../shared/contract/index.ts'
import type { PartitionRow } from '../../shared/contract/topics.ts'
import { AppError } from '../../shared/errors/error.ts'
import { actsOn, topicEventRows } from '../../renderer/features/topic/event-rows.ts'
import { friendlyValue } from '../../renderer/ui/config/friendly.ts'
import { fakeActs } from '../support/fake-acts.ts'
import { createCell } from '../support/fake-cell.ts'
import { fakeAct } from '../support/fake-changes.ts'
import { fakeTopics } from '../support/fake-rows.ts'
import { cellOf, place, rowNames, rowOf, useScreens } from './screen.tsx'

const settled: readonly PartitionRow[] = [
  {
    key: '0',
    partition: 0,
    leader: 1,
    leaderEpoch: 4,
    preferredLeader: 1,
    replicas: [
      { broker: 1, inSync: true, offline: false, sizeBytes: 1024 },
      { broker: 2, inSync: false, offline: false, sizeBytes: 512 },
      { broker: 3, inSync: false, offline: true, sizeBytes: null },
    ],
    inSync: 1,
    start: '10',
    end: '9007199254740993',
    messages: 9_007_199_254_740_983,
    offsets: 'read',
    asOf: 1,
    error: null,
  },
  {
    key: '1',
    partition: 1,
    leader: -1,
    leaderEpoch: null,
    preferredLeader: 3,
    replicas: [{ broker: 3, inSync: true, offline: true, sizeBytes: null }],
    inSync: 1,
    start: null,
    end: null,
    messages: null,
    offsets: 'noLeader',
    asOf: null,
    error: null,
  },
]
const change = (handlers: SamsaHandlers): SamsaHandlers => ({
  ...handlers,
  topics: { ...handlers.topics, partitions: () => createCell('key', settled, Date.now()).source },
})

describe('Topics', () => {
  const show = useScreens()

  it('lists topics by name with health, size and readers', async () => {
    await show('/topics')
    await rowOf('audit.trail')
    expect(rowNames('topic').slice(0, 2)).toEqual(['audit.trail', 'catalog.changes'])
    expect(await cellOf('payments.settled', 'offline')).toBe('2')
    expect(await cellOf('orders.events', 'size')).toBe('812 GiB')
    expect(await cellOf('team-1.stream-1', 'size')).toBe('—')
    expect(await cellOf('payments.settled', 'messages')).toMatch(/^≥ \d/)
    expect(await cellOf('orders.events', 'messages')).toMatch(/^\d/)
    expect(await cellOf('team-1.stream-1', 'messages')).toBe('—')
    expect(await cellOf('team-1.stream-8', 'groups')).toBe('nobody')
    expect(await cellOf('customers.v2', 'groups')).toBe('crm-sync+1')
  })

  it('hides internal topics until asked, and says how many', async () => {
    const { user } = await show('/topics')
    await rowOf('audit.trail')
    expect(screen.getByText('1 internal hidden')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Show internal topics' }))
    expect((await rowOf('__consumer_offsets')).textContent).toContain('internal')
    expect(place()).toBe('/topics?internal=1')
  })

  it.each([
    [/^Under-replicated/, 'urp>0', ['audit.trail', 'metrics.raw', 'payments.settled']],
    [/^No leader/, 'offline>0', ['payments.settled']],
  ])('ready filter %s', async (name, term, names) => {
    const { user } = await show('/topics')
    await rowOf('audit.trail')
    await user.click(within(screen.getByRole('group', { name: 'Filter by' })).getByRole('button', { name }))
    await waitFor(() => expect(rowNames('topic')).toEqual(names))
    expect(place()).toBe(`/topics?filter=${term}`)
  })

  it.each([
    ['rf:1', 6],
    ['groups:0', 51],
    ['broker:3 rf:1', 1],
    ['size>500g', 2],
  ])('filters by %s', async (filter, n) => {
    await show(`/topics?filter=${encodeURIComponent(filter)}`)
    expect(await screen.findByText(`${n} of 63`)).toBeDefined()
  })

  it('tells an empty list from one that is only internal, and from one that could not be read', async () => {
    const { host } = await show('/topics')
    host.world.topics.set(fakeTopics().filter((row) => row.internal))
    expect(await screen.findByText(/Only internal topics exist/)).toBeDefined()
    host.world.topics.set([])
    expect(await screen.findByText(/This cluster has no topics/)).toBeDefined()
    host.world.topics.about({ state: 'failed', errors: [{ code: 'kafka.noBroker', about: { tried: [] } }] })
    expect(await screen.findByText('No broker can be reached')).toBeDefined()
  })

  it('opens a topic with Enter', async () => {
    const { user } = await show('/topics?filter=orders.daily')
    await rowOf('orders.daily')
    await user.keyboard('j{Enter}')
    await waitFor(() => expect(place()).toBe('/topics/orders.daily'))
  })
})

describe('Topic detail', () => {
  const show = useScreens()

  it('draws replicas as leader, in sync, out of sync and away, in words too', async () => {
    await show('/topics/payments.settled?tab=partitions', { change })
    const row = await rowOf('p0')
    expect(
      within(row)
        .getAllByRole('listitem')
        .map((item) => item.getAttribute('aria-label')),
    ).toEqual(['broker 1: leader', 'broker 2: out of sync', 'broker 3: away'])
  })

  it('says “no leader” where there is no end, and writes offsets in full', async () => {
    await show('/topics/payments.settled?tab=partitions', { change })
    expect(await cellOf('p1', 'end')).toBe('no leader')
    expect(await cellOf('p1', 'leader')).toBe('no leader')
    expect(await cellOf('p1', 'messages')).toBe('—')
    expect(await cellOf('p0', 'end')).toBe('9 007 199 254 740 993')
    expect(screen.getByText('1 of 2 without a leader')).toBeDefined()
    // What is missing from a sum is said in the head.
    expect(screen.getByText('messages kept').textContent).toContain('≥')
  })

  it('lists the groups that read it, with their lag here', async () => {
    const { user } = await show('/topics/payments.settled?tab=groups')
    expect(await cellOf('risk-replay', 'lag')).toBe('≥ 934 210')
    await user.dblClick(await rowOf('risk-replay'))
    await waitFor(() => expect(place()).toBe('/groups/risk-replay'))
  })

  it('explains the lag of a group in it, by key, in the address', async () => {
    const { user, host } = await show('/topics/payments.settled?tab=groups')
    await user.click(await rowOf('risk-replay'))
    await user.keyboard('e')
    const dialog = await screen.findByRole('dialog', { name: 'Explain this number' })
    expect(place()).toContain('explain=risk-replay')
    expect(await within(dialog).findByText(/^risk-replay: .* is the sum of the lag of its partitions/)).toBeDefined()
    expect(host.calls.findLast((call) => call.member === 'lag.explain')?.input).toMatchObject({ group: 'risk-replay' })
  })

  it('shows configs with units, source and description; hides what is sensitive', async () => {
    const { user } = await show('/topics/orders.events?tab=config')
    expect(await cellOf('retention.ms', 'value')).toBe('2592000003 d')
    expect(await cellOf('retention.ms', 'source')).toBe('topic override')
    expect(await cellOf('ssl.keystore.password', 'value')).toBe('•••• hidden by Kafka')
    await user.click(await rowOf('retention.ms'))
    expect(await screen.findByText(/How long records are kept/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Only overrides' }))
    await waitFor(() => expect(rowNames('name')).toEqual(['retention.ms']))
  })

  it('says which Kafka configs need, and which right', async () => {
    const fails = (error: AppError) => ({
      change: (handlers: SamsaHandlers): SamsaHandlers => ({
        ...handlers,
        topics: {
          ...handlers.topics,
          config: () => {
            throw error
          },
        },
      }),
    })
    await show(
      '/topics/orders.events?tab=config',
      fails(new AppError('kafka.unsupported', { what: 'Reading configs', needs: 'Kafka 0.11' })),
    )
    expect(await screen.findByText('It needs Kafka 0.11.')).toBeDefined()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('shows the ACLs that speak of it, and begins another with its name', async () => {
    const { host, user } = await show('/topics/orders.events?tab=access')
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    await screen.findByText('Guarded')
    await rowOf('User:shop')
    // By its name, by how it begins, and of all topics; none of groups, of the cluster, or of other topics.
    const principals = rowNames('principal')
    expect(principals.toSorted()).toEqual(['User:billing', 'User:billing', 'User:intern', 'User:shop'])
    expect(screen.queryByText('public.…')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Add an ACL' }))
    const dialog = await screen.findByRole('dialog', { name: 'Add an ACL' })
    expect(within(dialog).getByLabelText<HTMLInputElement>('Name').value).toBe('orders.events')
  })

  it('says that brokers without an authorizer keep no ACLs', async () => {
    await show('/topics/orders.events?tab=access', {
      change: (handlers) => ({
        ...handlers,
        security: { ...handlers.security, acls: () => ({ asOf: 0, authorizer: false, acls: [], unknown: 0 }) },
      }),
    })
    expect(await screen.findByRole('heading', { name: 'The brokers have no authorizer' })).toBeDefined()
    expect(screen.queryByRole('grid')).toBeNull()
  })

  it('reads its messages on a tab: nothing before it is asked, from the offset in the address, and not at a recorded moment', async () => {
    const { host, user } = await show('/topics/orders.events?tab=messages&partition=2&offset=77')
    const read = await screen.findByRole('button', { name: 'Read' })
    expect(screen.getByRole('tab', { name: 'Messages', selected: true })).toBeDefined()
    const browsed = () => host.calls.filter(({ member }) => member === 'messages.browse').map(({ input }) => input)
    expect(browsed()).toEqual([])
    await user.click(read)
    await rowOf('12 408 332')
    expect(browsed()).toEqual([expect.objectContaining({ topic: 'orders.events', partitions: [2], from: { at: 'offset', offset: '77' } })])
    await user.click(screen.getByRole('tab', { name: /^Partitions/ }))
    // What was looked for belongs to the messages.
    expect(place()).toBe('/topics/orders.events?tab=partitions')
    location.hash = `#/c/orders-eu/topics/orders.events?tab=messages&at=${Date.now() - 600_000}`
    expect(await screen.findByText(/^Messages are not recorded: they are read from the brokers when you ask/)).toBeDefined()
    expect(screen.getByRole('button', { name: 'Read' }).getAttribute('aria-disabled')).toBe('true')
  })

  it('tells what happened to it and who changed it, newest first, and opens the moment or the act', async () => {
    const { host, user } = await show('/topics/orders.events?tab=events')
    host.world.changes.acts.set(fakeActs(Date.now()))
    const grid = await screen.findByRole('grid', { name: 'Events' })
    await rowOf('Change configuration of orders.events: unknown')
    const told = within(grid)
      .getAllByRole('row')
      .slice(1)
      .map((row) => row.querySelector('[data-column="what"]')?.textContent)
    expect(told).toEqual([
      'Replicas of 12 partitions got in sync',
      'A broker that holds replicas of it came back',
      'Replicas of 12 partitions fell out of sync',
      'A broker that holds replicas of it went away',
      '8 partitions got another leader',
      '1 partition lost its leader',
      'Change configuration of orders.events: unknown',
      'The topic appeared',
    ])
    expect(await cellOf('A broker that holds replicas of it came back', 'about')).toBe('broker 3')
    expect(screen.getByText(/Changes, and brokers that hold it: as far as Samsa recorded\. Leaders and replicas: since/)).toBeDefined()
    await user.dblClick(await rowOf('Change configuration of orders.events: unknown'))
    await waitFor(() => expect(place()).toBe('/activity?act=act-7'))
  })

  it('tells at a recorded moment only what was before it', async () => {
    const { user } = await show(`/topics/orders.events?tab=events&at=${Date.now() - 35 * 60_000}`)
    await rowOf('The topic appeared')
    expect(screen.queryByText('A broker that holds replicas of it came back')).toBeNull()
    await user.dblClick(await rowOf('A broker that holds replicas of it went away'))
    await waitFor(() => expect(place()).toMatch(/^\/topics\/orders\.events\?at=\d+$/))
  })

  it('does not tell twice that it came or went, where an act tells it', () => {
    const event = { broker: null, partitions: null }
    const events = [
      { ...event, at: 1_000_000, kind: 'created' as const },
      { ...event, at: 9_000_000, kind: 'deleted' as const },
    ]
    const acts = actsOn(
      [
        fakeAct(0, { act: 'a', at: 940_000, command: 'topics.create', object: 'orders', title: 'Create topic orders', state: 'verified' }),
        fakeAct(0, { act: 'b', at: 1, command: 'groups.remove', object: 'orders', title: 'Delete group orders' }),
        fakeAct(0, { act: 'c', at: 2, command: 'topics.configure', object: 'orders.retry', title: 'of another' }),
      ],
      'orders',
    )
    expect(topicEventRows('orders', events, acts).map(({ what }) => what)).toEqual(['The topic is gone', 'Create topic orders'])
  })

  it('says that a topic is gone', async () => {
    await show('/topics/nosuchtopic', {
      change: (handlers) => ({
        ...handlers,
        topics: { ...handlers.topics, partitions: () => createCell<PartitionRow>('key', [], Date.now()).source },
      }),
    })
    expect(await screen.findByText('The cluster knows no topic ‘nosuchtopic’.')).toBeDefined()
  })

  it('changes tabs by number', async () => {
    const { user } = await show('/topics/orders.events?tab=partitions')
    await rowOf('p0')
    await user.keyboard('5')
    expect(place()).toBe('/topics/orders.events?tab=config')
  })
})

describe('Values of configs in units that a person thinks in', () => {
  it.each([
    ['retention.ms', '604800000', '7 d'],
    ['retention.ms', '-1', 'no limit'],
    ['retention.bytes', '-1', 'no limit'],
    ['segment.bytes', '1073741824', '1.0 GiB'],
    ['flush.messages', '9223372036854775807', 'no limit'],
    ['request.timeout.ms', '30000', '30 s'],
    ['log.retention.hours', '168', '7 d'],
    ['min.insync.replicas', '2', null],
    ['cleanup.policy', 'delete', null],
    ['max.poll.interval.ms', '500', null],
    ['retention.ms', null, null],
  ])('%s = %s is %s', (name, value, friendly) => {
    expect(friendlyValue(name, value)?.replaceAll('\u202F', ' ') ?? null).toBe(friendly)
  })
})
