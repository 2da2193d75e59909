import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createExclusions } from '../../../electron/core/network/exclusions.ts'
import { withExtraCa } from '../../../electron/core/network/extra-ca.ts'
import { createNetwork } from '../../../electron/core/network/network.ts'
import { firstProxy } from '../../../electron/core/network/system-proxy.ts'
import { systemClock } from '../../../electron/core/lib/clock.ts'
import { DEFAULT_SETTINGS } from '../../../shared/contract/settings.ts'
import { ProxyExclusion, WrittenProxy, type ProxyChoice } from '../../../shared/contract/network.ts'
import { AppError } from '../../../shared/errors/error.ts'

const excluded = (entry: string, host: string, port = 80): boolean => createExclusions([entry])(host, port)

describe('24 network: servers that are reached straight', () => {
  it.each([
    ['master.example.org', 'master.example.org', true],
    ['master.example.org', 'MASTER.example.org.', true],
    ['master.example.org', 'a.master.example.org', false],
    ['*.example.org', 'a.b.example.org', true],
    ['*.example.org', 'example.org', false],
    ['*.example.org', 'badexample.org', false],
    ['.example.org', 'a.example.org', true],
    ['.example.org', 'badexample.org', false],
    ['kafka-*.corp', 'kafka-12.corp', true],
    ['kafka-*.corp', 'xkafka-12.corp', false],
    ['a.b', 'axb', false],
    ['*', 'anything', true],
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3', '10.1.2.30', false],
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['10.0.0.0/8', '10.example.org', false],
    ['192.168.4.0/22', '192.168.7.255', true],
    ['192.168.4.0/22', '192.168.8.0', false],
    ['2001:db8::/32', '[2001:db8:1::5]', true],
    ['2001:db8::/32', '[2001:db9::5]', false],
    ['[fd00::1]', '[fd00:0:0::1]', true],
    ['10.0.0.0/8', '[fd00::1]', false],
  ])('%s and %s: %s', (entry, host, straight) => {
    expect(ProxyExclusion.safeParse(entry).success).toBe(true)
    expect(excluded(entry, host)).toBe(straight)
  })

  it('a port behind it holds for that port alone', () => {
    expect([excluded('m.corp:5050', 'm.corp', 5_050), excluded('m.corp:5050', 'm.corp', 80)]).toEqual([true, false])
    expect([excluded('[fd00::1]:80', '[fd00::1]', 80), excluded('[fd00::1]:80', '[fd00::1]', 81)]).toEqual([true, false])
  })

  it.each([
    '',
    ' ',
    'a b',
    'http://x',
    'x/8',
    '10.0.0.0/33',
    '300.1.1.1',
    '10.0.0',
    'x:0',
    'x:99999',
    '[fd00::zz]',
    'fd00::/129',
    'a..b',
    'x,y',
  ])('“%s” is no rule, and says what one is', (entry) => {
    const read = ProxyExclusion.safeParse(entry)
    expect(read.success).toBe(false)
    expect(read.error?.issues[0]?.message).toMatch(/^Write a host/)
  })

  it('what is taken as a rule never fails when it is used, and never means more than it says', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9.*:/_[\]-]{1,40}$/), (entry) => {
        if (!ProxyExclusion.safeParse(entry).success) return
        const isExcluded = createExclusions([entry])
        isExcluded('[2001:db8::1]', 443)
        // No rule without a star speaks of a name that is not written in it.
        if (!entry.includes('*')) expect(isExcluded('zzz-not-in-there.invalid', 80) && !entry.startsWith('.')).toBe(false)
      }),
      { numRuns: 5_000 },
    )
  })
})

describe('24 network: what the system names', () => {
  it.each([
    ['DIRECT', null],
    ['', null],
    ['PROXY proxy.corp:3128; DIRECT', { host: 'proxy.corp', port: 3128 }],
    [' proxy [fd00::1]:8080', { host: 'fd00::1', port: 8080 }],
  ])('%s', (answer, proxy) => {
    expect(firstProxy(answer, 'm.corp:80')).toEqual(proxy)
  })

  it.each(['SOCKS5 s.corp:1080', 'HTTPS p.corp:443', 'PROXY p.corp', 'PROXY p.corp:0', 'nonsense'])(
    '%s is said to be none that Samsa speaks to',
    (answer) => {
      expect(() => firstProxy(answer, 'm.corp:80')).toThrow(AppError)
      expect(() => firstProxy(answer, 'm.corp:80')).toThrow('http.proxyKind')
    },
  )
})

describe('24 network: the way to a server', () => {
  const network = (proxy: ProxyChoice, password: string | null = null, systemProxy?: (url: string) => Promise<string>) =>
    createNetwork({ settings: () => ({ ...DEFAULT_SETTINGS, proxy }), password: () => password, systemProxy, clock: systemClock }).http

  it('none, by hand with and without a login, with exceptions', async () => {
    expect(await network({ use: 'none' }).route('http://m.corp:5050')).toBeNull()
    const manual = WrittenProxy.parse({ use: 'manual', address: 'p.corp:3128', except: ['*.near'] })
    expect(await network(manual).route('http://m.corp:5050')).toEqual({ host: 'p.corp', port: 3128, authorization: null })
    expect(await network(manual).route('https://m.near:443')).toBeNull()
    const login = WrittenProxy.parse({ use: 'manual', address: '[fd00::9]:3128', user: 'ada' })
    expect(await network(login, 'pässword').route('https://m.corp:443')).toEqual({
      host: 'fd00::9',
      port: 3128,
      authorization: `Basic ${Buffer.from('ada:pässword').toString('base64')}`,
    })
  })

  it('the system is asked for the address, and where it cannot be asked that is said', async () => {
    const asked: string[] = []
    const system = network({ use: 'system' }, null, (url) => (asked.push(url), Promise.resolve('PROXY p.corp:8080')))
    expect(await system.route('https://m.corp:8443')).toEqual({ host: 'p.corp', port: 8080, authorization: null })
    expect(asked).toEqual(['https://m.corp:8443/'])
    await expect(network({ use: 'system' }).route('http://m.corp:80')).rejects.toMatchObject({ code: 'core.notSupported' })
  })

  it('further authorities stand beside those of the system and of a profile, never beside those that replace them', () => {
    const own = { ca: 'OWN', caUse: 'add' as const, certificate: null, key: null, keyPassphrase: null, serverName: 'n' }
    expect(withExtraCa(own, '')).toBe(own)
    expect(withExtraCa(null, 'EXTRA')).toMatchObject({ ca: 'EXTRA', caUse: 'add', serverName: null })
    expect(withExtraCa(own, 'EXTRA')).toEqual({ ...own, ca: 'OWN\nEXTRA' })
    expect(withExtraCa({ ...own, ca: null }, 'EXTRA')).toMatchObject({ ca: 'EXTRA', serverName: 'n' })
    const replacing = { ...own, caUse: 'replace' as const }
    expect(withExtraCa(replacing, 'EXTRA')).toBe(replacing)
  })
})
