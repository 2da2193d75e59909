import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { place, useScreens } from './screen.tsx'

const onMesos = { onMesos: true } as const
const words = (text: string | null | undefined): string => (text ?? '').replaceAll('\u202F', ' ')

describe('Broker detail on Mesos', () => {
  const show = useScreens()

  it('says in one sentence where it is and what it leads, and what follows a crash', async () => {
    await show('/brokers/3', onMesos)
    await waitFor(() =>
      expect(words(screen.getByRole('main').textContent)).toMatch(
        /Running 9 d on agent-14 \(rack r2\), endpoint agent-14\S+:31003, leads 71\./,
      ),
    )
    expect(words(screen.getByRole('list', { name: 'If it crashes now' }).textContent)).toMatch(
      /waits 1 m 00 s.*agent-14 only.*any agent that fits/,
    )
    expect(screen.getByRole('img', { name: /^Broker 3/ })).toBeDefined()
  })

  it('offers what the list offers, through the same dialog; forms stand over the list', async () => {
    const { host, user } = await show('/brokers/3', onMesos)
    const restart = await screen.findByRole('button', { name: 'Restart…' })
    expect(restart.getAttribute('aria-disabled')).toBe('true')
    host.world.changes.access.patch('orders-eu', { level: 'guarded', until: Date.now() + 900_000 })
    await waitFor(() => expect(restart.getAttribute('aria-disabled')).toBeNull())
    await user.click(restart)
    await screen.findByRole('alertdialog')
    const planned = host.calls.find(({ member }) => member === 'lifecycle.restart')?.input
    expect(planned).toMatchObject({ do: 'plan', input: { brokers: '3' } })
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    await user.click(screen.getByRole('button', { name: 'More' }))
    const menu = await screen.findByRole('menu')
    expect(within(menu).queryByRole('menuitem', { name: /^Restart/ })).toBeNull()
    await user.click(within(menu).getByRole('menuitem', { name: /^Change broker 3/ }))
    await waitFor(() => expect(place()).toBe('/brokers?form=update&of=3'))
    expect(await screen.findByRole('dialog')).toBeDefined()
  })

  it('says first why one does not run', async () => {
    await show('/brokers/5', onMesos)
    expect(await screen.findByRole('heading', { name: 'Why it does not run' })).toBeDefined()
    expect(screen.getByText(/It used more memory than it was given/)).toBeDefined()
    expect(screen.getByText(/^Raise the memory/)).toBeDefined()
  })

  it('wraps the lines of every log once that is asked for', async () => {
    const { user } = await show('/brokers/0?tab=logs', onMesos)
    const log = await screen.findByRole('log', { name: 'server.log' })
    expect(log.getAttribute('data-wrap')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Wrap lines', pressed: false }))
    expect(log.getAttribute('data-wrap')).toBe('true')
    await user.click(screen.getByRole('tab', { name: 'Events' }))
    await user.click(screen.getByRole('tab', { name: 'Logs' }))
    expect((await screen.findByRole('log', { name: 'server.log' })).getAttribute('data-wrap')).toBe('true')
  })

  it('reads its log through the scheduler, and refuses names that would stop it', async () => {
    const { host, user } = await show('/brokers/0?tab=logs', onMesos)
    expect((await screen.findByRole('log', { name: 'server.log' })).textContent).toContain('Shrinking ISR')
    const field = screen.getByRole('combobox', { name: 'Log' })
    await user.clear(field)
    await user.type(field, 'a,b.log{Enter}')
    expect(await screen.findByText(/other characters can stop the broker/)).toBeDefined()
    const asked = host.calls.filter(({ member }) => member === 'mesos.brokerLog').map(({ input }) => (input as { name: string }).name)
    expect(asked).toEqual(['server.log'])
    await user.click(screen.getByRole('button', { name: 'All files of its sandbox' }))
    expect(place()).toMatch(/^\/tasks\//)
  })

  it('shows configs in three columns: of the scheduler, running, default; where the first two differ is marked', async () => {
    const { user } = await show('/brokers/0?tab=config', onMesos)
    const grid = await screen.findByRole('grid', { name: 'Configs' })
    const heads = (): string[] =>
      within(grid)
        .getAllByRole('columnheader')
        .map((head) => words(head.textContent).trim())
    // What Kafka tells may be there before what the scheduler does.
    await waitFor(() => expect(heads().slice(1, 4)).toEqual(['In the scheduler', 'Running', 'Default']))
    await user.click(screen.getByRole('button', { name: 'Set in the scheduler' }))
    await waitFor(() => expect(within(grid).queryByText('segment.bytes')).toBeNull())
    // What Kafka does not tell of is unknown, not different.
    expect(within(grid).getAllByText('differs')).toHaveLength(1)
  })

  it('tells what the broker reports through the scheduler, in words and then every value as it came', async () => {
    const { user } = await show('/brokers/3?tab=metrics', onMesos)
    const readings = await screen.findByRole('region', { name: 'Metrics' })
    const said = words(readings.textContent)
    expect(said).toMatch(/^Reported by the broker \d+ s ago, once a minute/)
    expect(said).toContain('In18.0 MiB/s')
    expect(said).toContain('Request handlers idle91 %')
    expect(within(readings).getByText('12').getAttribute('data-tone')).toBe('warn')
    // What was not reported is not there, and not 0.
    expect(said).not.toContain('Offline')
    expect(await screen.findByText(/^kafka.server,BrokerTopicMetrics,BytesInPerSec/)).toBeDefined()
    await user.type(screen.getByRole('textbox', { name: 'Filter' }), 'name:vm*')
    // The table is not there while nothing matches what is half typed.
    expect(await within(await screen.findByRole('grid', { name: 'All values' })).findByText('vm,threads,total')).toBeDefined()
    expect(screen.queryByText(/^kafka.server,BrokerTopicMetrics,BytesInPerSec/)).toBeNull()
  })

  it.each([
    [{ line: 'P09', version: '0.9.4.0' }, 0, 'Release 0.9.4.0 of the scheduler sends no metrics of brokers'],
    [{ line: 'P10', version: '0.10.0.0' }, 0, 'It has reported nothing yet'],
    [{ line: 'P10', version: '0.10.0.0' }, 6, 'A broker that does not run reports nothing'],
  ] as const)('says why there are no metrics: %j, broker %i', async ({ line, version }, broker, why) => {
    const { host } = await show(`/brokers/${broker}?tab=metrics`, onMesos)
    host.world.mesos.metricsOf(broker).set([])
    host.world.mesos.systems.patch('scheduler', { version, release: { line, kafka: null } })
    expect(await screen.findByText(new RegExp(why))).toBeDefined()
  })

  it('says that one which does not run has no log to ask for', async () => {
    await show('/brokers/6?tab=logs', onMesos)
    expect(await screen.findByText(/the scheduler can ask only a running broker/)).toBeDefined()
  })

  it('shows where it would start, agent by agent, and what happened to its tasks', async () => {
    const { user } = await show('/brokers/5?tab=placement', onMesos)
    expect(within(await screen.findByRole('table', { name: 'Agents' })).getByText('cpus < 2.0')).toBeDefined()
    await user.click(screen.getByRole('tab', { name: 'Events' }))
    const events = await screen.findByRole('list', { name: 'Events' })
    const first = within(events).getAllByRole('listitem')[0]
    expect(first?.textContent).toMatch(/failed on agent-16: It used more memory.*Memory limit exceeded.*Raise the memory/)
  })
})
