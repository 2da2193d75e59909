import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GroupPartitionRow } from '../../shared/contract/groups.ts'
import { groupSentence, judgement, summaryOf } from '../../renderer/features/group/summary.ts'
import { memberNotes } from '../../renderer/features/group/members.ts'
import { seriesOf, stripPlot } from '../../renderer/features/group/strip-plot.ts'
import { facetsOf } from '../../renderer/features/groups/facets.ts'
import { kindOf } from '../../renderer/ui/kafka/group-fields.ts'
import { compileFilter } from '../../renderer/ui/filter/filter.ts'
import { fieldChoice, hasTerm, toggleChoice, toggleTerm, withoutTerm } from '../../renderer/ui/filter/terms.ts'
import { offsetWidth } from '../../renderer/ui/kafka/offset-width.ts'
import { verdictView } from '../support/fake-lag.ts'
import { fakeGroup, fakeGroupPartitions, fakeMembers } from '../support/fake-rows.ts'

const plain = (text: string): string => text.replaceAll('\u202F', ' ')

function partition(change: Partial<GroupPartitionRow>): GroupPartitionRow {
  const [row] = fakeGroupPartitions(fakeGroup('g'))
  if (!row) throw new Error('no sample')
  return { ...row, key: `t-${change.partition ?? 0}`, topic: 't', member: 'm', ...change }
}

describe('What is said about a group', () => {
  const said = (row: ReturnType<typeof fakeGroup>, partitions: readonly GroupPartitionRow[]): string => {
    const sentence = groupSentence(row, summaryOf(partitions))
    const named = sentence.worst ? `${sentence.worst.topic} p${sentence.worst.partition}` : ''
    return plain(sentence.text + named + sentence.rest)
  }
  const lags = (...figures: readonly number[]) => figures.map((lag, at) => partition({ partition: at, lag, reading: 'complete' }))

  it('names the partition that holds most of the lag', () => {
    expect(said(fakeGroup('g', { lag: 1000 }), lags(900, 50, 50))).toBe('1 000 messages behind, 90 % of it in t p0.')
  })
  it('names none where the lag is spread', () => {
    expect(said(fakeGroup('g', { lag: 400 }), lags(100, 100, 100, 100))).toBe('400 messages behind, spread over 4 partitions.')
  })
  it('tells nothing committed apart from nothing read, and neither is caught up', () => {
    const none = { owned: 0, committed: 0, total: 4 }
    expect(said(fakeGroup('g', { lag: null, partitions: none }), [])).toBe('Nothing is committed: there is no lag to tell.')
    expect(said(fakeGroup('g', { lag: null }), [])).toBe('Its offsets could not be read.')
    expect(said(fakeGroup('g', { lag: 0 }), lags(0, 0))).toContain('Caught up')
  })
  it('adds what was lost, who is missing and what was not read', () => {
    expect(said(fakeGroup('g', { lag: 0, lost: 12, members: 0, partial: true }), [])).toContain(
      '; 12 messages were deleted before they were committed; nobody is reading; some partitions could not be read.',
    )
    expect(said(fakeGroup('g', { lag: 0 }), [partition({ member: null, lag: 0 })])).toContain('1 partition has no owner')
  })
  it('says how fast it reads where the verdict is about that', () => {
    const behind = { verdict: verdictView('FALLING_BEHIND', 0), lag: 1000, in: 1_200, out: 55 }
    expect(said(fakeGroup('g', behind), lags(900, 50, 50))).toBe('1.2 k in, 55 out a second; 1 000 messages behind, 90 % of it in t p0.')
    expect(said(fakeGroup('g', { ...behind, out: null }), lags(900, 50, 50))).toBe('1 000 messages behind, 90 % of it in t p0.')
    expect(said(fakeGroup('g', { ...behind, verdict: verdictView('STALLED', 0) }), lags(900, 50, 50))).not.toContain('a second')
  })
  it('begins with what is wrong, with how much of it, and since when it was seen', () => {
    const noon = Date.UTC(2026, 10, 22, 12, 0)
    const asOf = noon + 3_600_000
    const group = (verdict: Parameters<typeof verdictView>[0], since: number, n: number, atLeast = false) =>
      judgement(fakeGroup('g', { verdict: verdictView(verdict, since), counts: [{ verdict, n }], asOf, atLeast }), 'utc')
    expect(group('STALLED', noon, 2)).toBe('Stalled, 2 of 12 partitions, seen since 12:00: ')
    expect(group('STOPPED', noon, 12)).toBe('Stopped, seen since 12:00: ')
    expect(group('STOPPED', noon - 3 * 86_400_000, 12)).toBe('Stopped, seen since 19 Nov 12:00: ')
    expect(group('BEHIND', noon, 12, true)).toBe('At least behind, seen since 12:00: ')
    expect(group('OK', noon, 12)).toBe('OK: ')
    expect(group('LEARNING', noon, 12)).toBe('Learning: ')
    expect(judgement(fakeGroup('g', { verdict: null }), 'utc')).toBeNull()
  })
  it('counts a partition without a commit as such, never as lag 0', () => {
    const summary = summaryOf([partition({ reading: 'noCommit', lag: null }), partition({ partition: 1, lag: 0 })])
    expect(summary).toMatchObject({ noCommit: 1, lagging: 0, worst: null })
  })
})

