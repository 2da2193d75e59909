import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { resetOff } from '../../renderer/app/actions-group.ts'
import { fakeGroup } from '../support/fake-rows.ts'
import { cellOf, place, rowNames, rowOf, useScreens } from './screen.tsx'

describe('Consumer groups', () => {
  const show = useScreens()

  it('lists all groups, most lag first, with the count in the head', async () => {
    await show('/groups')
    await rowOf('bi-loader')
    expect(rowNames('group').slice(0, 3)).toEqual(['bi-loader', 'nightly-export', 'ledger-sink'])
    expect(screen.getByText('38 groups: 36 with members, 1 without, 1 not allowed, 1 read in part')).toBeDefined()
    expect(await cellOf('billing', 'lag')).toBe('2 418 930')
    expect(await cellOf('billing', 'members')).toBe('12 / 4')
  })

  it('x saves what is shown, in words and seconds: no number that is only an order', async () => {
    const saved: Blob[] = []
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: (blob: Blob) => `blob:${saved.push(blob)}`, revokeObjectURL: () => {} }))
    const names: string[] = []
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
      names.push(this.download)
    })
    const { user } = await show('/groups?filter=billing')
    await rowOf('billing')
    await user.keyboard('x')
    await waitFor(() => expect(saved).toHaveLength(1))
    expect(names).toEqual(['groups.csv'])
    const [head, ...rows] = ((await saved[0]?.text()) ?? '').trim().split('\r\n')
    expect(head).toBe('Group,Verdict,State,Members,Most lag in,Lag,Time lag (s),In → out /s,Per min,Clears in (s),Last hour')
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatch(/^billing,Falling behind,Stable,12,orders\.events,2418930,1860,2\.4.k → 1\.1.k,78000,never,\d+$/)
    await user.click(screen.getByRole('button', { name: 'Save as CSV' }))
    await waitFor(() => expect(saved).toHaveLength(2))
    vi.restoreAllMocks()
  })

  it('marks a sum that misses something, and says what', async () => {
    await show('/groups')
    expect(await cellOf('risk-replay', 'lag')).toBe('≥ 934 210')
    expect(within(await rowOf('risk-replay')).getByTitle('Not in the sum: 2 without a leader')).toBeDefined()
  })

  it('shows unknown as a dash and a measured zero as 0', async () => {
    const { host } = await show('/groups')
    host.world.groups.set([fakeGroup('unread', { lag: null, lagMax: null, lost: null, members: null }), fakeGroup('idle', { lag: 0 })])
    await waitFor(async () => expect(await cellOf('unread', 'lag')).toBe('—'))
    expect(await cellOf('unread', 'members')).toBe('—')
    expect(await cellOf('idle', 'lag')).toBe('0')
  })

  it('a group with offsets in ZooKeeper is told as such: its state is unknown, not empty, and nothing of it is changed', async () => {
    const { host } = await show('/groups')
    const unknown = { state: '', members: null, hosts: null, coordinator: null, type: 'unknown', kind: '' } as const
    host.world.groups.set([fakeGroup('mirror (ZooKeeper)', { ...unknown, offsetsIn: 'zookeeper', lag: 70 })])
    const row = await rowOf('mirror')
    expect(row.textContent).toContain('offsets in ZooKeeper')
    expect(await cellOf('mirror', 'state')).toBe('unknown')
    expect(within(row).getByTitle(/^Its offsets are in ZooKeeper, and brokers know nothing else/)).toBeDefined()
    expect(await cellOf('mirror', 'lag')).toBe('70')
    expect(await cellOf('mirror', 'members')).toBe('—')
    const acts = { group: 'mirror (ZooKeeper)', members: null, access: 'ok', offsetsIn: 'zookeeper' } as const
    expect(resetOff(true, acts)).toBe('Its offsets are in ZooKeeper, where Samsa changes nothing')
  })

  it('keeps the row of a group that may not be described, with the missing right and the command that grants it', async () => {
    const { host, user } = await show('/groups?filter=access:forbidden')
    const row = await rowOf('partner-feed')
    expect(row.textContent).toContain('Not allowed: needs Describe on group partner-feed')
    await user.click(within(row).getByRole('button', { name: 'Copy the ACL command' }))
    await waitFor(() =>
      expect(host.calls.find((call) => call.member === 'host.copyText')?.input).toMatchObject({
        text: expect.stringContaining('kafka-acls.sh'),
      }),
    )
  })

  it('writes facets into the filter, and takes them back', async () => {
    const { user } = await show('/groups')
    await rowOf('billing')
    const kinds = screen.getByRole('region', { name: 'Kind' })
    await user.click(within(kinds).getByRole('button', { name: /Streams/ }))
    expect(place()).toBe('/groups?filter=kind:streams')
    await waitFor(() => expect(rowNames('group')).toEqual(['metrics', 'shipping-plan', 'stock-levels']))
    await user.click(within(kinds).getByRole('button', { name: /Connect/ }))
    expect(place()).toBe('/groups?filter=kind:connect')
    await user.click(within(kinds).getByRole('button', { name: /Connect/ }))
    expect(place()).toBe('/groups')
  })

  it.each([
    ['state:empty', ['nightly-export']],
    ['lag>5m', ['bi-loader', 'nightly-export', 'ledger-sink']],
    ['broker:3 lag>100k', ['bi-loader', 'fraud-scoring']],
    ['lost>0', ['ledger-sink']],
    ['topic:orders.d*', ['nightly-export']],
    ['members=0', ['nightly-export']],
    ['partial:yes', ['risk-replay']],
  ])('filters by %s', async (filter, names) => {
    await show(`/groups?filter=${encodeURIComponent(filter)}`)
    await rowOf(names[0] ?? '')
    expect(rowNames('group')).toEqual(names)
  })

  it('says so when nothing matches, and clears', async () => {
    const { user } = await show('/groups?filter=nosuchgroup')
    expect(await screen.findByText(/No match for ‘nosuchgroup’ in 38 groups/)).toBeDefined()
    expect(screen.getByText('0 of 38')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Clear' }))
    await rowOf('billing')
    expect(place()).toBe('/groups')
  })

  it('watches a group by key and by star, and keeps it for this profile', async () => {
    const { user, host } = await show('/groups?filter=billing')
    await user.click(await rowOf('billing'))
    await user.keyboard('*')
    expect(await screen.findByRole('button', { name: 'Stop watching billing' })).toBeDefined()
    // The core keeps it: it tells about watched groups with no page open.
    expect(host.world.alerts.settings.rows()[0]?.watched).toEqual(['billing'])
    await user.click(screen.getByRole('button', { name: 'Stop watching billing' }))
    expect(await screen.findByRole('button', { name: 'Watch billing' })).toBeDefined()
  })

  it('is driven by keys: / filters, j moves, Enter opens', async () => {
    const { user } = await show('/groups')
    await rowOf('bi-loader')
    await user.keyboard('/')
    await user.keyboard('fraud{Enter}')
    await waitFor(() => expect(rowNames('group')).toEqual(['fraud-scoring']))
    await user.keyboard('j{Enter}')
    await waitFor(() => expect(place()).toBe('/groups/fraud-scoring'))
  })

  it('tells verdict, time lag, rates and when it clears', async () => {
    await show('/groups?filter=billing')
    expect(await cellOf('billing', 'verdict')).toBe('FFalling behind')
    expect(await cellOf('billing', 'timeLag')).toBe('31 m')
    expect(await cellOf('billing', 'in')).toBe('2.4 k → 1.1 k')
    expect(await cellOf('billing', 'slope')).toBe('+78.0 k')
    expect(await cellOf('billing', 'eta')).toBe('never')
  })

  it('links to its topics', async () => {
    const { user } = await show('/groups?filter=billing')
    await user.click(within(await rowOf('billing')).getByRole('button', { name: 'orders.events' }))
    await waitFor(() => expect(place()).toBe('/topics/orders.events'))
  })

  describe('states of the data', () => {
    it('loading: what has been read so far', async () => {
      const { host } = await show('/groups')
      host.world.groups.set([])
      host.world.groups.about({ state: 'loading', asOf: null, progress: { done: 412, total: 1150 } })
      expect(await screen.findByText('Reading groups… 412 of 1 150')).toBeDefined()
    })
    it('empty: one sentence', async () => {
      const { host } = await show('/groups')
      host.world.groups.set([])
      expect(await screen.findByText(/No consumer groups yet/)).toBeDefined()
    })
    it('stale: the age, and the rows stay', async () => {
      const { host } = await show('/groups')
      host.world.groups.about({ state: 'stale', asOf: Date.now() - 48_000 })
      expect((await screen.findAllByText(/last read \d+ s ago/)).length).toBeGreaterThan(0)
      await rowOf('billing')
    })
    it('partial: names who did not answer, and reads again on demand', async () => {
      const { host, user } = await show('/groups')
      host.world.groups.about({ errors: [{ code: 'kafka.unreachable', about: { address: 'agent-13:31002', why: 'timed out' } }] })
      expect(await screen.findByText('agent-13:31002 does not answer.')).toBeDefined()
      await rowOf('billing')
      await user.click(screen.getByRole('button', { name: 'Retry' }))
      await waitFor(() => expect(host.calls.map((call) => call.member)).toContain('cluster.readNow'))
    })
    it('forbidden and unsupported: which right, which release', async () => {
      const { host } = await show('/groups')
      host.world.groups.set([])
      host.world.groups.about({
        state: 'unsupported',
        errors: [{ code: 'kafka.unsupported', about: { what: 'Listing groups', needs: 'Kafka 0.9' } }],
      })
      expect(await screen.findByText('It needs Kafka 0.9.')).toBeDefined()
      const right = { right: 'Describe', resource: 'cluster', command: 'kafka-acls.sh --add --operation Describe --cluster' }
      host.world.groups.about({ state: 'forbidden', errors: [{ code: 'kafka.forbidden', about: right }] })
      expect(await screen.findByText('Not allowed: needs Describe on cluster')).toBeDefined()
    })
    it('failed: title, cause and remedy, a way to try again and one to the profile', async () => {
      const { host, user } = await show('/groups')
      host.world.groups.set([])
      host.world.groups.about({ state: 'failed', errors: [{ code: 'kafka.refused', about: { address: 'k:9092' } }] })
      expect(await screen.findByRole('alert')).toHaveProperty('textContent', expect.stringContaining('Nothing listens at k:9092'))
      expect(screen.getByRole('button', { name: 'Retry' })).toBeDefined()
      await user.click(screen.getByRole('button', { name: 'Edit the profile' }))
      await waitFor(() => expect(location.hash).toBe('#/edit/orders-eu?focus=profile.edit'))
    })
  })
})
