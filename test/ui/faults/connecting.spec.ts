import { createServer as createHttpServer } from 'node:http'
import { createServer as createTlsServer } from 'node:tls'
import type { Page } from '@playwright/test'
import type { EmulatorOptions } from '../../emulators/kafka/emulator.ts'
import { makeCertificates, type Certificates } from '../../fault/hostile-kafka-certificates.ts'
import { startPeer, type Peer } from '../../fault/hostile-kafka-peers.ts'
import { expect, test } from '../../support/hosts.ts'
import { card, fillProfile, openEditor, probePanel } from '../journeys/steps.ts'

/** What a test needs to set the stage. */
interface Stage {
  readonly app: Page
  readonly certificates: () => Promise<Certificates>
  /** Ends with the test; answers its port. */
  readonly peer: (...args: Parameters<typeof startPeer>) => Promise<number>
  readonly emulator: (options?: Partial<EmulatorOptions>) => Promise<number>
}

interface Fault {
  readonly name: string
  /** Makes the peer, writes in the editor what is beyond the address, and answers the address. */
  arrange(stage: Stage): Promise<string>
  /** The catalogue's words. */
  readonly title: RegExp
  readonly cause: RegExp
  readonly remedy: RegExp
  /** A login is probed only on demand. */
  readonly login?: true
  /** The time limit of what hangs, in ms; everything else fails at once. */
  readonly within?: number
}

const local = (port: number): string => `127.0.0.1:${port}`
const chooseTls = (app: Page): Promise<void> => app.getByRole('group', { name: 'Connection' }).getByText('TLS', { exact: true }).click()

const faults: readonly Fault[] = [
  {
    name: 'a host name that does not exist',
    arrange: () => Promise.resolve('no-such-host.invalid:9092'),
    title: /The host name does not resolve/,
    cause: /No address is known for “no-such-host\.invalid”/,
    remedy: /Check the spelling, or use an IP address/,
  },
  {
    name: 'a port where nothing listens',
    async arrange({ peer }) {
      const closed = await startPeer(() => undefined)
      await closed.stop()
      await peer(() => undefined)
      return local(closed.port)
    },
    title: /Nothing listens at 127\.0\.0\.1:\d+/,
    cause: /The connection was refused/,
    remedy: /Check the port/,
  },
  {
    name: 'a port that speaks HTTP',
    arrange: async ({ peer }) => local(await peer(() => undefined, createHttpServer())),
    title: /is not a Kafka port/,
    cause: /It speaks HTTP\./,
    remedy: /brokers usually listen on 9092/,
  },
  {
    name: 'a TLS port and a plain profile',
    arrange: async ({ peer, certificates }) => local(await peer(() => undefined, createTlsServer((await certificates()).good))),
    title: /is not a Kafka port/,
    cause: /It speaks TLS, and this profile uses a plain connection\./,
    remedy: /Set the security protocol to TLS/,
  },
  {
    name: 'a plain port and a TLS profile',
    async arrange({ app, emulator }) {
      await chooseTls(app)
      return local(await emulator())
    },
    title: /does not speak TLS/,
    cause: /The TLS handshake failed/,
    remedy: /Set the security protocol to PLAINTEXT/,
  },
  {
    name: 'a certificate of an authority that is not trusted',
    async arrange({ app, certificates, emulator }) {
      await chooseTls(app)
      return local(await emulator({ tls: (await certificates()).good }))
    },
    title: /The certificate is not trusted/,
    cause: /subject good · issuer ca/,
    remedy: /Add the certificate authority that signed it/,
  },
  {
    name: 'a certificate that has expired',
    async arrange({ app, certificates, emulator }) {
      const { expired, ca } = await certificates()
      await chooseTls(app)
      await app.getByLabel('Certificate authority').fill(ca)
      return local(await emulator({ tls: expired }))
    },
    title: /The certificate has expired/,
    cause: /subject expired · issuer ca/,
    remedy: /Renew the broker’s certificate/,
  },
  {
    name: 'a wrong password',
    async arrange({ app, emulator }) {
      await app.getByLabel('Login').selectOption('SCRAM-SHA-256')
      await app.getByLabel('User name').fill('ann')
      await app.getByLabel('Password').fill('not-the-password')
      return local(await emulator({ sasl: { users: { ann: 'right' }, mechanisms: ['SCRAM-SHA-256'] } }))
    },
    title: /The broker refused the login/,
    cause: /SCRAM-SHA-256:/,
    remedy: /Check user name, password and mechanism/,
    login: true,
  },
  {
    name: 'a login where none is expected by the mechanism',
    async arrange({ app, emulator }) {
      await app.getByLabel('Login').selectOption('PLAIN')
      await app.getByLabel('User name').fill('ann')
      await app.getByLabel('Password').fill('right')
      return local(await emulator({ sasl: { users: { ann: 'right' }, mechanisms: ['SCRAM-SHA-512'] } }))
    },
    title: /The broker does not offer PLAIN/,
    cause: /It offers SCRAM-SHA-512/,
    remedy: /Choose another mechanism/,
    login: true,
  },
  {
    name: 'a port that takes the connection and never answers',
    arrange: async ({ peer }) => local(await peer(() => undefined)),
    title: /took too long/,
    cause: /No answer to \w+ within \d+ s/,
    remedy: /may be overloaded or hung/,
    within: 30_000,
  },
]