describe('The strip of partitions by lag', () => {
  const width = 290
  it('draws every partition that was read inside the picture, and no other', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat({ max: Number.MAX_SAFE_INTEGER }), { nil: null }), { maxLength: 300 }), (figures) => {
        const rows = figures.map((lag, at) => partition({ partition: at, lag }))
        const { dots } = stripPlot(rows, width, 4)
        expect(dots).toHaveLength(figures.filter((lag) => lag !== null).length)
        for (const dot of dots) {
          expect(dot.x).toBeGreaterThanOrEqual(0)
          expect(dot.x).toBeLessThanOrEqual(width)
          expect(dot.level).toBeLessThan(4)
        }
      }),
    )
  })
  it('puts more lag further right, as far as piles allow', () => {
    const { dots } = stripPlot(
      [10, 1000, 100_000].map((lag, at) => partition({ partition: at, lag })),
      width,
      4,
    )
    expect(dots.map((dot) => dot.row.lag)).toEqual([10, 1000, 100_000])
    expect(dots[0]?.x).toBeLessThan(dots[1]?.x ?? 0)
    expect(dots[1]?.x).toBeLessThan(dots[2]?.x ?? 0)
  })
  it('lays no dot on another while its neighbours have room', () => {
    const rows = [
      ...Array.from({ length: 30 }, (_, at) => partition({ partition: at, lag: 3000 })),
      partition({ partition: 30, lag: 90_000 }),
    ]
    const { dots } = stripPlot(rows, width, 4)
    expect(new Set(dots.map((dot) => `${dot.x} ${dot.level}`)).size).toBe(31)
  })
  it('gives a host one colour, and none to nobody', () => {
    expect(seriesOf(null)).toBe(0)
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (host) => seriesOf(host) === seriesOf(host) && seriesOf(host) >= 1 && seriesOf(host) <= 8),
    )
  })
})

describe('Members', () => {
  const [member] = fakeMembers(fakeGroup('g', { members: 1 }))
  if (!member) throw new Error('no sample')
  it('counts by host, idle ones, and names one that has most of the lag', () => {
    const notes = memberNotes([
      { ...member, member: 'a', clientId: 'a', host: '/h1', share: 0.61 },
      { ...member, member: 'b', clientId: 'b', host: '/h1', share: 0.3 },
      { ...member, member: 'c', clientId: 'c', host: '/h2', share: 0.09 },
      { ...member, member: 'd', clientId: 'd', host: '/h2', share: 0, partitions: 0 },
    ])
    expect(notes.idle).toBe(1)
    expect(notes.uneven).toEqual({ clientId: 'a', share: 0.61 })
    expect([...notes.perHost]).toEqual([
      ['/h1', 2],
      ['/h2', 2],
    ])
  })
  it('does not call two members uneven for one having a little more than half', () => {
    const two = [0.55, 0.45].map((share, at) => ({ ...member, member: String(at), share }))
    expect(memberNotes(two).uneven).toBeNull()
  })
})

describe('Facets', () => {
  it('counts each group once a facet, forbidden ones apart', () => {
    const rows = [
      fakeGroup('a', { state: 'Stable', coordinator: 1 }),
      fakeGroup('b', { state: 'Empty', members: 0, coordinator: 2, lag: 0 }),
      fakeGroup('c', { state: 'Stable', kind: 'connect', coordinator: 2, lost: 4 }),
      fakeGroup('d', { access: 'forbidden', members: null, lag: null }),
    ]
    const facets = facetsOf(rows, new Set(['a', 'd']))
    expect(facets.state.map((f) => [f.value, f.count])).toEqual([
      ['stable', 2],
      ['empty', 1],
    ])
    expect(facets.coordinator.map((f) => [f.value, f.count])).toEqual([
      ['1', 1],
      ['2', 2],
    ])
    expect(facets.counts).toEqual({ watched: 2, empty: 1, withLag: 2, lost: 1, forbidden: 1 })
  })
  it('tells a group’s kind by type where brokers tell it, else by protocol', () => {
    expect(kindOf(fakeGroup('g', { type: 'share', kind: '' }))).toBe('share')
    expect(kindOf(fakeGroup('g', { type: 'consumer', kind: '' }))).toBe('consumer')
    expect(kindOf(fakeGroup('g', { type: 'classic', kind: 'my-protocol' }))).toBe('other')
    expect(kindOf(fakeGroup('g', { type: 'unknown', kind: '' }))).toBe('none')
  })
})

describe('Terms of a filter', () => {
  const terms = fc.array(fc.constantFrom('billing', 'lag>0', 'state:empty', 'topic:"a b"', '-members=0'), { maxLength: 5 })
  it('putting a term in and taking it out leaves the others as they were', () => {
    fc.assert(
      fc.property(terms, (before) => {
        const text = before.join(' ')
        const twice = toggleTerm(toggleTerm(text, 'watched:yes'), 'watched:yes')
        expect(twice).toBe(text)
        expect(hasTerm(withoutTerm(toggleTerm(text, 'watched:yes'), 'watched:yes'), 'watched:yes')).toBe(false)
      }),
    )
  })
  it('asks one value of a field at a time', () => {
    const first = toggleChoice('lag>5', 'state', 'stable')
    expect(first).toBe('lag>5 state:stable')
    expect(toggleChoice(first, 'state', 'empty')).toBe('lag>5 state:empty')
    expect(toggleChoice(first, 'state', 'stable')).toBe('lag>5')
    expect(fieldChoice(first, 'state')).toBe('stable')
  })
  it('quotes values with spaces so that the filter means them', () => {
    const text = toggleChoice('', 'state', 'not told')
    expect(compileFilter(text, { state: (row: { state: string }) => row.state })?.({ state: 'not told' })).toBe(true)
  })
})

describe('Offsets are never shortened', () => {
  it('gives a column room for its longest offset', () => {
    const widths = [1, 8, 12, 19].map(offsetWidth)
    expect(widths).toEqual([...widths].sort((a, b) => a - b))
    // 19 digits and six gaps at 13 px Inter with tabular figures: 174.4 px measured.
    expect(offsetWidth(19)).toBeGreaterThanOrEqual(174.4 + 16)
  })
})
