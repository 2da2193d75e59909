import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors/error.ts'
import { place, rowOf, useScreens, type Shown } from './screen.tsx'

const inputsOf = ({ host }: Shown, member: string): readonly unknown[] =>
  host.calls.filter((call) => call.member === member).map((call) => call.input)

/** The plans that were asked for. */
const planned = (shown: Shown, member: string): readonly unknown[] =>
  inputsOf(shown, member).flatMap((input) => {
    const request = input as { readonly do: string; readonly input?: unknown }
    return request.do === 'plan' ? [request.input] : []
  })

const open = async (show: ReturnType<typeof useScreens>, path: string): Promise<Shown> => {
  const shown = await show(path)
  shown.host.world.changes.access.patch('orders-eu', { level: 'guarded' })
  await screen.findByText('Guarded')
  return shown
}
const form = (name: string | RegExp): Promise<HTMLElement> => screen.findByRole('dialog', { name })
const dialog = (): Promise<HTMLElement> => screen.findByRole('alertdialog')

describe('New topic', () => {
  const show = useScreens()

  it('is off with the reason while the cluster is locked', async () => {
    const { user } = await show('/topics')
    await rowOf('orders.events')
    const button = screen.getByRole('button', { name: 'New topic' })
    await waitFor(() => expect(button.getAttribute('title')).toBe('This cluster is locked: unlock it first'))
    await user.click(button)
    await user.keyboard('n')
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('n opens it', async () => {
    const { user } = await open(show, '/topics')
    await screen.findByRole('button', { name: 'New topic' })
    await user.keyboard('n')
    await form('New topic')
  })

  it('says at the field what is wrong, and asks for nothing', async () => {
    const shown = await open(show, '/topics')
    const { user } = shown
    await user.click(await screen.findByRole('button', { name: 'New topic' }))
    const asks = await form('New topic')
    await user.type(within(asks).getByLabelText('Name'), 'orders events')
    expect(within(asks).getByRole('alert').textContent).toContain('‘ ’ cannot be in a topic’s name')
    await user.clear(within(asks).getByLabelText('Name'))
    await user.type(within(asks).getByLabelText('Name'), 'orders_events')
    expect(within(asks).getByRole('alert').textContent).toContain('Too much like orders.events')
    await user.clear(within(asks).getByLabelText('Replicas'))
    await user.type(within(asks).getByLabelText('Replicas'), '9{Enter}')
    expect(within(asks).getByText(/Only 5 brokers are up/)).toBeDefined()
    expect(planned(shown, 'topics.create')).toEqual([])
  })

  it('0.8 is off on a Kafka that is too old for it, with what it needs; so is what else of a topic needs more', async () => {
    const shown = await open(show, '/topics')
    shown.host.world.overview.patch('orders-eu', { releases: ['0.10.0'] })
    const button = await screen.findByRole('button', { name: 'New topic' })
    await waitFor(() => expect(button.title).toBe('Needs Kafka 0.10.1; this cluster is 0.10.0'))
    await shown.user.click(button)
    expect(screen.queryByRole('dialog')).toBeNull()
    shown.host.world.overview.patch('orders-eu', { releases: ['0.10.1'] })
    await waitFor(() => expect(button.title).toBe(''))
  })

  it('shows where replicas would go, plans what was written in units, and comes back when that is cancelled', async () => {
    const shown = await open(show, '/topics')
    const { user } = shown
    await user.click(await screen.findByRole('button', { name: 'New topic' }))
    const asks = await form('New topic')
    await user.type(within(asks).getByLabelText('Name'), 'orders.retry')
    await within(asks).findByText('Where the replicas would go')
    await user.click(within(asks).getByRole('button', { name: 'Add a config' }))
    await user.type(within(asks).getByLabelText('Config'), 'retention.ms')
    await user.type(within(asks).getByLabelText('Value'), '7 d')
    expect(within(asks).getByText('604800000, 7 d')).toBeDefined()
    await user.click(within(asks).getByRole('button', { name: 'Create…' }))
    await dialog()
    expect(screen.queryByRole('dialog', { name: 'New topic' })).toBeNull()
    expect(planned(shown, 'topics.create')).toEqual([
      {
        name: 'orders.retry',
        partitions: 6,
        replication: 3,
        assignment: null,
        configs: [{ key: 'retention.ms', value: '604800000' }],
        configsOf: null,
      },
    ])
    await user.keyboard('{Escape}')
    const again = await form('New topic')
    expect(within(again).getByLabelText<HTMLInputElement>('Name').value).toBe('orders.retry')
    await user.keyboard('{Escape}')
    expect(within(again).getByText('What you wrote would be lost.')).toBeDefined()
    await user.click(within(again).getByRole('button', { name: 'Discard' }))
    await waitFor(() => expect(place()).toBe('/topics'))
  })

  it('shows what the core refuses at its field, in the core’s words', async () => {
    const shown = await show('/topics?form=topics.create', {
      change: (handlers) => ({
        ...handlers,
        topics: {
          ...handlers.topics,
          create: () => {
            throw new AppError('rpc.badInput', {
              member: 'topics.create',
              issues: [{ path: 'input.replication', message: 'Larger than available brokers.' }],
            })
          },
        },
      }),
    })
    const asks = await form('New topic')
    await shown.user.type(within(asks).getByLabelText('Name'), 'orders.retry{Enter}')
    const said = await within(asks).findByText('Larger than available brokers.')
    expect(said.closest('[role="alert"]')?.id).toBe(within(asks).getByLabelText('Replicas').getAttribute('aria-describedby'))
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })

  it('begins like another topic: partitions, replicas and its overrides', async () => {
    await open(show, '/topics?form=topics.create&of=orders.events')
    const asks = await form('New topic like orders.events')
    await waitFor(() => expect(within(asks).getByLabelText<HTMLInputElement>('Partitions').value).toBe('30'))
    expect(within(asks).getByLabelText<HTMLInputElement>('Config').value).toBe('retention.ms')
    expect(within(asks).getByLabelText<HTMLInputElement>('Name').value).toBe('')
  })
})

describe('Changes of a topic', () => {
  const show = useScreens()

  it('configuration: only what really becomes different is planned, with its old value beside it', async () => {
    const shown = await open(show, '/topics?form=topics.configure&of=orders.events')
    const { user } = shown
    const asks = await form('Configuration of orders.events')
    const retention = await within(asks).findByLabelText<HTMLInputElement>('retention.ms')
    expect(within(asks).getByRole('button', { name: 'Review…' }).getAttribute('title')).toBe('Nothing is different yet')
    const old = retention.value
    await user.clear(retention)
    await user.type(retention, '14 d')
    expect(within(asks).getByText(/^now 259200000/)).toBeDefined()
    const cleanup = within(asks).getByLabelText<HTMLInputElement>('cleanup.policy')
    await user.type(cleanup, 'x')
    await user.keyboard('{Backspace}')
    await user.click(within(asks).getByRole('button', { name: 'Change 1 config…' }))
    await dialog()
    expect(planned(shown, 'topics.configure')).toEqual([
      { topic: 'orders.events', changes: [{ key: 'retention.ms', value: '1209600000' }] },
    ])
    expect(old).toBe('259200000')
  })

  it('configuration: an override goes back to its default', async () => {
    const shown = await open(show, '/topics?form=topics.configure&of=orders.events')
    const asks = await form('Configuration of orders.events')
    await shown.user.click((await within(asks).findAllByRole('button', { name: 'Back to the default' }))[0] ?? asks)
    await shown.user.click(within(asks).getByRole('button', { name: 'Change 1 config…' }))
    await dialog()
    expect(planned(shown, 'topics.configure')).toEqual([{ topic: 'orders.events', changes: [{ key: 'retention.ms', value: null }] }])
  })

  it('partitions: more, never fewer', async () => {
    const shown = await open(show, '/topics?form=topics.addPartitions&of=orders.events')
    const asks = await form('Add partitions to orders.events')
    const field = within(asks).getByLabelText('Partitions then')
    await shown.user.type(field, '30{Enter}')
    expect(within(asks).getByText('More than the 30 that there are')).toBeDefined()
    await shown.user.clear(field)
    await shown.user.type(field, '36{Enter}')
    await dialog()
    expect(planned(shown, 'topics.addPartitions')).toEqual([{ topic: 'orders.events', count: 36, assignment: null }])
  })

  it('records: an offset outside of its partition is refused at the field; what deletes nothing is left out', async () => {
    const shown = await open(show, '/topics?form=topics.deleteRecords&of=orders.events')
    const asks = await form('Delete records of orders.events')
    const p0 = await within(asks).findByLabelText('Delete before p0')
    await shown.user.type(p0, '1')
    expect(within(asks).getByRole('alert').textContent).toMatch(/^Between .* and /)
    const cells = [...(p0.closest('tr')?.querySelectorAll('td') ?? [])].map((cell) => (cell.textContent ?? '').replaceAll('\u202f', ''))
    const start = cells[1] ?? ''
    await shown.user.clear(p0)
    await shown.user.type(p0, String(Number(start) + 10))
    await shown.user.click(within(asks).getByRole('button', { name: 'Delete…' }))
    await dialog()
    expect(planned(shown, 'topics.deleteRecords')).toEqual([
      { topic: 'orders.events', partitions: [{ partition: 0, before: String(Number(start) + 10) }] },
    ])
  })

  it('deletion: all marked topics in one act; an internal one says why it stays', async () => {
    const shown = await open(show, '/topics?internal=1')
    const { user } = shown
    await rowOf('orders.events')
    // Past the internal one, which comes first.
    await user.keyboard('jj j ')
    const names = [...document.querySelectorAll('[role="row"][aria-selected="true"] [data-column="topic"] b')].map(
      (b) => b.textContent ?? '',
    )
    await user.pointer({ keys: '[MouseRight]', target: await rowOf(names[1] ?? '') })
    await user.click(await screen.findByRole('menuitem', { name: /^Delete 2 topics…/ }))
    await dialog()
    expect(planned(shown, 'topics.remove')).toEqual([{ topics: names }])
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    await user.keyboard('{Escape}')
    await user.pointer({ keys: '[MouseRight]', target: await rowOf('__consumer_offsets') })
    const item = await screen.findByRole('menuitem', { name: /^Delete topic…/ })
    expect(item.textContent).toContain('Kafka itself needs this topic')
    expect(item.getAttribute('aria-disabled')).toBe('true')
  })
})
