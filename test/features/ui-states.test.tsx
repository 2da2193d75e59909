import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ClipboardContext } from '../../renderer/ui/clipboard.tsx'
import type { ErrorFacts } from '../../renderer/text/errors.ts'
import type { About } from '../../renderer/ui/states/about.ts'
import { DataArea, type DataAreaProps } from '../../renderer/ui/states/data-area.tsx'
import { AsOf } from '../../renderer/ui/states/strips.tsx'
import { ToldAbove } from '../../renderer/ui/states/told-above.ts'

const live: About = { state: 'live', asOf: Date.now() - 2000, errors: [], progress: null }
const refused = { code: 'kafka.refused', about: { address: 'agent-17:9092' } }

function show(about: Partial<About>, props: Partial<DataAreaProps> = {}, told: ErrorFacts | null = null) {
  const copied: string[] = []
  render(
    <ClipboardContext value={(text) => Promise.resolve(copied.push(text) > 0)}>
      <ToldAbove value={told}>
        <DataArea about={{ ...live, ...about }} noun="groups" rows={0} empty={{ sentence: 'No consumer groups yet.' }} {...props}>
          <p>the rows</p>
        </DataArea>
      </ToldAbove>
    </ClipboardContext>,
  )
  return { copied, user: userEvent.setup(), text: (document.body.textContent ?? '').replaceAll('\u202f', ' ') }
}

describe('States of a data area', () => {
  afterEach(cleanup)

  it('first load: what was read so far, with Stop', async () => {
    const stop = vi.fn()
    const { user, text } = show({ state: 'loading', asOf: null, progress: { done: 412, total: 1150 } }, { onStop: stop })
    expect(text).toContain('Reading groups… 412 of 1 150')
    await user.click(screen.getByRole('button', { name: 'Stop' }))
    expect(stop).toHaveBeenCalledOnce()
  })

  it('live: the rows and nothing else', () => expect(show({}, { rows: 3 }).text).toBe('the rows'))

  it('stale: the rows stay, with their age', () =>
    expect(show({ state: 'stale', asOf: Date.now() - 48_000 }, { rows: 3 }).text).toMatch(/last read 4[789] s ago.*the rows/))

  it('stale, where nothing showed an age for minutes: the age is of now at once', () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: Date.UTC(2026, 0, 1) })
    try {
      show({ state: 'stale', asOf: Date.now() - 10_000 }, { rows: 3 })
      act(() => void vi.advanceTimersByTime(1_000))
      cleanup()
      vi.setSystemTime(Date.now() + 300_000)
      expect(show({ state: 'stale', asOf: Date.now() - 48_000 }, { rows: 3 }).text).toContain('last read 48 s ago')
    } finally {
      vi.useRealTimers()
    }
  })

  it('partial: says whose answer is missing above the rows', async () => {
    const retry = vi.fn()
    const { user, text } = show({ errors: [refused, refused] }, { rows: 3, onRetry: retry })
    expect(text).toMatch(/agent-17:9092.*and 1 more.*the rows/)
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(retry).toHaveBeenCalledOnce()
  })

  it('empty: one sentence and at most one act', () => expect(show({}).text).toBe('No consumer groups yet. '))

  it('an empty list with something unread is not empty', () => {
    const { text } = show({ errors: [refused] })
    expect(text).not.toContain('No consumer groups yet')
    expect(text).toContain('agent-17:9092')
  })

  it('filtered to nothing: the words, the whole number, Clear', async () => {
    const clear = vi.fn()
    const { user, text } = show({}, { rows: 1150, shown: 0, filter: 'bilinng', onClearFilter: clear })
    expect(text).toContain('No match for ‘bilinng’ in 1 150 groups.')
    await user.click(screen.getByRole('button', { name: 'Clear' }))
    expect(clear).toHaveBeenCalledOnce()
  })

  it('forbidden: the missing right, and the command that grants it', async () => {
    const about = { right: 'Describe', resource: 'cluster', command: 'kafka-acls.sh --add' }
    const { copied, user, text } = show({ state: 'forbidden', errors: [{ code: 'kafka.forbidden', about }] })
    expect(text).toContain('needs Describe on cluster')
    await user.click(screen.getByRole('button', { name: 'Copy the ACL command' }))
    expect(copied).toEqual(['kafka-acls.sh --add'])
  })

  it('unsupported: what it needs', () => {
    const about = { what: 'Deleting groups', needs: 'Kafka 1.1' }
    expect(show({ state: 'unsupported', errors: [{ code: 'kafka.unsupported', about }] }).text).toContain('It needs Kafka 1.1')
  })

  it('error: asked of whom, what to try, and all of it to copy', async () => {
    const { copied, user, text } = show({ state: 'failed', errors: [refused] }, { onRetry: () => {} })
    expect(text).toMatch(/The connection was refused.*Check the port.*Retry.*Copy details/s)
    await user.click(screen.getByRole('button', { name: 'Copy details' }))
    expect(copied[0]).toContain('kafka.refused {"address":"agent-17:9092"}')
  })

  it('an error that nobody knows is still told, never raw', () =>
    expect(show({ state: 'failed', errors: [{ code: 'x.y', about: null }] }).text).toContain('Something unexpected went wrong'))

  it('the end of the subscription itself, over rows that stay', () => {
    const { text } = show({ state: 'stale' }, { rows: 3, error: { code: 'rpc.hostLost', about: {} } })
    expect(text).toMatch(/The connection to Samsa’s core was lost.*the rows/)
  })

  it('what the banner over the screen tells already is not told again; anything else is', () => {
    const unreachable = { code: 'kafka.unreachable', about: { broker: '3', address: 'kafka-3:9092', why: 'EHOSTUNREACH' } }
    const rights = { code: 'kafka.forbidden', about: { right: 'Describe', resource: 'topic a', command: 'kafka-acls' } }
    expect(show({ errors: [refused] }, { rows: 3 }, unreachable).text).toBe('the rows')
    cleanup()
    expect(show({ errors: [refused, rights] }, { rows: 3 }, unreachable).text).toMatch(/^Not allowed: needs Describe on topic a.*the rows$/)
    cleanup()
    expect(show({ errors: [refused] }, { rows: 3 }, rights).text).toContain('agent-17:9092')
  })

  it('recorded: says so, and that writing is off', () =>
    expect(show({ state: 'offline' }, { rows: 3 }).text).toMatch(/RECORDED .* writes are off.*the rows/))

  it('as of: the time, the age when old and nothing else tells it, nothing before the first reading', () => {
    const { rerender } = render(<AsOf about={live} />)
    expect(document.body.textContent).toMatch(/^as of \d\d:\d\d:\d\d$/)
    rerender(<AsOf about={{ ...live, state: 'stale' }} alone />)
    expect(document.body.textContent).toMatch(/^last read/)
    rerender(<AsOf about={{ ...live, state: 'stale' }} />)
    expect(document.body.textContent).toMatch(/^as of/)
    rerender(<AsOf about={{ ...live, state: 'loading' }} />)
    expect(document.body.textContent).toBe('reading more…')
    rerender(<AsOf about={{ ...live, asOf: null }} />)
    expect(document.body.textContent).toBe('')
  })
})
