import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { FILE_PASSPHRASE } from '../support/fake-profile-files.ts'
import { asked, useApp } from './start.tsx'

const start = useApp()
const names = (): (string | null)[] => screen.getAllByRole('article').map((card) => card.getAttribute('aria-label'))

describe('1 profiles to carry', () => {
  it('a card goes into a folder and moves among the others, by key', async () => {
    const { host, user } = await start('/')
    await screen.findByRole('article', { name: 'orders-eu' })
    await user.keyboard('m')
    await user.type(await screen.findByRole('combobox', { name: 'Folder' }), 'Europe{Enter}')
    await waitFor(() => expect(asked(host, 'profiles.arrange')).toEqual([{ id: 'orders-eu', folder: 'Europe', before: null }]))
    const europe = await screen.findByRole('region', { name: 'Europe' })
    expect(within(europe).getByRole('article', { name: 'orders-eu' })).toBeDefined()
    const before = names()
    within(screen.getByRole('region', { name: 'Clusters' }))
      .getAllByRole('article')[0]
      ?.focus()
    await user.keyboard('{Alt>}{ArrowRight}{/Alt}')
    await waitFor(() => expect(names()).toEqual([before[1], before[0], ...before.slice(2)]))
  })

  it('C-10 the export says what is inside, and which secrets are not', async () => {
    const { host, user } = await start('/')
    await screen.findByRole('article', { name: 'orders-eu' })
    await user.click(screen.getByRole('button', { name: 'More about profiles' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Export profiles…' }))
    await screen.findByText('Not inside: password of payments-eu')
    const save = screen.getByRole('button', { name: 'Save the file' })
    await user.click(screen.getByRole('checkbox', { name: /With secrets/ }))
    expect(save.title).toBe('At least 12 characters')
    await user.type(screen.getByLabelText('Pass phrase'), FILE_PASSPHRASE)
    await screen.findByText('1 secret, sealed: password of payments-eu')
    for (const name of ['scratch', 'lab-mesos']) await user.click(screen.getByRole('checkbox', { name }))
    URL.createObjectURL = vi.fn(() => 'blob:samsa')
    URL.revokeObjectURL = vi.fn()
    await user.click(save)
    await waitFor(() => expect(asked(host, 'profileFiles.export')).toHaveLength(1))
    const [input] = asked(host, 'profileFiles.export') as [{ ids: string[]; passphrase: string }]
    expect([input.ids.toSorted(), input.passphrase]).toEqual([['orders-eu', 'orders-staging', 'orders-us', 'payments-eu'], FILE_PASSPHRASE])
  })

  it('a dropped file of profiles asks for its pass phrase, shows the hosts and differences, and replaces nothing by itself', async () => {
    const { host, user } = await start('/')
    await screen.findByRole('article', { name: 'orders-eu' })
    fireEvent.drop(document, { dataTransfer: { types: ['Files'], files: [new File(['SAMSAPRO…'], 'clusters.samsa-profiles')] } })
    const field = await screen.findByLabelText('Pass phrase')
    await user.type(field, 'another one{Enter}')
    await screen.findByText('The pass phrase does not open it')
    await user.clear(field)
    await user.type(field, `${FILE_PASSPHRASE}{Enter}`)
    await screen.findByText('kafka-1.ap.example.org:9092, kafka-2.ap.example.org:9092')
    expect(screen.getByText('Asked for when it connects: password')).toBeDefined()
    expect(screen.getByText('Not readable: entry 4: not readable: bootstrap')).toBeDefined()
    const differs = screen.getByRole('listitem', { name: 'orders-eu' })
    expect(within(differs).getByRole('row', { name: /^bootstrap/ }).textContent).toMatch(/kafka-2.*kafka-9/)
    expect(screen.getByRole('button', { name: 'Take in 1 profile' })).toBeDefined()
    await user.click(within(differs).getByRole('radio', { name: 'Replace the one here' }))
    await user.click(screen.getByRole('button', { name: 'Take in 2 profiles' }))
    await screen.findByText('2 profiles were taken in')
    expect(asked(host, 'profileFiles.take')).toEqual([
      {
        opened: 'o-1',
        choices: [
          { index: 0, as: 'new' },
          { index: 2, as: 'replace' },
        ],
      },
    ])
    expect(asked(host, 'recordings.open')).toEqual([])
  })
})
