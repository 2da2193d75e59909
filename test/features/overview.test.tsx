import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { ClusterRow } from '../../shared/contract/cluster.ts'
import { chainOf, MOST_A_COLUMN, MOST_SQUARES, unitFor } from '../../renderer/features/overview/chain.ts'
import { en } from '../../renderer/text/en.ts'
import { findingsOf } from '../../renderer/features/overview/findings.ts'
import { agentTone, isOnMesos, lanesOf, MOST_FREE, taskOf } from '../../renderer/features/overview/lanes.ts'
import { overviewSentence, type Facts } from '../../renderer/features/overview/sentence.ts'
import { reportHtml, reportMarkdown } from '../../renderer/features/overview/report-forms.ts'
import { underOtherNames } from '../../renderer/features/overview/report-names.ts'
import { reportOf } from '../../renderer/features/overview/report.ts'
import { worstGroups } from '../../renderer/features/overview/worst.ts'
import { verdictView } from '../support/fake-lag.ts'
import { fakeAgents, fakeTasks } from '../support/fake-mesos.ts'
import { fakeBrokersOnMesos } from '../support/fake-on-mesos.ts'
import { fakeBrokers, fakeGroup, fakeOverview } from '../support/fake-rows.ts'
import { place, useScreens } from './screen.tsx'

const healthy: ClusterRow = {
  ...fakeOverview('orders-eu'),
  brokers: { up: 3, known: 3 },
  underReplicated: 0,
  offline: 0,
  groups: { total: 14, withMembers: 12, forbidden: 0 },
}
const up = fakeBrokers().filter((row) => row.state === 'up')
const plain = (text: string): string => text.replaceAll('\u202F', ' ')
const said = (facts: Partial<Facts>): string =>
  plain(
    overviewSentence({ cluster: healthy, brokers: up, groups: [], groupsRead: true, ...facts })
      .pieces.map((piece) => piece.text)
      .join(''),
  )

describe('The sentence of the overview', () => {
  it('is calm when everything was read and nothing is wrong', () => {
    expect(said({})).toBe('All 14 groups were read; every partition has a leader and all its replicas in sync.')
    expect(overviewSentence({ cluster: healthy, brokers: up, groups: [], groupsRead: true }).tone).toBe('calm')
  })
  it('puts the trouble first, each noun a link', () => {
    const facts: Facts = { cluster: { ...healthy, offline: 2 }, brokers: fakeBrokers(), groups: [], groupsRead: true }
    const sentence = overviewSentence(facts)
    expect(sentence.tone).toBe('bad')
    expect(said(facts)).toBe('Broker 5 is down; 2 partitions have no leader. All 14 groups were read.')
    expect(sentence.pieces.flatMap((piece) => piece.to ?? [])).toEqual(['/brokers/5', '/topics?filter=offline%3E0', '/groups'])
  })
  it('warns of under-replicated partitions', () => {
    expect(said({ cluster: { ...healthy, underReplicated: 1 } })).toContain('1 partition is under-replicated.')
  })
  it('counts brokers when there are more than two', () => {
    const brokers = up.map((row) => ({ ...row, state: 'down' as const }))
    expect(said({ brokers })).toContain('5 brokers are down')
  })
  it('never calls something well that was not read', () => {
    expect(said({ cluster: undefined })).toBe('Reading the cluster…')
    expect(said({ groupsRead: false })).toContain('The groups are not read yet')
    expect(said({ cluster: { ...healthy, offline: null } })).not.toContain('every partition')
    expect(overviewSentence({ cluster: { ...healthy, groups: null }, brokers: up, groups: [], groupsRead: true }).tone).toBe('unknown')
  })
  it('says what was read in part and what may not be read', () => {
    const cluster = { ...healthy, groups: { total: 14, withMembers: 12, forbidden: 3 } }
    expect(said({ cluster, groups: [fakeGroup('g', { partial: true })] })).toContain(
      '1 group was read in part; 3 groups may not be read by this user',
    )
    expect(said({ cluster })).toContain('11 groups were read; 3 groups may not be read by this user')
  })
  it('names groups by what is wrong with them, the worst first, each once', () => {
    const group = (name: string, verdict: Parameters<typeof verdictView>[0], change: Parameters<typeof fakeGroup>[1] = {}) =>
      fakeGroup(name, { verdict: verdictView(verdict, 0), ...change })
    const groups = [
      group('f1', 'FALLING_BEHIND'),
      group('f2', 'FALLING_BEHIND'),
      group('f3', 'FALLING_BEHIND'),
      group('fine', 'OK'),
      group('steady', 'BEHIND'),
      group('stopped', 'STOPPED'),
      group('s1', 'STALLED'),
      group('s2', 'STALLED'),
      group('lost', 'STOPPED', { lost: 3 }),
      group('idle', 'STOPPED', { dormant: true }),
      group('near', 'LOSS_RISK', { verdict: verdictView('LOSS_RISK', 0, { urgent: true }) }),
    ]
    expect(said({ groups })).toBe(
      'lost lost 3 messages; near is about to lose messages; stopped has stopped; s1 and s2 are stalled; 3 groups fall behind. All 14 groups were read.',
    )
    const { pieces } = overviewSentence({ cluster: healthy, brokers: up, groups, groupsRead: true })
    expect(pieces.find((piece) => piece.text === '3 groups')?.to).toBe('/groups?filter=verdict%3Afalling-behind')
    const watched = [group('idle', 'STOPPED', { dormant: true })]
    expect(said({ groups: watched })).not.toContain('idle')
    expect(said({ groups: watched, watched: new Set(['idle']) })).toContain('idle has stopped')
  })
  it('names brokers that are wanted and have no task, and none that nobody wants', () => {
    const [running] = fakeBrokersOnMesos()
    if (!running?.scheduler) throw new Error('no sample')
    const { scheduler } = running
    const at = (id: number, phase: typeof scheduler.phase) => ({
      ...running,
      id,
      key: String(id),
      state: 'absent' as const,
      scheduler: { ...scheduler, phase },
    })
    const brokers = [
      at(5, { kind: 'stopped' }),
      at(6, { kind: 'waitingForOffer', tryNumber: 1, sticky: null }),
      at(7, { kind: 'failed', failures: 3, maxTries: null, nextTryAt: 0 }),
    ]
    expect(said({ brokers })).toContain('Broker 7 has failed and is tried again; Broker 6 waits for an offer.')
    expect(said({ brokers })).not.toContain('Broker 5')
  })
  it('names a group that lost messages', () => {
    expect(said({ groups: [fakeGroup('ledger-sink', { lost: 182_004 })] })).toContain('ledger-sink lost 182 004 messages')
  })
})

