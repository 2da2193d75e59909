import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { SamsaHandlers } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors/error.ts'
import { withIncident, withYoungHistory } from '../support/fake-incident.ts'
import { cellOf, place, rowOf, useScreens } from './screen.tsx'

const now = Date.now()

describe('Lag of a group', () => {
  const show = useScreens()

  it('is the first tab: total, partitions and causes on one time axis', async () => {
    const { host } = await show('/groups/billing', { change: withIncident(now) })
    expect(await screen.findByRole('img', { name: /^Total lag over time, now/ })).toBeDefined()
    expect(await screen.findByRole('img', { name: 'Lag of 30 partitions over time. The table has the figures.' })).toBeDefined()
    const why = screen.getByRole('complementary', { name: 'Why' })
    expect(await within(why).findByText('Broker 3 is saturated')).toBeDefined()
    expect(within(why).getByText('Not explained').nextSibling?.textContent?.replace('\u202F', ' ')).toBe('6.0 %')
    const asked = host.calls.find((call) => call.member === 'lag.heatMap')?.input
    expect(asked).toMatchObject({ order: 'leader', metric: 'lag' })
  })

  it('cycles order with o, metric with h, and shows the figures with v', async () => {
    const { user, host } = await show('/groups/billing', { change: withIncident(now) })
    await screen.findByRole('img', { name: /^Total lag/ })
    // Where leaders run on Mesos, rows can stand by agent.
    await screen.findByText('Agent')
    await user.keyboard('o')
    expect(place()).toBe('/groups/billing?rows=agent')
    await waitFor(() => expect(host.calls.findLast((call) => call.member === 'lag.heatMap')?.input).toMatchObject({ order: 'agent' }))
    await user.keyboard('o')
    expect(place()).toBe('/groups/billing?rows=member')
    await user.keyboard('h')
    expect(place()).toBe('/groups/billing?rows=member&colour=timeLag')
    const asked = () => host.calls.findLast((call) => call.member === 'lag.heatMap')?.input
    await waitFor(() => expect(asked()).toMatchObject({ order: 'member', metric: 'timeLag' }))
    await user.keyboard('h')
    await waitFor(() => expect(asked()).toMatchObject({ order: 'member', metric: 'slope' }))
    await user.keyboard('v')
    expect(await screen.findByRole('grid', { name: 'Total lag' })).toBeDefined()
    for (const name of ['Partitions', 'Time lag', 'Rates']) expect(screen.getByRole('grid', { name })).toBeDefined()
    expect(screen.queryByRole('img', { name: /^Total lag/ })).toBeNull()
    expect(screen.queryByText('forecast')).toBeNull()
    // An age is written as in the list of groups: tenths of a second, and never milliseconds.
    const ages = screen.getByRole('grid', { name: 'Time lag' }).textContent ?? ''
    expect(ages).toMatch(/\d\.\d\u202fs/)
    expect(ages).not.toMatch(/\u202fms/)
  })

  it('20 what was backfilled is dashed, with its key, in the table by its own name, and never a lag', async () => {
    const { user } = await show('/groups/billing?range=24h', { change: withIncident(now) })
    const keys = await screen.findAllByText('in, backfilled')
    expect(keys[0]?.title).toContain('its lag is not known')
    expect(keys).toHaveLength(2)
    await user.keyboard('v')
    const grid = await screen.findByRole('grid', { name: 'Total lag' })
    expect(within(grid).getByRole('columnheader', { name: /In \/s, backfilled/ })).toBeDefined()
    expect(within(screen.getByRole('grid', { name: 'Rates' })).getByRole('columnheader', { name: /In \/s, backfilled/ })).toBeDefined()
    // Within the hour all was observed.
    await user.keyboard('v')
    await user.click(screen.getByRole('radio', { name: '1 h' }))
    await waitFor(() => expect(screen.queryByText('in, backfilled')).toBeNull())
  })

  it('20 a sum of what was backfilled that leaves partitions out is at least that much', async () => {
    await show(`/groups/billing?as=table&from=${now - 20 * 3_600_000}&to=${now - 19 * 3_600_000}`, { change: withIncident(now) })
    const grid = await screen.findByRole('grid', { name: 'Total lag' })
    // A day ago one topic's records are deleted; of the lag of then nothing is known.
    await waitFor(() => expect(within(grid).getAllByRole('row')[1]?.textContent).toMatch(/—.*≥ [34]\d\D?\d{3}/))
    const rates = screen.getByRole('grid', { name: 'Rates' })
    expect(within(rates).getAllByRole('row')[1]?.textContent).toMatch(/≥ [34]\d[.\d]*\s?k$/)
  })

  it('brushing any picture zooms all, and 0 goes back to live', async () => {
    const { user, host } = await show('/groups/billing', { change: withIncident(now) })
    const rates = await screen.findByRole('img', { name: /^Messages in and out/ })
    fireEvent.pointerDown(rates, { clientX: 300, clientY: 40, button: 0 })
    fireEvent.pointerMove(rates, { clientX: 600, clientY: 40 })
    fireEvent.pointerUp(rates, { clientX: 600, clientY: 40 })
    await waitFor(() => expect(place()).toMatch(/^\/groups\/billing\?from=\d+&to=\d+$/))
    const [from, to] = [...place().matchAll(/\d{10,}/g)].map(Number)
    for (const member of ['lag.history', 'lag.heatMap', 'lag.events'])
      await waitFor(() => expect(host.calls.findLast((call) => call.member === member)?.input).toMatchObject({ span: { from, to } }))
    // A shorter drag is a click.
    fireEvent.pointerDown(rates, { clientX: 300, clientY: 40, button: 0 })
    fireEvent.pointerUp(rates, { clientX: 302, clientY: 40 })
    expect(place()).toContain(`from=${from}`)
    await user.keyboard('0')
    await waitFor(() => expect(place()).toBe('/groups/billing'))
  })

  it('explains a figure with its inputs and their times, by key, menu and right click, in the address', async () => {
    const { user, host } = await show('/groups/billing?tab=partitions')
    await user.click(await rowOf('orders.events'))
    await user.keyboard('e')
    const dialog = await screen.findByRole('dialog', { name: 'Explain this number' })
    expect(place()).toContain('explain=billing/orders.events/')
    const lines = await within(dialog).findByRole('table')
    expect(within(lines).getByRole('row', { name: /^lag 212/ }).textContent).toContain('4000424 − max(4000212, 3000000)')
    expect(within(dialog).getByText('Committed offset').nextSibling?.textContent).toMatch(/^4\u202f000\u202f212 read \d{4}-/)
    expect(host.calls.findLast((call) => call.member === 'lag.explain')?.input).toMatchObject({ group: 'billing', topic: 'orders.events' })
    await user.click(within(dialog).getByRole('button', { name: 'Close' }))
    await waitFor(() => expect(place()).not.toContain('explain'))
    const figure = (await screen.findByText('Total lag')).closest('div')
    if (!figure) throw new Error('There is no figure')
    fireEvent.contextMenu(figure)
    await screen.findByRole('dialog', { name: 'Explain this number' })
    expect(place()).toMatch(/explain=billing$/)
    expect(await screen.findByText(/is the sum of the lag of its partitions/)).toBeDefined()
  })

  it('positions: committed and end over time, rewinds told, a table twin', async () => {
    const { user, host } = await show('/groups/billing?tab=positions')
    expect(await screen.findByRole('img', { name: /^Committed offset and log end of orders.events p\d+/ })).toBeDefined()
    expect(await screen.findByText('It went back once:')).toBeDefined()
    await user.selectOptions(screen.getByLabelText('Partition, most lag first'), 'orders.events-3')
    await waitFor(() =>
      expect(host.calls.findLast((call) => call.member === 'lag.positions')?.input).toMatchObject({ topic: 'orders.events', partition: 3 }),
    )
    await user.click(await screen.findByRole('button', { name: 'Show as a table' }))
    expect(await screen.findByRole('grid', { name: 'Positions' })).toBeDefined()
  })

  it('events: what happened and what was told, newest first; Enter opens the moment', async () => {
    const { user } = await show('/groups/billing?tab=events', { change: withIncident(now) })
    const grid = await screen.findByRole('grid', { name: 'Events' })
    expect(await within(grid).findByText('Members are being assigned anew')).toBeDefined()
    expect(within(grid).getByText('6 partitions got another leader')).toBeDefined()
    await user.dblClick(await within(grid).findByText('Alert: billing: time lag 31 min'))
    await waitFor(() => expect(place()).toMatch(/^\/groups\/billing\?moment=\d+$/))
  })

  it('stacks the total by topic', async () => {
    const { user } = await show('/groups/billing', { change: withIncident(now) })
    await user.click(await screen.findByRole('radio', { name: 'By topic' }))
    expect(place()).toBe('/groups/billing?stack=topics')
    expect(await screen.findByText('payments.settled')).toBeDefined()
  })

  it('asks for another range', async () => {
    const { user, host } = await show('/groups/billing', { change: withIncident(now) })
    await user.click(await screen.findByRole('radio', { name: '6 h' }))
    await waitFor(() => {
      const asked = host.calls.findLast((call) => call.member === 'lag.history')?.input as
        { span: { from: number; to: number } } | undefined
      expect((asked?.span.to ?? 0) - (asked?.span.from ?? 0)).toBe(6 * 3_600_000)
    })
  })

  it('opens what a cause names', async () => {
    const { user } = await show('/groups/billing', { change: withIncident(now) })
    await user.click(await screen.findByRole('button', { name: 'Open broker 3' }))
    await waitFor(() => expect(place()).toBe('/brokers/3'))
  })

  it('says since when it is recorded while history is young, and that nothing is recorded yet', async () => {
    const { user } = await show('/groups/billing', { change: withYoungHistory(now, 6) })
    expect(await screen.findByText(/^recording since \d\d:\d\d$/)).toBeDefined()
    // Six minutes are an edge in an hour: nobody who opens a cluster for the first time should have to look for it.
    const range = (title: string) => screen.getByRole('radio', { name: title }).getAttribute('aria-checked')
    expect([range('15 m'), range('1 h')]).toEqual(['true', 'false'])
    await user.click(screen.getByRole('radio', { name: '1 h' }))
    await waitFor(() => expect([range('15 m'), range('1 h')]).toEqual(['false', 'true']))
    expect(place()).toBe('/groups/billing?range=1h')
  })

  it('says that nothing is recorded yet instead of drawing a line at 0', async () => {
    await show('/groups/billing', { change: withYoungHistory(now, null) })
    expect(await screen.findByText('Nothing of this group has been recorded yet. The picture grows from now on.')).toBeDefined()
    expect(screen.queryByRole('img', { name: /^Total lag/ })).toBeNull()
  })

  it('tells why history cannot be read', async () => {
    await show('/groups/billing', {
      change: (handlers: SamsaHandlers) => ({
        ...handlers,
        lag: {
          ...handlers.lag,
          history: () => {
            throw new AppError('kafka.unsupported', { what: 'Reading offsets', needs: 'Kafka 0.9' })
          },
        },
      }),
    })
    expect(await screen.findByText(/Kafka 0\.9/)).toBeDefined()
  })
})

