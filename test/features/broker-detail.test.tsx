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

  it('says first why one does not run', async () => {
    await show('/brokers/5', onMesos)
    expect(await screen.findByRole('heading', { name: 'Why it does not run' })).toBeDefined()
    expect(screen.getByText(/It used more memory than it was given/)).toBeDefined()
    expect(screen.getByText(/^Raise the memory/)).toBeDefined()
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
    const heads = within(grid)
      .getAllByRole('columnheader')
      .map((head) => words(head.textContent).trim())
    expect(heads.slice(1, 4)).toEqual(['In the scheduler', 'Running', 'Default'])
    await user.click(screen.getByRole('button', { name: 'Set in the scheduler' }))
    await waitFor(() => expect(within(grid).queryByText('segment.bytes')).toBeNull())
    // What Kafka does not tell of is unknown, not different.
    expect(within(grid).getAllByText('differs')).toHaveLength(1)
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