describe('Brokers and the partitions they lead', () => {
  const broker = fc
    .tuple(fc.nat({ max: 20_000 }), fc.nat({ max: 20_000 }))
    .map(([leaders, bad]) => ({ leaders, ledUnderReplicated: Math.min(leaders, bad) }))
  it('keeps within its squares, and never hides trouble in a bin', () => {
    fc.assert(
      fc.property(fc.array(broker, { maxLength: 40 }), fc.nat({ max: 500 }), (list, offline) => {
        const rows = list.map((change, id) => ({ ...(up[0] as (typeof up)[number]), id, key: String(id), ...change }))
        const { columns, unit } = chainOf(rows, offline)
        for (const { broker: row, partitions, squares } of columns) {
          const drawn = squares.inSync + squares.offline + squares.underReplicated
          expect(drawn).toBe(Math.ceil(partitions / unit))
          expect(drawn).toBeLessThanOrEqual(MOST_A_COLUMN)
          expect(squares.underReplicated > 0).toBe((row?.ledUnderReplicated ?? 0) > 0)
          if (row === null) expect(squares.offline).toBeGreaterThan(0)
        }
        expect(columns.reduce((sum, column) => sum + column.partitions, 0) / unit).toBeLessThanOrEqual(MOST_SQUARES)
      }),
    )
  })
  it('draws one square a partition while there are few', () => {
    expect(unitFor([60, 60, 60])).toBe(1)
    expect(unitFor([61])).toBe(2)
    expect(unitFor([100, 150])).toBe(5)
    expect(unitFor([])).toBe(1)
  })
})

describe('Worst groups', () => {
  it('are at most five, by severity and then lag; unknown lag is not guessed at', () => {
    const groups = [1, 7, 3, 9, 2, 8].map((lag) => fakeGroup(`g${lag}`, { lag }))
    const rows = [
      ...groups,
      fakeGroup('unknown', { lag: null }),
      fakeGroup('calm', { lag: 0 }),
      fakeGroup('no', { access: 'forbidden', lag: 99 }),
    ]
    expect(worstGroups(rows).map((row) => row.group)).toEqual(['g9', 'g8', 'g7', 'g3', 'g2'])
  })
})