/** Whatever happens, nothing of the machine shows. */
async function expectNoStack(app: Page): Promise<void> {
  expect(await app.locator('body').innerText()).not.toMatch(/\bat .+:\d+:\d+|Error:|ECONN|ENOTFOUND|undefined|\[object|not-the-password/)
}

const it = test.extend<{ readonly stage: Stage }>({
  async stage({ app, emulate }, use) {
    const peers: Peer[] = []
    let made: Promise<Certificates> | null = null
    await use({
      app,
      certificates: () => (made ??= makeCertificates()),
      async peer(...args) {
        const peer = await startPeer(...args)
        peers.push(peer)
        return peer.port
      },
      emulator: async (options = {}) => (await emulate({ brokers: 1, ...options })).port(1),
    })
    await Promise.all(peers.map((peer) => peer.stop()))
  },
})

for (const { name, arrange, title, cause, remedy, login, within = 10_000 } of faults) {
  it(`D-09 ${name}: cause and remedy, on the probe and on the screens`, async ({ app, stage }, info) => {
    it.setTimeout(60_000 + 2 * within)
    await openEditor(app)
    const address = await arrange(stage)
    await fillProfile(app, { name: 'faulty', bootstrap: [address] })
    const probe = probePanel(app)
    if (login) await probe.getByRole('button', { name: 'Test' }).click()

    await expect(probe.getByText('It does not connect')).toBeVisible({ timeout: within + 5_000 })
    for (const words of [title, cause, remedy]) await expect(probe.getByText(words).first()).toBeVisible()
    await expect(probe.getByText('Probing…')).toHaveCount(0)
    await expectNoStack(app)
    await info.attach('probe', { body: await app.screenshot(), contentType: 'image/png' })

    await app.getByRole('button', { name: 'Save and connect' }).click()
    const faulty = card(app, 'faulty')
    await expect(faulty).toContainText(title, { timeout: within + 5_000 })
    await expect(faulty).toContainText(cause)
    await info.attach('card', { body: await app.screenshot(), contentType: 'image/png' })

    // The screens can be reached by their address though it never was live.
    const id = await faulty.getAttribute('data-card')
    await app.evaluate((path) => location.assign(`#${path}`), `/c/${id}/groups`)
    const main = app.getByRole('main')
    for (const words of [title, cause, remedy]) await expect(main.getByText(words).first()).toBeVisible()
    await expect(main.getByText(/^Reading /)).toHaveCount(0)
    await expectNoStack(app)
    await info.attach('screen', { body: await app.screenshot(), contentType: 'image/png' })
  })
}

it('D-09 an advertised address that does not resolve: the suggestion is taken, and it works', async ({ app, emulate }, info) => {
  const kafka = await emulate({ brokers: 1, topics: [{ name: 'orders', partitions: 2, replication: 1 }] })
  kafka.advertise(1, { host: 'kafka-1.inside.invalid', port: kafka.port(1) })
  await openEditor(app)
  await fillProfile(app, { name: 'mapped', bootstrap: [local(kafka.port(1))] })
  const probe = probePanel(app)
  await expect(probe.getByText('A broker’s advertised name does not resolve').first()).toBeVisible()
  await expect(
    probe.getByText(`Add an address map entry for kafka-1.inside.invalid:${kafka.port(1)} to the profile.`).first(),
  ).toBeVisible()
  await probe.getByRole('button', { name: 'Add to the address map' }).click()
  // The form has changed, so it is probed again by itself.
  await expect(probe.getByText('Everything answers')).toBeVisible()
  await info.attach('mapped', { body: await app.screenshot(), contentType: 'image/png' })
  await app.getByRole('button', { name: 'Save and connect' }).click()
  await expect(app).toHaveTitle('Overview · mapped · Samsa')
  await app.keyboard.press('g')
  await app.keyboard.press('t')
  await expect(app.getByRole('row').filter({ hasText: 'orders' })).toBeVisible()
})
