import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { GroupPartitionRow, MemberRow } from '../../shared/contract/groups.ts'
import type { SamsaHandlers } from '../../shared/contract/index.ts'
import { createCell } from '../support/fake-cell.ts'
import { fakeGroup, fakeGroupPartitions, fakeMembers } from '../support/fake-rows.ts'
import { cellOf, place, rowNames, rowOf, useScreens } from './screen.tsx'

const sample = fakeGroupPartitions(fakeGroup('g'))[0]
if (!sample) throw new Error('no sample')
const row = (partition: number, change: Partial<GroupPartitionRow> = {}): GroupPartitionRow => ({
  ...sample,
  key: String(partition),
  topic: `t${partition}`,
  partition,
  ...change,
})
const lacking = { lag: null, lost: null, ahead: null }
const partitions: readonly GroupPartitionRow[] = [
  row(0, {
    start: '0',
    committed: '9007199254740993',
    end: '9223372036854775807',
    lag: 5000,
    reading: 'complete',
    member: 'm',
    clientId: 'app',
  }),
  row(1, { ...lacking, reading: 'noCommit', committed: null }),
  row(2, { ...lacking, reading: 'noLeader', leader: -1, end: null, start: null }),
  row(3, { ...lacking, reading: 'topicGone', leader: -1, end: null, start: null }),
  row(4, { lag: 0, lost: 7, reading: 'complete', member: null, clientId: null }),
  row(5, { ...lacking, reading: 'notRead', end: null }),
  row(6, { ...lacking, reading: 'forbidden', end: null, start: null }),
]

const members = createCell<MemberRow>('member', fakeMembers(fakeGroup('g', { members: 3 })), Date.now())
const cell = createCell<GroupPartitionRow>('key', partitions, Date.now())
const change = (handlers: SamsaHandlers): SamsaHandlers => ({
  ...handlers,
  groups: { ...handlers.groups, partitions: () => cell.source, members: () => members.source },
})

