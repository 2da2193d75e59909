import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { NO_POLICY } from '../../electron/core/profiles/policy.ts'
import type { BackfillProgress } from '../../shared/contract/history.ts'
import type { Policy } from '../../shared/contract/policy.ts'
import { AppError } from '../../shared/errors/error.ts'
import { createRecorderCell } from '../support/fake-history.ts'
import { asked, useApp } from './start.tsx'

const start = useApp()

describe('24 settings', () => {
  it('each is found by its words, says when it differs from how Samsa comes, and is put back', async () => {
    const { host, user } = await start('/settings', { settings: { theme: 'dark' } })
    await screen.findByText('Not as Samsa comes')
    await user.click(screen.getByRole('button', { name: 'Put back Theme' }))
    await waitFor(() => expect(asked(host, 'host.saveSettings')).toEqual([{ theme: 'system' }]))
    await waitFor(() => expect(screen.queryByText('Not as Samsa comes')).toBeNull())
    await user.keyboard('/')
    await user.keyboard('utc')
    await waitFor(() => expect(screen.queryByRole('radiogroup', { name: 'Theme' })).toBeNull())
    expect(screen.getByRole('radiogroup', { name: 'Time zone' })).toBeDefined()
  })

  it('22 24 the tray is chosen; what this computer cannot do is off, with its reason', async () => {
    const { host, user } = await start('/settings')
    const tray = await screen.findByRole('radiogroup', { name: 'Sign in the tray' })
    await user.click(within(tray).getByRole('radio', { name: 'Yes' }))
    await waitFor(() => expect(asked(host, 'host.saveSettings')).toEqual([{ tray: 'yes' }]))
    const atLogin = screen.getByRole('radiogroup', { name: 'Open at login' })
    await waitFor(() => expect(within(atLogin).getByRole('radio', { name: 'Yes' }).title).toBe('Not on this computer.'))
    await user.click(within(atLogin).getByRole('radio', { name: 'Yes' }))
    expect(asked(host, 'host.saveSettings')).toHaveLength(1)
  })

  it('24 zoom and how windows are drawn are the desktop’s: where the browser has them, it says so', async () => {
    const why = 'That is a setting of your browser.'
    const ofBrowser = { available: false, why }
    const { host, user } = await start('/settings', {
      change: ({ host: real, ...all }) => ({
        ...all,
        host: { ...real, info: async (...given) => ({ ...(await real.info(...given)), zoom: ofBrowser, hardwareAcceleration: ofBrowser }) },
      }),
    })
    for (const [name, answer] of [
      ['Zoom', '125 %'],
      ['Drawn by the graphics processor', 'Off'],
    ] as const) {
      const radio = within(await screen.findByRole('radiogroup', { name })).getByRole('radio', { name: answer })
      await waitFor(() => expect(radio.title).toBe(why))
      await user.click(radio)
    }
    expect(asked(host, 'host.saveSettings')).toEqual([])
  })

  it('24 words to hide are said to be bad at their field, and saved one a line', async () => {
    const { host, user } = await start('/settings')
    const words = await screen.findByRole('textbox', { name: /^Words to hide/ })
    await user.type(words, 'acme*\nab\n')
    await user.click(screen.getByRole('button', { name: 'Save the words' }))
    expect((await screen.findByRole('alert')).textContent).toContain('“ab” says too little: at least 3 characters')
    expect(asked(host, 'host.saveSettings')).toEqual([])
    await user.type(words, '{Backspace}c  \n\n *.corp.example')
    await user.click(screen.getByRole('button', { name: 'Save the words' }))
    await waitFor(() => expect(asked(host, 'host.saveSettings')).toEqual([{ hiddenWords: ['acme*', 'abc', '*.corp.example'] }]))
    await user.click(await screen.findByRole('button', { name: 'Put back Words to hide' }))
    await waitFor(() => expect(asked(host, 'host.saveSettings').at(-1)).toEqual({ hiddenWords: [] }))
  })

  it('24 Samsa opens one cluster when that is chosen; one that is gone is said, and the launcher opens', async () => {
    const { host, user } = await start('/settings', { settings: { startProfile: 'gone' } })
    const opens = await screen.findByRole('radiogroup', { name: 'Samsa opens' })
    expect(screen.queryByRole('combobox', { name: 'Cluster' })).toBeNull()
    await user.click(within(opens).getByRole('radio', { name: 'One cluster' }))
    const cluster = await screen.findByRole('combobox', { name: 'Cluster' })
    await screen.findByText(/It is not among the profiles any more/)
    await user.selectOptions(cluster, 'orders-eu')
    await waitFor(() => expect(screen.queryByText(/not among the profiles/)).toBeNull())
    expect(asked(host, 'host.saveSettings')).toEqual([{ start: 'profile' }, { startProfile: 'orders-eu' }])
  })

  it('24 a newer version is looked for when the user asks, and only then', async () => {
    const notes = 'https://example.org/samsa/0.2.0'
    const release = { version: '0.2.0', newer: true, published: '2026-11-28T09:00:00Z', notes }
    const { host, user } = await start('/settings', { release })
    const button = await screen.findByRole('button', { name: 'Look for a newer version' })
    expect(screen.getByText(/It asks releases\.test once and sends nothing else\.$/)).toBeDefined()
    expect(asked(host, 'host.findUpdate')).toEqual([])
    await user.click(button)
    await screen.findByText(/^0\.2\.0 is out since 28 Nov( 2026)?\.$/)
    expect(screen.getByText(notes)).toBeDefined()
    expect(asked(host, 'host.findUpdate')).toHaveLength(1)
  })

  it.each([
    [{ version: '0.1.0', newer: false, published: null, notes: null }, '0.1.0 is the newest version: this one.'],
    [{ version: '0.0.9', newer: false, published: null, notes: null }, 'The newest release is 0.0.9, which is older than this one.'],
    [undefined, 'Nothing is released there yet.'],
  ])('24 says so when there is none: %o', async (release, says) => {
    const { user } = await start('/settings', release === undefined ? {} : { release })
    await user.click(await screen.findByRole('button', { name: 'Look for a newer version' }))
    await screen.findByText(says)
  })

  it('24 without a place to ask, or where it cannot be asked, it says why', async () => {
    const why = 'Looking for newer versions is off on this computer: the Kafka team decided so.'
    const { user } = await start('/settings', {
      change: ({ host, ...all }) => ({
        ...all,
        host: {
          ...host,
          findUpdate: () => {
            throw new AppError('http.hostUnknown', { address: 'releases.test:443', host: 'releases.test' })
          },
        },
      }),
    })
    await user.click(await screen.findByRole('button', { name: 'Look for a newer version' }))
    expect((await screen.findByRole('alert')).textContent).toContain('releases.test')
    cleanup()
    await start('/settings', { updates: { available: false, why, from: '' } })
    await screen.findByText(why)
    expect(screen.queryByRole('button', { name: 'Look for a newer version' })).toBeNull()
  })

  it('20 recording is turned off and on again for one profile, and says how far it reaches', async () => {
    const first = Date.now() - 7_200_000
    const { host, user } = await start('/settings', { recorded: { first, last: Date.now() } })
    const recorder = await screen.findByRole('region', { name: 'Recorder' })
    const row = (await within(recorder).findByRole('checkbox', { name: 'orders-us' })).closest('li')
    expect(row).not.toBeNull()
    await waitFor(() => expect(row?.textContent).toMatch(/since .*MiB10 s since .*, 1 min since .*/))
    await user.click(within(recorder).getByRole('checkbox', { name: 'orders-us' }))
    await waitFor(() => expect(asked(host, 'history.keep')).toEqual([{ cluster: 'orders-us', on: false }]))
    expect(row?.textContent).toContain('backfilled 12 topics')
  })

  it('20 what is being backfilled is told and can be stopped; where it cannot be, it is said why', async () => {
    const cells = new Map<string, ReturnType<typeof createRecorderCell>>()
    const of = (cluster: string) => {
      const cell = cells.get(cluster) ?? createRecorderCell(null, Date.now())
      cells.set(cluster, cell)
      return cell
    }
    const { host, user } = await start('/settings', {
      change: (handlers) => ({ ...handlers, history: { ...handlers.history, recorder: ({ cluster }) => of(cluster).source } }),
    })
    const recorder = await screen.findByRole('region', { name: 'Recorder' })
    const rowOf = async (name: string) => (await within(recorder).findByRole('checkbox', { name })).closest('li')
    const become = (is: BackfillProgress['is'], more: Partial<BackfillProgress> = {}): void => {
      const cell = of('orders-us')
      const backfill = { is, topics: 3, leftOut: 0, done: 4, hours: 25, problem: null, ...more }
      cell.set([...cell.rows()].map((row) => ({ ...row, backfill })))
    }
    await rowOf('orders-us')
    become('running', { leftOut: 2 })
    await waitFor(async () =>
      expect((await rowOf('orders-us'))?.textContent).toContain('backfilling 3 topics: 4 of 25 hours, 2 more than are asked for'),
    )
    await user.click(within(recorder).getByRole('button', { name: 'Stop backfilling orders-us' }))
    await waitFor(() => expect(asked(host, 'history.backfill')).toEqual([{ cluster: 'orders-us', on: false }]))
    become('stopped')
    await user.click(await within(recorder).findByRole('button', { name: 'Go on backfilling orders-us' }))
    await waitFor(() => expect(asked(host, 'history.backfill').at(-1)).toEqual({ cluster: 'orders-us', on: true }))
    become('cannot')
    await waitFor(async () => expect((await rowOf('orders-us'))?.textContent).toContain('Kafka 0.10.1'))
    await user.click(within(screen.getByRole('radiogroup', { name: 'Backfill after connecting' })).getByRole('radio', { name: /off/i }))
    await waitFor(() => expect(asked(host, 'host.saveSettings').at(-1)).toEqual({ backfill: 'off' }))
  })

  it('feature switches say what each does, are put back, and are fixed by an administrator like other settings', async () => {
    const policy = fakePolicy({ settings: { elsewhere: 'off' } })
    const { host, user } = await start('/settings', { policy, settings: { mesosEvents: 'off', elsewhere: 'off' } })
    const region = await screen.findByRole('region', { name: 'Feature switches' })
    for (const word of ['which record was written when', 'stream of events', 'notes in Activity'])
      expect(region.textContent).toContain(word)
    await user.click(within(region).getByRole('button', { name: 'Put back Mesos tells what happens' }))
    await waitFor(() => expect(asked(host, 'host.saveSettings')).toEqual([{ mesosEvents: 'on' }]))
    await user.click(
      within(within(region).getByRole('radiogroup', { name: 'Time lag by the brokers’ time index' })).getByRole('radio', { name: /off/i }),
    )
    await waitFor(() => expect(asked(host, 'host.saveSettings').at(-1)).toEqual({ timeProbes: 'off' }))
    const fixed = within(within(region).getByRole('radiogroup', { name: 'Notice what others change' })).getByRole('radio', { name: /on/i })
    expect(fixed.title).toContain('Set by your administrator')
    await user.keyboard('/')
    await user.keyboard('stream of events')
    await waitFor(() => expect(screen.queryByRole('radiogroup', { name: 'Theme' })).toBeNull())
    expect(screen.getByRole('radiogroup', { name: 'Mesos tells what happens' })).toBeDefined()
  })

  it('C-12 how long an unlock lasts and when Samsa locks itself is chosen, and counts at once', async () => {
    const { host, user } = await start('/settings')
    const lock = await screen.findByRole('radiogroup', { name: 'Lock when nobody is here' })
    expect(
      within(lock)
        .getAllByRole('radio')
        .map((each) => each.textContent),
    ).toEqual(['Never', '5 min', '15 min', '30 min', '1 h'])
    await user.click(within(lock).getByRole('radio', { name: '15 min' }))
    await user.click(within(screen.getByRole('radiogroup', { name: 'The name is typed' })).getByRole('radio', { name: 'Everywhere' }))
    await waitFor(() => expect(asked(host, 'host.saveSettings')).toEqual([{ lockAfter: '15' }, { typing: 'always' }]))
    await user.click(within(screen.getByRole('radiogroup', { name: 'Requests to each cluster' })).getByRole('radio', { name: '5/s' }))
    await waitFor(() => expect(asked(host, 'host.saveSettings').at(-1)).toEqual({ pace: '5' }))
    // Somebody is here: said once, not at each key.
    expect(asked(host, 'host.present')).toHaveLength(1)
  })

  it('C-12 a locked Samsa says so at the launcher, and the keychain opens it by a press', async () => {
    const { host, user } = await start('/', { secrets: { kind: 'keychain', locked: true } })
    await screen.findByText(/Samsa was locked/)
    await user.click(screen.getByRole('button', { name: 'Unlock' }))
    await waitFor(() => expect(asked(host, 'secretStore.unlock')).toEqual([{ passphrase: '' }]))
  })

  it('what an administrator fixed stands there with the reason, on its setting and in a section of its own', async () => {
    const { host, user } = await start('/settings', { policy: fakePolicy({ settings: { theme: 'dark' } }), settings: { theme: 'dark' } })
    const why = 'Set by your administrator. If you need it, ask the Kafka team.'
    const theme = await screen.findByRole('radiogroup', { name: 'Theme' })
    await waitFor(() => expect(within(theme).getByRole('radio', { name: 'Light' }).title).toBe(why))
    await user.click(within(theme).getByRole('radio', { name: 'Light' }))
    expect(screen.queryByRole('button', { name: 'Put back Theme' })).toBeNull()
    expect(asked(host, 'host.saveSettings')).toEqual([])
    const section = screen.getByRole('region', { name: 'Set by your administrator' })
    expect(section.textContent).toContain('Theme')
    expect(section.textContent).toContain('profiles of production')
    expect(section.textContent).toContain('/etc/samsa/policy.json')
    // Another one is the user's own.
    await user.click(within(screen.getByRole('radiogroup', { name: 'Time zone' })).getByRole('radio', { name: 'UTC' }))
    await waitFor(() => expect(asked(host, 'host.saveSettings')).toEqual([{ time: 'utc' }]))
  })

  it('a policy that cannot be followed says so at the field, and what holds until it is corrected', async () => {
    await start('/settings', { policy: fakePolicy({ problems: [{ field: 'readMessages', message: 'expected boolean' }] }) })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('everything that it could restrict is restricted')
    expect(alert.textContent).toContain('readMessages: expected boolean')
  })

  it('controls that a policy turns off say who did: messages, exports, passwords', async () => {
    const why = 'Set by your administrator. If you need it, ask the Kafka team.'
    const policy = fakePolicy({ readMessages: false, writeMessages: false, keepSecrets: false, exportRecordings: 'anonymised' })
    const { host, user } = await start('/c/orders-eu/topics/orders/messages', { policy, secrets: { kind: 'memory', locked: false } })
    const read = await screen.findByRole('button', { name: 'Read' })
    await waitFor(() => expect(read.title).toBe(why))
    expect(screen.getByText(`Messages are not read on this computer. ${why}`)).toBeDefined()
    await user.click(read)
    // Enter in the form asks for the same.
    await user.type(screen.getByRole('textbox', { name: 'Partitions' }), '0{Enter}')
    expect(asked(host, 'messages.browse')).toEqual([])
    expect(screen.getByRole('button', { name: /Produce|Write/ }).title).toBe(why)
  })
})

const fakePolicy = (more: Partial<Policy>): Policy => ({
  ...NO_POLICY,
  file: '/etc/samsa/policy.json',
  by: 'the Kafka team',
  readOnly: { environments: ['production'], hosts: [] },
  ...more,
})