describe('Partitioned log of a topic', () => {
  const show = useScreens()

  it('is the first tab, focused on the group with most lag, one partition message by message', async () => {
    await show('/topics/orders.events', { change: withIncident(now) })
    expect(await screen.findByRole('img', { name: /^12 partitions as strips of offsets/ })).toBeDefined()
    expect(screen.getByRole('button', { name: 'orders-backfill', pressed: true })).toBeDefined()
    expect(screen.getByRole('img', { name: /message by message$/ })).toBeDefined()
  })

  it('changes focus, order and axis by chip and key', async () => {
    const { user } = await show('/topics/orders.events', { change: withIncident(now) })
    await user.click(await screen.findByRole('button', { name: 'billing' }))
    expect(place()).toBe('/topics/orders.events?focus=billing')
    await user.keyboard('f')
    expect(place()).toBe('/topics/orders.events?focus=shipping-plan')
    await user.keyboard('o')
    expect(place()).toContain('order=lag')
    await user.keyboard('v')
    expect(place()).toContain('axis=offset')
  })

  it('has a table twin with the same values', async () => {
    await show('/topics/orders.events?axis=table&focus=billing', { change: withIncident(now) })
    await rowOf('p3')
    expect(await cellOf('p3', 'lag')).toBe('390 118')
    const [start, committed, next] = await Promise.all(['start', 'committed', 'next'].map((column) => cellOf('p3', column)))
    const whole = (text: string | undefined): bigint => BigInt((text ?? '').replaceAll(' ', ''))
    expect(whole(next) - whole(committed)).toBe(390_118n)
    expect(whole(start)).toBeLessThan(whole(committed))
  })

  it('says that nobody reads it', async () => {
    await show('/topics/orders.events', {
      change: (handlers) => {
        const told = withIncident(now)(handlers)
        const alone = told.lag.log
        return {
          ...told,
          lag: {
            ...told.lag,
            log: (input, context) => {
              const source = alone(input, context)
              if (source instanceof Promise) throw new Error('The fake answers at once')
              const read = () => {
                const { rows, about } = source.read()
                return { rows: new Map([...rows].map(([key, row]) => [key, { ...row, groups: [] }])), about }
              }
              return { ...source, read }
            },
          },
        }
      },
    })
    expect(await screen.findByText('No group has committed an offset here.')).toBeDefined()
  })
})
