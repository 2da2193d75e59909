import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { NO_POLICY } from '../../electron/core/profiles/policy.ts'
import { asked, useApp } from './start.tsx'

const start = useApp()
const proxies = async () => within(await screen.findByRole('radiogroup', { name: 'Proxy' }))
const manual = { use: 'manual' as const, address: 'proxy.example.org:3128', user: '', except: [] }

describe('24 settings, network', () => {
  it('a proxy by hand is written by keyboard, and is saved as a whole with its password first', async () => {
    const { host, user } = await start('/settings')
    await user.click((await proxies()).getByRole('radio', { name: 'By hand' }))
    expect(asked(host, 'host.saveSettings')).toEqual([])
    await user.click(await screen.findByRole('textbox', { name: /^Address/ }))
    await user.keyboard('proxy.example.org')
    await user.tab()
    expect(screen.getByText(/^Write host:port of an HTTP proxy/)).toBeDefined()
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /^User name/ }))
    await user.keyboard('ada{Tab}')
    await user.keyboard('secret{Tab}')
    await user.keyboard('*.near.example.org{Enter}not a host{Tab}')
    expect(screen.getByText(/^not a host: Write a host/)).toBeDefined()
    // Enter on the button: what is wrong gets the focus, the first of them.
    await user.keyboard('{Enter}')
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /^Address/ })))
    await user.keyboard('{End}:3128')
    const except = screen.getByRole('textbox', { name: /^Reached straight/ })
    await user.clear(except)
    await user.type(except, '*.near.example.org, 10.0.0.0/8')
    expect(asked(host, 'host.saveSettings')).toEqual([])
    await user.click(screen.getByRole('textbox', { name: /^Address/ }))
    await user.keyboard('{Enter}')
    await waitFor(() =>
      expect(asked(host, 'host.saveSettings')).toEqual([
        { proxy: { ...manual, user: 'ada', except: ['*.near.example.org', '10.0.0.0/8'] } },
      ]),
    )
    expect(asked(host, 'host.setProxyPassword')).toEqual([{ password: 'secret' }])
    await screen.findByText(/^Kept, sealed by the keychain/)
    expect(screen.queryByDisplayValue('secret')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Forget' }))
    await waitFor(() => expect(asked(host, 'host.setProxyPassword').at(-1)).toEqual({ password: '' }))
    await user.click(screen.getByRole('button', { name: 'Put back Proxy' }))
    await waitFor(() => expect(asked(host, 'host.saveSettings').at(-1)).toEqual({ proxy: { use: 'none' } }))
  })

  it('a whole address with a login is taken apart when it is pasted', async () => {
    const { host, user } = await start('/settings')
    await user.click((await proxies()).getByRole('radio', { name: 'By hand' }))
    await user.click(await screen.findByRole('textbox', { name: /^Address/ }))
    await user.paste('http://ada:s%40cret@proxy.example.org:3128/')
    expect(screen.getByDisplayValue('proxy.example.org:3128')).toBeDefined()
    expect(screen.getByDisplayValue('ada')).toBeDefined()
    await user.keyboard('{Enter}')
    await waitFor(() => expect(asked(host, 'host.setProxyPassword')).toEqual([{ password: 's@cret' }]))
    expect(asked(host, 'host.saveSettings')).toEqual([{ proxy: { ...manual, user: 'ada' } }])
  })

  it('the system’s proxy is chosen, and where it cannot be asked that is the reason why it is off', async () => {
    const { host, user } = await start('/settings')
    await user.click((await proxies()).getByRole('radio', { name: 'As the system' }))
    await waitFor(() => expect(asked(host, 'host.saveSettings')).toEqual([{ proxy: { use: 'system' } }]))
    host.world.network.patch('network', { system: { available: false, why: 'Not here.' } })
    await screen.findByText('Not here.')
    await waitFor(async () => expect((await proxies()).getByRole('radio', { name: 'As the system' }).title).toBe('Not here.'))
  })

  it('what an administrator fixed cannot be changed, with the reason; the password still is one’s own', async () => {
    const policy = { ...NO_POLICY, file: '/etc/samsa/policy.json', by: 'the Kafka team', settings: { proxy: { ...manual, user: 'ada' } } }
    const { host, user } = await start('/settings', { policy, settings: { proxy: { ...manual, user: 'ada' } } })
    const why = /^Set by your administrator/
    await waitFor(async () => expect((await proxies()).getByRole('radio', { name: 'None' }).title).toMatch(why))
    await user.click((await proxies()).getByRole('radio', { name: 'None' }))
    expect((await screen.findByRole<HTMLInputElement>('textbox', { name: /^Address/ })).readOnly).toBe(true)
    await user.type(screen.getByLabelText('Password'), 'mine{Enter}')
    await waitFor(() => expect(asked(host, 'host.setProxyPassword')).toEqual([{ password: 'mine' }]))
    expect(asked(host, 'host.saveSettings')).toEqual([])
    expect(screen.getByRole('region', { name: 'Set by your administrator' }).textContent).toContain('Proxy')
  })

  it('further authorities: what is no certificate is said at the field, and a private key is never kept', async () => {
    const { host, user } = await start('/settings')
    const field = await screen.findByRole('textbox', { name: /^Further certificate authorities/ })
    const save = screen.getByRole('button', { name: 'Save authorities' })
    await user.click(field)
    await user.paste('nonsense')
    await user.click(save)
    expect(screen.getByText(/^Paste a PEM certificate/)).toBeDefined()
    await user.clear(field)
    await user.paste('-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----')
    await user.click(save)
    expect(screen.getByText(/^This holds a private key/)).toBeDefined()
    expect(asked(host, 'host.saveSettings')).toEqual([])
    const pem = '-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n'
    await user.upload(screen.getByLabelText('From a file…', { selector: 'input' }), new File([pem], 'ca.pem'))
    await waitFor(() => expect(asked(host, 'host.saveSettings')).toEqual([{ extraCa: pem }]))
  })

  it('what was connected to is listed', async () => {
    await start('/settings')
    const list = await screen.findByRole('list', { name: 'Connected to since Samsa started' })
    expect(
      within(list)
        .getAllByRole('listitem')
        .map((item) => item.textContent)[0],
    ).toMatch(/^kafka-2\.eu\.example\.org:9092.*, 3 connections$/)
  })

  it('24 how often each part is read is chosen', async () => {
    const { host, user } = await start('/settings')
    const open = await screen.findByRole('radiogroup', { name: 'Offsets of what is open' })
    await user.click(within(open).getByRole('radio', { name: '2 s' }))
    await waitFor(() => expect(asked(host, 'host.saveSettings')).toEqual([{ readOpen: '2' }]))
  })
})
