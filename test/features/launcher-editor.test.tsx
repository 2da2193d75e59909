import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { address, asked, useApp } from './start.tsx'

const field = (name: string): HTMLElement => screen.getByRole('textbox', { name: new RegExp(`^${name}`) })
const press = (name: string): HTMLElement => screen.getByRole('button', { name })

describe('Profile editor', () => {
  const start = useApp()

  it('tells what is missing at the field, and saves nothing', async () => {
    const { host, user } = await start('/new')
    await user.click(await screen.findByRole('button', { name: 'Save' }))
    expect(screen.getByText('Give the profile a name')).toBeDefined()
    expect(screen.getByText('Enter at least one bootstrap broker, or where the scheduler or Mesos is')).toBeDefined()
    expect(screen.getByText('2 fields need attention')).toBeDefined()
    expect(field('Name').getAttribute('aria-invalid')).toBe('true')
    expect(asked(host, 'profiles.create')).toEqual([])
  })

  it('creates what was written, then connects', async () => {
    const { host, user } = await start('/new?bootstrap=kafka-1%3A9092')
    await user.type(await screen.findByRole('textbox', { name: /^Name/ }), 'eu')
    await user.click(screen.getByRole('radio', { name: 'production' }))
    await user.click(screen.getByRole('radio', { name: 'TLS' }))
    await user.selectOptions(screen.getByRole('combobox', { name: 'Login' }), 'SCRAM-SHA-256')
    await user.type(field('User name'), 'samsa')
    await user.type(screen.getByLabelText('Password'), 'canary')
    await user.click(press('Save and connect'))
    await waitFor(() => expect(asked(host, 'profiles.connect')).toHaveLength(1))
    expect(asked(host, 'profiles.create')).toEqual([
      {
        draft: expect.objectContaining({
          name: 'eu',
          environment: 'production',
          bootstrap: ['kafka-1:9092'],
          security: { tls: { ca: '', caUse: 'add', certificate: '', serverName: '' }, sasl: { mechanism: 'SCRAM-SHA-256', user: 'samsa' } },
        }),
        secrets: { saslPassword: 'canary' },
      },
    ])
    await waitFor(() => expect(address()).toBe('/c/made-1/overview'))
    expect(document.body.textContent).not.toContain('canary')
  })

  it('begins with the access of the settings, and with observing on production, until another is chosen', async () => {
    const { host, user } = await start('/new?bootstrap=kafka-1%3A9092', { settings: { newAccess: 'open' } })
    await user.type(await screen.findByRole('textbox', { name: /^Name/ }), 'eu')
    const chosen = (): string | null =>
      within(screen.getByRole('radiogroup', { name: 'Access' })).getByRole('radio', { checked: true }).textContent
    expect(chosen()).toBe('Open')
    await user.click(screen.getByRole('radio', { name: 'production' }))
    expect(chosen()).toBe('Observe')
    await user.click(screen.getByRole('radio', { name: 'Guarded' }))
    await user.click(press('Save'))
    await waitFor(() =>
      expect(asked(host, 'profiles.create')).toEqual([
        { draft: expect.objectContaining({ environment: 'production', access: 'guarded' }), secrets: {} },
      ]),
    )
  })

  it('never shows a kept secret, and sends none that was not written', async () => {
    const { host, user } = await start('/edit/payments-eu')
    const password = await screen.findByRole('group', { name: 'Password' })
    expect(password.textContent).toMatch(/Kept, sealed by the keychain, changed 12.d ago/)
    expect(screen.queryByLabelText('Password', { selector: 'input' })).toBeNull()
    await user.click(press('Save'))
    await waitFor(() => expect(asked(host, 'profiles.update')).toHaveLength(1))
    expect(asked(host, 'profiles.update')[0]).toMatchObject({ id: 'payments-eu', secrets: {} })
  })

  it('forgets a secret only when saved, and keeps it when asked to', async () => {
    const { host, user } = await start('/edit/payments-eu')
    const password = await screen.findByRole('group', { name: 'Password' })
    await user.click(within(password).getByRole('button', { name: 'Forget' }))
    expect(password.textContent).toContain('Will be forgotten when you save.')
    await user.click(within(password).getByRole('button', { name: 'Keep it' }))
    await user.click(within(password).getByRole('button', { name: 'Forget' }))
    await user.click(press('Save'))
    await waitFor(() => expect(asked(host, 'profiles.update')[0]).toMatchObject({ secrets: { saslPassword: '' } }))
  })

  it('says when there is no keychain', async () => {
    const { user } = await start('/new', { keychain: false })
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Login' }), 'PLAIN')
    expect(await screen.findByText('No keychain on this computer.')).toBeDefined()
    expect(screen.getByText('A password over a plain connection can be read on the network.')).toBeDefined()
  })

  it('probes without saving, and takes the offered address map entry', async () => {
    const { host, user } = await start('/new?bootstrap=kafka-1%3A9092')
    const probe = await screen.findByRole('complementary', { name: 'Probe' })
    expect(probe.textContent).toMatch(/These brokers are tried in a moment|Test again/)
    await user.click(within(probe).getByRole('button', { name: 'Test' }))
    await within(probe).findByText('2 of 3 brokers can be reached')
    expect(probe.textContent).toContain('A broker’s advertised name does not resolve')
    await user.click(within(probe).getByRole('button', { name: 'Add to the address map' }))
    expect(screen.getByDisplayValue('agent-17:31000')).toBeDefined()
    expect(screen.getByDisplayValue('10.1.2.3:31000')).toBeDefined()
    expect(within(probe).getByText('In the address map')).toBeDefined()
    expect(asked(host, 'profiles.create')).toEqual([])
    expect(asked(host, 'profiles.probe')[0]).toMatchObject({ id: null, draft: { bootstrap: ['kafka-1:9092'] } })
  })

  it('probes by itself without a login, and waits for the user with one', async () => {
    const { host } = await start('/edit/orders-us')
    await waitFor(() => expect(asked(host, 'profiles.probe')).toHaveLength(1), { timeout: 3000 })
    await screen.findByText('2 of 3 brokers can be reached')
    expect(asked(host, 'profiles.probe')[0]).toMatchObject({ id: 'orders-us' })
  })

  it('asks before it throws away what was written', async () => {
    const { user } = await start('/edit/orders-us')
    await user.type(await screen.findByRole('textbox', { name: /^Name/ }), 'x')
    await user.keyboard('{Escape}')
    const dialog = await screen.findByRole('dialog')
    await user.click(within(dialog).getByRole('button', { name: 'Keep editing' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(screen.getByDisplayValue('orders-usx')).toBeDefined()
    await user.keyboard('{Escape}')
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Discard' }))
    expect(address()).toBe('/')
  })

  it('leaves at once when nothing was written', async () => {
    const { user } = await start('/edit/orders-us')
    await screen.findByRole('textbox', { name: /^Name/ })
    await user.keyboard('{Escape}')
    expect(address()).toBe('/')
  })
})