describe('Agents and tasks over the brokers', () => {
  const onMesos = fakeBrokersOnMesos()
  const { columns } = chainOf(onMesos, 2)
  const groups = lanesOf(columns, fakeAgents(), fakeTasks())
  const group = (host: string) => groups.find((each) => each.host?.startsWith(`${host}.`))

  it('puts each broker under the agent that it is on, was on, or returns to; every column once', () => {
    const at = (host: string): readonly (number | undefined)[] => group(host)?.columns.map(({ broker }) => broker?.id) ?? []
    expect([at('agent-11'), at('agent-16'), at('agent-17')]).toEqual([[0], [5], [7]])
    expect(groups.flatMap((each) => each.columns)).toHaveLength(columns.length)
    expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length)
  })
  it('shows the scheduler’s own task and orphans where they are; agents without anything are counted', () => {
    expect(group('agent-14')?.others).toMatchObject([{ kind: 'scheduler', tone: 'ok' }])
    expect(group('agent-20')?.others).toMatchObject([{ kind: 'orphan', broker: 12, tone: 'warn' }])
    const drawn = groups.filter(({ agent }) => agent !== null).length
    expect(groups.at(-1)).toMatchObject({ key: 'more', more: fakeAgents().length - drawn })
    expect(groups.filter((each) => each.columns.length === 0 && each.more === 0)).toHaveLength(MOST_FREE)
  })
  it('draws what is wrong in its own tone: a lost agent, one in maintenance, a failed task, a task that others do not agree on', () => {
    const toneOf = (host: string) => agentTone(group(host)?.agent ?? null)
    expect(['agent-11', 'agent-13', 'agent-16', 'agent-18'].map(toneOf)).toEqual(['ok', 'warn', 'bad', 'warn'])
    const task = (id: number) => taskOf(onMesos.find((row) => row.id === id) ?? (onMesos[0] as (typeof onMesos)[number]))
    expect([0, 5, 8, 9].map((id) => task(id).tone)).toEqual(['ok', 'bad', 'ghost', 'warn'])
    expect(task(7)).toMatchObject({ state: null, key: null })
  })
  it('says of a broker what is wrong along its chain', () => {
    const broker = onMesos.find(({ id }) => id === 5)
    if (!broker) throw new Error('no broker 5')
    expect(findingsOf(broker, group('agent-16')?.agent ?? null)).toEqual([
      expect.stringContaining('agent-16 is unreachable. The master gave up on it.'),
      'Its last task: failed. It used more memory than it was given, and was killed.',
    ])
    expect(isOnMesos(fakeBrokers(), [])).toBe(false)
  })
})

describe('The status report', () => {
  const shown = {
    name: 'orders|eu <b>',
    asOf: Date.UTC(2026, 10, 28, 14, 2, 11),
    recorded: false,
    incomplete: true,
    cluster: fakeOverview('orders-eu'),
    brokers: fakeBrokersOnMesos(),
    groups: [fakeGroup('ledger-sink', { lag: 7, lost: 3 }), fakeGroup('a|b\n*x*', { lag: 9 })],
    groupsRead: true,
    watched: new Set(['a|b\n*x*']),
  }
  it('says what the screen says, of which moment, and that something is missing', () => {
    const text = plain(reportMarkdown(reportOf(shown)))
    expect(text).toContain('As read at 2026-11-28T14:02:11.000Z.')
    expect(text).toContain('what is missing may be worse')
    expect(text).toContain('ledger-sink lost 3 messages')
    expect(text).toMatch(/\| 5 \| Down \| 0 \| 0 \| 214 \|/)
    expect(text).toContain('| Without a leader | 2 |')
  })
  it('no name breaks a table or is taken for a mark', () => {
    const report = reportOf(shown)
    const rows = reportMarkdown(report)
      .split('\n')
      .filter((line) => line.startsWith('|'))
    for (const line of rows) expect(line.replaceAll(/\\./g, '').split('|').length - 2).toBeGreaterThan(1)
    expect(reportMarkdown(report)).toContain('| a\\|b \\*x\\* |')
    const html = new DOMParser().parseFromString(reportHtml(report), 'text/html')
    expect(html.querySelector('h1')?.textContent).toBe('Status of orders|eu <b>')
    expect(html.querySelectorAll('h1 b, script, a, img')).toHaveLength(0)
  })
  it('under other names holds no name of the cluster, its hosts, groups and topics; figures stay', () => {
    const plainText = reportMarkdown(reportOf(shown))
    const text = reportMarkdown(reportOf(underOtherNames(shown)))
    const names = [
      ...['orders|eu', 'ledger-sink', shown.cluster.clusterId ?? ''],
      ...shown.brokers.flatMap((row) => [row.host, row.scheduler?.task?.hostname ?? '', row.mesos?.hostname ?? '']),
      ...shown.groups.flatMap((row) => row.topics.map(({ topic }) => topic)),
    ].filter((name) => name !== '')
    expect(names.filter((name) => plainText.includes(name)).length).toBeGreaterThan(5)
    expect(names.filter((name) => text.includes(name))).toEqual([])
    expect(text).toContain('group-1 lost 3 messages')
    expect(text.split('\n')).toHaveLength(plainText.split('\n').length)
  })
})

