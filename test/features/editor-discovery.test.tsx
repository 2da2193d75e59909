import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { asked, useApp } from './start.tsx'

const masters = ['http://master-1.eu.example.org:5050', 'http://master-2.eu.example.org:5050', 'http://master-3.eu.example.org:5050']
const press = (name: string): HTMLElement => screen.getByRole('button', { name })

describe('Discovery from one address (G-08)', () => {
  const start = useApp()

  it('shows each hop with its time or its failure, and takes what was found by one press', async () => {
    const { host, user } = await start('/new')
    await user.type(await screen.findByRole('textbox', { name: /^Name/ }), 'eu')
    await user.type(screen.getByRole('textbox', { name: /^Address of anything/ }), 'master-1.eu.example.org:5050{Enter}')
    const chain = await screen.findByRole('list', { name: 'What was found' })
    await within(chain).findByText('Everything was found')
    const hops = within(chain)
      .getAllByRole('listitem')
      .map((hop) => (hop.textContent ?? '').replaceAll('\u202F', ' '))
    expect(hops).toHaveLength(9)
    expect(hops[1]).toMatch(/^Mastermaster-1.*Set by hand31 msMesos 1\.11\.0$/)
    expect(hops.find((hop) => hop.startsWith('Marathon'))).toMatch(/5 s.*marathon\.eu\.example\.org:8080/)
    expect(asked(host, 'profiles.create')).toEqual([])
    await user.click(press('Take what was found'))
    expect(screen.getByText('In the form')).toBeDefined()
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^Mesos masters/ }).value).toBe(masters.join('\n'))
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^Bootstrap brokers/ }).value).toMatch(
      /^agent-11\.eu\.example\.org:31000\n/,
    )
    await user.click(press('Save'))
    await waitFor(() => expect(asked(host, 'profiles.create')).toHaveLength(1))
    expect(asked(host, 'profiles.create')[0]).toMatchObject({
      draft: {
        mesos: { masters, scheduler: { url: 'http://agent-14.eu.example.org:31500', login: { kind: 'none' } }, agentsVia: 'direct' },
      },
    })
  })

  it('lets the user choose among several, and asks again with what he chose', async () => {
    const { host, user } = await start('/new')
    await user.type(await screen.findByRole('textbox', { name: /^Address of anything/ }), 'm:5050{Enter}')
    await user.click(await screen.findByRole('button', { name: 'kafka-test · no task' }))
    await waitFor(() => expect(asked(host, 'discovery.hops')).toHaveLength(2))
    expect(asked(host, 'discovery.hops')[1]).toMatchObject({
      address: 'm:5050',
      mesos: { framework: '7f3c9a10-22d4-4f0e-9a31-6a1c5f0e8d11-0007' },
    })
  })

  it('takes Mesos by hand, with what is wrong at its field', async () => {
    const { host, user } = await start('/new')
    await user.type(await screen.findByRole('textbox', { name: /^Name/ }), 'eu')
    await user.click(press('Add Mesos'))
    await user.type(screen.getByRole('textbox', { name: /^Mesos masters/ }), 'master-1:5050')
    await user.click(press('Save'))
    const masterField = screen.getByRole('textbox', { name: /^Mesos masters/ })
    expect(masterField.getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByText(/Write an address such as http:\/\/master-1/)).toBeDefined()
    await user.clear(masterField)
    await user.type(masterField, 'https://master-1:5050')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Login to Mesos' }), 'token')
    await user.type(screen.getByLabelText('Token'), 'canary-token')
    await user.click(press('Save'))
    await waitFor(() => expect(asked(host, 'profiles.create')).toHaveLength(1))
    expect(asked(host, 'profiles.create')[0]).toMatchObject({
      draft: { bootstrap: [], mesos: { masters: ['https://master-1:5050'], mastersLogin: { kind: 'token' } } },
      secrets: { mesosPassword: 'canary-token' },
    })
    expect(document.body.textContent).not.toContain('canary-token')
  })
})