describe('Group detail', () => {
  const show = useScreens()

  it('tells total, worst partition, members and coordinator in its head', async () => {
    await show('/groups/billing?tab=partitions')
    expect(await screen.findByRole('heading', { name: 'billing' })).toBeDefined()
    expect((await screen.findByText('Total lag')).parentElement?.textContent).toBe('Total lag2\u202F418\u202F930')
    expect(screen.getByText('Members on hosts').parentElement?.textContent).toBe('Members on hosts12on 4')
    expect(screen.getByRole('button', { name: 'broker 2' })).toBeDefined()
    expect(screen.getByRole('img', { name: /partitions by lag, the largest/ })).toBeDefined()
  })

  it('begins with the verdict, and tells how old the lag is, where it goes and when something is lost', async () => {
    await show('/groups/billing?tab=partitions')
    expect((await screen.findByText(/^Falling behind.*, seen since \d\d:\d\d:/)).parentElement?.textContent).toContain('2.4\u202Fk in')
    expect(screen.getByText('Worst time lag').parentElement?.textContent).toBe('Worst time lag31\u202Fm')
    expect(screen.getByText('Per minute').parentElement?.textContent).toBe('Per minute+78.0\u202Fk')
    expect(screen.getByText('Clears in', { selector: 'dt' }).parentElement?.textContent).toBe('Clears innever')
    expect(screen.queryByText('Retention in', { selector: 'dt' })).toBeNull()
  })

  it('words, never 0, for what a reading lacks', async () => {
    await show('/groups/billing?tab=partitions', { change })
    expect(await cellOf('t1', 'lag')).toBe('no commit')
    expect(await cellOf('t1', 'committed')).toBe('no commit')
    expect(await cellOf('t2', 'lag')).toBe('no leader')
    expect(await cellOf('t2', 'leader')).toBe('no leader')
    expect(await cellOf('t2', 'end')).toBe('no leader')
    expect(await cellOf('t3', 'lag')).toBe('topic gone')
    expect(await cellOf('t5', 'lag')).toBe('not read')
    expect(await cellOf('t6', 'lag')).toBe('not allowed')
    expect(await cellOf('t4', 'lag')).toBe('0')
  })

  it('writes offsets in full, beyond what a number can carry', async () => {
    await show('/groups/billing?tab=partitions', { change })
    expect(await cellOf('t0', 'committed')).toBe('9 007 199 254 740 993')
    expect(await cellOf('t0', 'end')).toBe('9 223 372 036 854 775 807')
  })

  it.each([
    ['Only with lag', ['0']],
    ['Only unowned', ['4']],
    ['Only no commit', ['1']],
    ['Only lost', ['4']],
  ])('%s', async (name, wanted) => {
    const { user } = await show('/groups/billing?tab=partitions', { change: (handlers) => change(handlers) })
    await rowOf('t0')
    await user.click(screen.getByRole('button', { name }))
    await waitFor(() => expect(rowNames('partition')).toEqual(wanted))
  })

  it('links to topic and leader, and opens the partition in its topic', async () => {
    const { user } = await show('/groups/billing?tab=partitions', { change })
    await user.dblClick(await rowOf('t0'))
    await waitFor(() => expect(place()).toBe('/topics/t0?filter=partition:0'))
  })

  it('groups partitions by what the user asks for, each head with its lag; what is not known is not summed as 0', async () => {
    const { user } = await show('/groups/billing?tab=partitions', { change })
    await rowOf('t0')
    await user.click(screen.getByRole('radio', { name: 'Leader' }))
    await waitFor(() => expect(place()).toBe('/groups/billing?tab=partitions&by=leader'))
    expect(screen.getByRole('row', { name: /^broker \d+ 5 partitions · lag ≥\u202f5\u202f000$/ })).toBeTruthy()
    expect(screen.getByRole('row', { name: 'no leader 2 partitions · lag —' })).toBeTruthy()
    await user.click(screen.getByRole('radio', { name: 'Topic' }))
    expect(await screen.findByRole('row', { name: 't4 1 partition · lag 0' })).toBeTruthy()
  })

  it('opens the messages of a partition where the group stands, and its newest', async () => {
    const { user } = await show('/groups/billing?tab=partitions', { change })
    await user.pointer({ target: await rowOf('t0'), keys: '[MouseRight]' })
    await user.click(await screen.findByRole('menuitem', { name: /Messages from the committed offset/ }))
    await waitFor(() => expect(place()).toBe('/topics/t0/messages?partition=0&offset=9007199254740993'))
  })

  it('changes tabs by key, and the tab is part of the place', async () => {
    const { user } = await show('/groups/billing?tab=partitions')
    await rowOf('24')
    await user.keyboard('3')
    expect(place()).toBe('/groups/billing?tab=members')
    expect(await screen.findByRole('tab', { name: /Members/, selected: true })).toBeDefined()
    await user.keyboard('2')
    expect(place()).toBe('/groups/billing?tab=partitions')
  })

  it('flags idle members and the one with most of the lag', async () => {
    const [first, second, third] = fakeMembers(fakeGroup('g', { members: 3 }))
    if (!first || !second || !third) throw new Error('no samples')
    members.set([
      { ...first, share: 0.8 },
      { ...second, share: 0.2 },
      { ...third, partitions: 0, assigned: [], share: 0, lag: 0 },
    ])
    const { user } = await show('/groups/billing?tab=members', { change })
    expect((await rowOf('consumer-3')).textContent).toContain('idle')
    expect(screen.getByText('1 member is idle: more members than partitions')).toBeDefined()
    expect(screen.getByText('consumer-1 has 80 % of the lag', { normalizer: (text) => text.replaceAll('\u202F', ' ') })).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Only idle' }))
    await waitFor(() => expect(rowNames('client')).toEqual(['consumer-3']))
  })

  it('says that a group is gone, and leads back', async () => {
    const { user } = await show('/groups/nosuchgroup')
    expect(await screen.findByText('The cluster knows no group ‘nosuchgroup’.')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'All groups' }))
    await waitFor(() => expect(place()).toBe('/groups'))
  })

  it('says which right is missing instead of an empty table', async () => {
    await show('/groups/partner-feed')
    expect(await screen.findByText('Not allowed: needs Describe on group partner-feed')).toBeDefined()
    expect(screen.queryByRole('grid')).toBeNull()
  })

  it('an empty group says that nobody reads', async () => {
    await show('/groups/nightly-export?tab=members')
    expect(await screen.findByText(/No members: nobody is reading/)).toBeDefined()
  })

  it('group ids are text: any of them can be opened', async () => {
    const name = 'a/b c?d#e%'
    await show(`/groups/${encodeURIComponent(name)}`, {
      change: (handlers) => ({
        ...handlers,
        groups: { ...handlers.groups, one: () => createCell('group', [fakeGroup(name)], Date.now()).source },
      }),
    })
    expect(await screen.findByRole('heading', { name })).toBeDefined()
    expect(within(screen.getByRole('main')).queryByText(/knows no group/)).toBeNull()
  })
})
