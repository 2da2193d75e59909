import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { address, asked, useApp } from './start.tsx'

const start = useApp()
const HOUR = 3_600_000

describe('20 recordings', () => {
  it('are on the launcher, and open as a cluster that nothing can be asked of', async () => {
    const recorded = { first: Date.now() - 9_000_000, last: Date.now() - 7_200_000 }
    const { host, user } = await start('/', { recorded })
    await user.click(await screen.findByRole('button', { name: 'Broker 3 lost with its agent' }))
    host.world.reading.set([{ ...host.world.reading.rows()[0]!, cluster: 'r-1', state: 'off', lastReadAt: null }])
    await waitFor(() => expect(address()).toContain(`/c/r-1/overview?at=${recorded.last}`))
    expect(screen.queryByRole('button', { name: 'Connect' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Back to live' })).toBeNull()
  })

  it('say what is inside before they are exported; a pass phrase has at least 12 characters', async () => {
    const { host, user } = await start('/')
    await user.click(await screen.findByRole('button', { name: 'More for Broker 3 lost with its agent' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Export…' }))
    await screen.findByText('6 brokers, 64 topics, 38 groups')
    await user.click(screen.getByRole('checkbox', { name: /Use other names/ }))
    await screen.findByText('Left out: configurations')
    await user.click(screen.getByRole('checkbox', { name: /Seal with a pass phrase/ }))
    const save = screen.getByRole('button', { name: 'Save the file' })
    expect(save.title).toBe('At least 12 characters')
    await user.type(screen.getByLabelText('Pass phrase'), 'correct horse battery')
    URL.createObjectURL = vi.fn(() => 'blob:samsa')
    URL.revokeObjectURL = vi.fn()
    await user.click(save)
    await waitFor(() =>
      expect(asked(host, 'recordings.export')).toEqual([
        { id: 'r-1', groups: null, anonymise: true, logs: false, passphrase: 'correct horse battery' },
      ]),
    )
  })

  it('only some groups go into a file when they are named, and those that are not there are told', async () => {
    const { host, user } = await start('/')
    await user.click(await screen.findByRole('button', { name: 'More for Broker 3 lost with its agent' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Export…' }))
    await screen.findByText('6 brokers, 64 topics, 38 groups')
    await user.click(screen.getByRole('checkbox', { name: /Only some groups/ }))
    const save = screen.getByRole('button', { name: 'Save the file' })
    expect(save.title).toBe('Name at least one group')
    await user.type(screen.getByLabelText('Groups, one a line'), 'billing{Enter}nobody{Enter}')
    await screen.findByText('One of them is not in the recording')
    await screen.findByText('6 brokers, 64 topics, 1 groups')
    URL.createObjectURL = vi.fn(() => 'blob:samsa')
    URL.revokeObjectURL = vi.fn()
    await user.click(save)
    await waitFor(() =>
      expect(asked(host, 'recordings.export')).toEqual([
        { id: 'r-1', groups: ['billing', 'nobody'], anonymise: false, logs: false, passphrase: null },
      ]),
    )
  })

  it('Samsa’s log goes into a file when that is chosen, and is told with its size; where none was kept it is said', async () => {
    const { host, user } = await start('/')
    await user.click(await screen.findByRole('button', { name: 'More for Broker 3 lost with its agent' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Export…' }))
    await screen.findByText('6 brokers, 64 topics, 38 groups')
    const logs = screen.getByRole<HTMLInputElement>('checkbox', { name: /Include Samsa’s log/ })
    expect(logs.checked).toBe(false)
    await user.click(logs)
    await screen.findByText(/^214 lines of Samsa’s log, .*KiB before they are packed$/)
    URL.createObjectURL = vi.fn(() => 'blob:samsa')
    URL.revokeObjectURL = vi.fn()
    await user.click(screen.getByRole('button', { name: 'Save the file' }))
    await waitFor(() => expect(asked(host, 'recordings.export').at(-1)).toMatchObject({ id: 'r-1', logs: true }))
    await user.click(await screen.findByRole('button', { name: 'More for Billing falls behind' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Export…' }))
    const none = await screen.findByRole<HTMLInputElement>('checkbox', { name: /Include Samsa’s log.*No log was kept with it/ })
    expect(none.disabled).toBe(true)
  })

  it('Samsa’s log of that time is read in the window of the recording', async () => {
    const recorded = { first: Date.now() - 7_200_000, last: Date.now() - 20_000 }
    const { user } = await start(`/c/r-1/overview?at=${recorded.last}`, { recorded })
    await user.click(await screen.findByRole('button', { name: 'Log' }))
    const dialog = await screen.findByRole('dialog', { name: 'Samsa’s log of that time' })
    const row = await within(dialog).findByRole('row', { name: /A moment was not recorded/ })
    expect(row.textContent).toContain('kafka.unreachable')
    expect(row.textContent).toContain('warning')
  })

  it('a file that is dropped on the launcher is opened, in a window of its own', async () => {
    const { host } = await start('/')
    await screen.findByText('Broker 3 lost with its agent')
    const file = new File(['SAMSAREC'], 'incident.samsa')
    fireEvent.drop(document, { dataTransfer: { types: ['Files'], files: [file] } })
    await waitFor(() => expect(asked(host, 'recordings.open')).toEqual([{ upload: 'u-1', passphrase: null }]))
    expect(asked(host, 'recordings.upload')).toEqual([{ upload: null, piece: btoa('SAMSAREC') }])
    await waitFor(() => expect(asked(host, 'host.openWindow')).toEqual([{ path: '/c/r-1' }]))
  })

  it('a file that the system handed over is opened once; the place forgets it', async () => {
    const { host } = await start('/?upload=u-7')
    await waitFor(() => expect(asked(host, 'recordings.open')).toEqual([{ upload: 'u-7', passphrase: null }]))
    await waitFor(() => expect(address()).toBe('/'))
  })

  it('a span is pinned from the time bar', async () => {
    const at = Date.now() - HOUR
    const { host, user } = await start(`/c/orders-eu/groups?at=${at}`, { recorded: { first: at - HOUR, last: Date.now() } })
    await user.click(await screen.findByRole('button', { name: 'Pin…' }))
    await user.type(screen.getByLabelText('Title'), 'Lag after deploy')
    await user.click(screen.getByRole('button', { name: 'Pin' }))
    await waitFor(() =>
      expect(asked(host, 'recordings.pin')).toEqual([
        { cluster: 'orders-eu', from: at - 900_000, to: at + 900_000, title: 'Lag after deploy', notes: '' },
      ]),
    )
  })
})