describe('Overview', () => {
  const show = useScreens()

  it('shows sentence, brokers, worst groups and facts', async () => {
    await show('/overview')
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toContain('Broker 5 is down')
    expect(screen.getByRole('button', { name: 'broker 5 down' })).toBeDefined()
    const worst = within(screen.getByRole('region', { name: 'Worst groups' }))
    expect(
      worst
        .getAllByRole('row')
        .slice(1)
        .map((row) => row.querySelector('a')?.textContent),
    ).toEqual(['risk-replay', 'ledger-sink', 'fraud-scoring', 'billing', 'crm-sync'])
    const facts = within(screen.getByRole('region', { name: 'Cluster' }))
    expect(facts.getByText('Without a leader').parentElement?.textContent).toBe('2Without a leader')
  })

  it('names a broker that is down in a strip, and stays complete', async () => {
    const { host } = await show('/overview')
    expect((await screen.findByText('Broker 5 did not answer:')).parentElement?.textContent).toContain(
      '214 replicas out of sync, 2 partitions without a leader. Nothing listens at agent-16.eu.example.org:31005',
    )
    // The same broker is not named twice; another source that failed has its own strip.
    const refused = { code: 'kafka.refused', about: { address: 'agent-16.eu.example.org:31005' } }
    host.world.brokers.about({ errors: [refused, { code: 'kafka.unreachable', about: { address: 'other:9092', why: 'timed out' } }] })
    expect(await screen.findByText('other:9092 does not answer.')).toBeDefined()
    expect(screen.queryByText(/Nothing listens at agent-16.eu.example.org:31005\.$/)).toBeNull()
    expect(screen.getByRole('region', { name: 'Worst groups' })).toBeDefined()
    expect(screen.getAllByRole('button', { name: 'Retry' })).toHaveLength(2)
  })

  it('offers no further try at a moment that is over', async () => {
    await show(`/overview?at=${Date.now() - 3_600_000}`)
    const strip = await screen.findByText('Broker 5 did not answer:')
    expect(strip.parentElement?.parentElement?.textContent).toContain('Open broker')
    expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull()
  })

  it('shows facts as they arrive, and a dash for what did not come', async () => {
    const { host } = await show('/overview')
    const label = async (name: string): Promise<string> => (await screen.findByText(name)).parentElement?.textContent ?? ''
    host.world.overview.patch('orders-eu', { underReplicated: null, disk: null })
    host.world.overview.about({ state: 'loading' })
    await waitFor(async () => expect(await label('Under-replicated')).toBe('Under-replicated'))
    host.world.overview.about({ state: 'live' })
    await waitFor(async () => expect(await label('Under-replicated')).toBe('—Under-replicated'))
    expect(await label('On disk, all replicas')).toBe('—On disk, all replicas')
  })

  it('opens the n-th worst group by its number, a broker by Enter, and nouns by a press', async () => {
    const { user } = await show('/overview')
    const node = await screen.findByRole('button', { name: /^broker 3 / })
    await within(screen.getByRole('region', { name: 'Worst groups' })).findByRole('link', { name: 'billing' })
    node.focus()
    await user.keyboard('{Enter}')
    await waitFor(() => expect(place()).toBe('/brokers/3'))
  })

  it('x saves the status report of what is shown, the menu also under other names', async () => {
    const saved: Blob[] = []
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: (blob: Blob) => `blob:${saved.push(blob)}`, revokeObjectURL: () => {} }))
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue()
    const { user } = await show('/overview')
    await screen.findByRole('link', { name: 'crm-sync' })
    await user.keyboard('x')
    await waitFor(() => expect(saved).toHaveLength(1))
    await user.click(screen.getByRole('button', { name: 'Export a status report' }))
    await user.click(await screen.findByRole('menuitem', { name: 'HTML, under other names' }))
    await waitFor(() => expect(saved).toHaveLength(2))
    expect(saved.map(({ type }) => type)).toEqual(['text/markdown;charset=utf-8', 'text/html;charset=utf-8'])
    expect(await saved[0]?.text()).toContain('crm-sync')
    expect(await saved[1]?.text()).not.toContain('crm-sync')
  })

  it('24 words that are to be hidden are in no status report', async () => {
    const saved: Blob[] = []
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: (blob: Blob) => `blob:${saved.push(blob)}`, revokeObjectURL: () => {} }))
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue()
    const { user } = await show('/overview', { settings: { hiddenWords: ['crm*', 'ledger'] } })
    await screen.findByRole('link', { name: 'crm-sync' })
    await user.keyboard('x')
    await waitFor(() => expect(saved).toHaveLength(1))
    expect(await saved[0]?.text()).toContain('\\[hidden\\]-sink')
    expect(await saved[0]?.text()).not.toMatch(/crm|ledger/)
  })

  it('explains the lag of a group, by right click on the figure, in the address', async () => {
    const { host } = await show('/overview')
    const row = (await screen.findByRole('link', { name: 'crm-sync' })).closest('tr')
    const figure = row?.querySelector(`[aria-description='${en.group.explain}']`)
    if (!figure) throw new Error('No figure can be explained')
    fireEvent.contextMenu(figure)
    const dialog = await screen.findByRole('dialog', { name: 'Explain this number' })
    expect(place()).toBe('/overview?explain=crm-sync')
    expect(await within(dialog).findByText(/^crm-sync: .* is the sum of the lag of its partitions/)).toBeDefined()
    expect(host.calls.findLast((call) => call.member === 'lag.explain')?.input).toMatchObject({ group: 'crm-sync' })
  })

  it('1 to 5 open the worst groups', async () => {
    const { user } = await show('/overview')
    await screen.findByRole('link', { name: 'crm-sync' })
    await user.keyboard('2')
    await waitFor(() => expect(place()).toBe('/groups/ledger-sink'))
  })

  it('lists what hangs on the chosen broker', async () => {
    const { user } = await show('/overview')
    await user.click(await screen.findByRole('button', { name: /^broker 3 / }))
    expect(await screen.findByText(/Leads 71 partitions, 12 of them under-replicated/)).toBeDefined()
    await user.click(screen.getByRole('link', { name: '2 partitions' }))
    await waitFor(() => expect(place()).toBe('/topics?filter=offline>0'))
  })

  it('on Mesos the chain begins with agents: a press lights what hangs on one, Enter opens it, a task opens its sandbox', async () => {
    const { user } = await show('/overview', { onMesos: true })
    await user.click(await screen.findByRole('button', { name: 'agent-16 unreachable' }))
    const side = (): string => plain(document.querySelector('aside[aria-live]')?.textContent ?? '')
    expect(side()).toContain('agent-16 is unreachable. The master gave up on it.')
    expect(side()).toContain('Broker 5')
    expect(screen.getByRole('button', { name: 'broker 5 down' }).getAttribute('aria-pressed')).toBe('true')
    await user.keyboard('{ArrowLeft}')
    await waitFor(() => expect(side()).toContain('If it is lost, 72 partitions lose their leader'))
    await user.keyboard('{ArrowDown}')
    await waitFor(() => expect(side()).toContain('Broker 4agent-15'))
    await user.click(screen.getByRole('button', { name: /^scheduler /u }))
    await waitFor(() => expect(place()).toMatch(/^\/tasks\/.*kafka-mesos-scheduler/))
  })

  it('a Kafka without Mesos has no lanes of agents and tasks', async () => {
    await show('/overview')
    await screen.findByRole('button', { name: 'broker 5 down' })
    expect(screen.queryByText('Agents')).toBeNull()
    expect(screen.getByRole('region', { name: 'Brokers and the partitions they lead' })).toBeDefined()
  })

  it('says when nothing lags and when there are no groups', async () => {
    const { host } = await show('/overview')
    host.world.groups.set([fakeGroup('calm', { lag: 0 })])
    expect(await screen.findByText(/No group lags/)).toBeDefined()
    host.world.groups.set([])
    expect(await screen.findByText(/A group appears when its first consumer joins or commits/)).toBeDefined()
  })
})
