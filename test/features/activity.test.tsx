import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { fakeActs } from '../support/fake-acts.ts'
import { cellOf, place, rowNames, rowOf, useScreens } from './screen.tsx'

describe('Activity', () => {
  const show = useScreens()
  const shown = async (path: string) => {
    const started = await show(path)
    started.host.world.changes.acts.set(fakeActs(Date.now()))
    return started
  }

  it('lists acts newest first, with every end that an act can have', async () => {
    await shown('/activity')
    await rowOf('Reset offsets of billing')
    expect(rowNames('title').slice(0, 5)).toEqual([
      'Reset offsets of billing',
      'Topic payments.dlq was changed',
      'Stop broker 3',
      'Change configuration of orders.events',
      'Delete topic load-test.tmp',
    ])
    expect(await cellOf('Reset offsets of billing', 'result')).toBe('verified')
    expect(await cellOf('Stop broker 3', 'result')).toBe('accepted1/2')
    expect(await cellOf('Stop broker 3', 'ms')).toBe('—')
    expect(await cellOf('Change configuration of orders.events', 'result')).toBe('unknown')
    expect(await cellOf('Delete topic load-test.tmp', 'result')).toBe('not done')
    expect(screen.getByText('1 of them ended with nobody knowing whether it was done')).toBeDefined()
  })

  it('an act that is accepted and was not seen in time is not called done', async () => {
    const { host } = await shown('/activity')
    await rowOf('Stop broker 3')
    act(() => host.world.changes.acts.patch('act-8', { ended: true, steps: null }))
    await waitFor(async () => expect(await cellOf('Stop broker 3', 'result')).toBe('not seen'))
  })

  it.each([
    ['result:unknown', ['Change configuration of orders.events']],
    ['level:C3 undo:yes', ['Reset offsets of billing']],
    ['command:topics.remove', ['Delete topic load-test.tmp']],
  ])('filters by %s', async (filter, names) => {
    await shown(`/activity?filter=${encodeURIComponent(filter)}`)
    await rowOf(names[0] ?? '')
    expect(rowNames('title')).toEqual(names)
  })

  it('shows all that was written of the chosen act: request, answer, before → after, command line', async () => {
    const { user } = await shown('/activity')
    await user.click(await rowOf('Reset offsets of billing'))
    await waitFor(() => expect(place()).toBe('/activity?act=act-9'))
    const detail = await screen.findByRole('complementary', { name: 'Reset offsets of billing' })
    await within(detail).findByText('OffsetCommit v7 to broker 2: 12 partitions of orders.events')
    expect(detail.textContent).toContain('orders.events p01204411→1190020')
    expect(detail.textContent).toContain('--group billing --topic orders.events --reset-offsets')
    expect(detail.textContent).toContain('INC-4711: broker 3 is slow')
  })

  it('a change by someone else is listed as seen, filtered by a press, and never as done from here', async () => {
    const { user } = await shown('/activity')
    await rowOf('Topic payments.dlq was changed')
    expect(await cellOf('Topic payments.dlq was changed', 'result')).toBe('seen')
    expect(await cellOf('Topic payments.dlq was changed', 'user')).toBe('someone else')
    await user.click(screen.getByRole('button', { name: 'Someone else’s' }))
    await waitFor(() => expect(rowNames('title')).toEqual(['Topic payments.dlq was changed']))
    await user.click(await rowOf('Topic payments.dlq was changed'))
    const detail = await screen.findByRole('complementary', { name: 'Topic payments.dlq was changed' })
    await within(detail).findByText(/^It was not so yet .+, and was so .+\.$/)
    expect(within(detail).queryByRole('button', { name: 'Undo…' })).toBeNull()
    expect(within(detail).queryByText('Sent')).toBeNull()
  })

  it('E-09 says what to do about an act whose end nobody knows, and looks again on a press', async () => {
    const { host, user } = await shown('/activity?act=act-7')
    const detail = await screen.findByRole('complementary', { name: 'Change configuration of orders.events' })
    expect(detail.textContent).toContain('The connection broke after the request was sent.')
    expect(detail.textContent).toContain('nothing is sent twice by itself')
    await user.click(within(detail).getByRole('button', { name: 'Look again' }))
    await waitFor(async () => expect(await cellOf('Change configuration of orders.events', 'result')).toBe('verified'))
    expect(host.calls.filter((call) => call.member === 'audit.lookAgain')).toHaveLength(1)
  })

  it('E-12 says why an act cannot be taken back, before anything is pressed', async () => {
    const { user } = await shown('/activity?act=act-6')
    const detail = await screen.findByRole('complementary', { name: 'Delete topic load-test.tmp' })
    expect(within(detail).getByText('Data that is gone does not come back')).toBeDefined()
    await user.click(await rowOf('Reset offsets of billing'))
    const other = await screen.findByRole('complementary', { name: 'Reset offsets of billing' })
    expect(within(other).getByText('This cluster is locked: unlock it first')).toBeDefined()
    await user.keyboard('z')
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })

  it('E-12 z plans the reverse act', async () => {
    const { host, user } = await shown('/activity?act=act-9')
    host.world.changes.access.patch('orders-eu', { level: 'guarded' })
    const undo = await screen.findByRole('button', { name: 'Undo…' })
    await waitFor(() => expect(undo.getAttribute('aria-disabled')).toBeNull())
    await user.keyboard('z')
    await screen.findByRole('alertdialog')
    expect(host.calls.filter((call) => call.member === 'audit.undo').map((call) => call.input)).toEqual([
      { do: 'plan', cluster: 'orders-eu', input: { act: 'act-9' } },
    ])
  })

  it('E-08 verifies the chain and names the first entry that does not fit', async () => {
    const { host, user } = await shown('/activity')
    await user.click(screen.getByRole('button', { name: 'Verify' }))
    await screen.findByText(/42 entries in 2 files are as they were written, and none is missing at the end\./)
    host.world.changes.proof = { ...host.world.changes.proof, restored: { madeAt: Date.UTC(2026, 10, 20), seal: 'elsewhere', entries: 40 } }
    await user.click(screen.getByRole('button', { name: 'Verify' }))
    await screen.findByText(/Up to entry 40 it came with a backup of .* that another computer sealed/)
    host.world.changes.proof = {
      ...host.world.changes.proof,
      sealed: false,
      bad: { file: '2026-11.jsonl', line: 17, why: 'Its hash is not that of its text.' },
    }
    await user.click(screen.getByRole('button', { name: 'Verify' }))
    const said = await screen.findByText('Entry 17 of 2026-11.jsonl is not as it was written.')
    expect(said.parentElement?.textContent).toContain('Its hash is not that of its text.')
  })

  it('says that nothing was done yet, and that it could not be read', async () => {
    const { host } = await show('/activity')
    await screen.findByText(/Nothing has been changed from here yet/)
    host.world.changes.acts.about({ state: 'failed', errors: [{ code: 'audit.notWritten', about: { why: 'The disk is full' } }] })
    expect(await screen.findByText('The audit log cannot be written')).toBeDefined()
  })

  it('is reached by g h', async () => {
    const { user } = await show('/groups')
    await screen.findByRole('grid')
    await user.keyboard('gh')
    await waitFor(() => expect(place()).toBe('/activity'))
  })
})
