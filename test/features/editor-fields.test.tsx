import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { asked, useApp } from './start.tsx'

const start = useApp()

describe('1 properties of a client', () => {
  it('are pasted where brokers are written, and fill in what they say; the password goes with the secrets alone', async () => {
    const { host, user } = await start('/new')
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'pasted')
    await user.click(screen.getByRole('textbox', { name: 'Bootstrap brokers' }))
    const jaas = 'org.apache.kafka.common.security.plain.PlainLoginModule required username="ada" password="secret";'
    await user.paste(
      `bootstrap.servers=kafka-1:9093,kafka-2:9093\nsecurity.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nsasl.jaas.config=${jaas}\n`,
    )
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(asked(host, 'profiles.create')).toHaveLength(1))
    expect(asked(host, 'profiles.create')[0]).toMatchObject({
      draft: { bootstrap: ['kafka-1:9093', 'kafka-2:9093'], security: { tls: { ca: '' }, sasl: { mechanism: 'PLAIN', user: 'ada' } } },
      secrets: { saslPassword: 'secret' },
    })
  })
})

describe('1 a proxy of one profile', () => {
  it('is as in the settings; one by hand is written with what is wrong at its field, its password goes with the secrets', async () => {
    const { host, user } = await start('/edit/orders-eu')
    const over = within(await screen.findByRole('radiogroup', { name: 'Over HTTP' }))
    expect(over.getByRole('radio', { name: 'As in the settings' }).getAttribute('aria-checked')).toBe('true')
    await user.click(over.getByRole('radio', { name: 'By hand' }))
    const address = screen.getByRole('textbox', { name: 'Address of the proxy' })
    await user.click(address)
    await user.paste('socks5://p:1080')
    await user.tab()
    expect(screen.getByText(/^Write host:port of an HTTP proxy/)).toBeDefined()
    await user.clear(address)
    await user.click(address)
    await user.paste('http://proxy.example.org:3128/')
    expect(screen.getByDisplayValue('proxy.example.org:3128')).toBe(address)
    await user.tab()
    await user.keyboard('ada{Tab}')
    await user.keyboard('secret{Tab}')
    await user.keyboard('10.0.0.0/8{Enter}10.0.0.0/99{Tab}')
    expect(screen.getByText(/^10\.0\.0\.0\/99: Write a host/)).toBeDefined()
    const except = screen.getByRole('textbox', { name: /^Reached straight/ })
    await user.clear(except)
    await user.type(except, '10.0.0.0/8')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    const proxy = { use: 'manual', address: 'proxy.example.org:3128', user: 'ada', except: ['10.0.0.0/8'] }
    await waitFor(() => expect(asked(host, 'profiles.update')[0]).toMatchObject({ draft: { proxy }, secrets: { proxyPassword: 'secret' } }))
  })
})
