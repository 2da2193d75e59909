import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { startWebHost, type WebHost } from '../../electron/web/host.ts'
import { contract, type SamsaHandlers } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors/error.ts'
import { PageManifest } from '../../shared/page.ts'

/** The real page on the browser host, with a core that answers every member with an error: what counts here is who gets in. */
const ui = new URL('../../dist/ui/', import.meta.url)
const asked: string[] = []
const refusing = Object.fromEntries(
  Object.entries(contract).map(([subject, members]) => [
    subject,
    Object.fromEntries(
      Object.keys(members).map((name) => [
        name,
        () => {
          asked.push(`${subject}.${name}`)
          throw new AppError('core.notSupported', { what: name, why: 'This is a test.' })
        },
      ]),
    ),
  ]),
) as unknown as SamsaHandlers // every member has its handler

let host: WebHost
let printed: string[]
let evil: Server
let evilUrl: string
const evilSaw: { url: string; headers: string }[] = []

const newLink = (): string => {
  host.printLink()
  return (printed.at(-1) ?? '').replace('open ', '')
}

test.beforeEach(async () => {
  printed = []
  asked.length = 0
  evilSaw.length = 0
  host = await startWebHost({
    handlers: refusing,
    port: 0,
    tunnelPort: null,
    manifest: PageManifest.parse(JSON.parse(readFileSync(new URL('manifest.json', ui), 'utf8'))),
    read: (file) => Promise.resolve(readFileSync(new URL(file, ui))),
    print: (line) => printed.push(line),
    onDefect: (error) => {
      throw error
    },
  })
  evil = createServer((request, response) => {
    evilSaw.push({ url: request.url ?? '', headers: JSON.stringify(request.headers) })
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>evil</title><body></body>')
  })
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
  // A server that listens on TCP has an address with a port.
  evilUrl = `http://127.0.0.1:${(evil.address() as AddressInfo).port}/`
})
test.afterEach(async () => {
  evil.closeAllConnections()
  evil.close()
  await host.stop()
})

test('B-04 the link opens one tab, once, and leaves the address bar', async ({ page, context }) => {
  const link = newLink()
  const token = link.split('#')[1] ?? 'none'
  const requests: string[] = []
  page.on('request', (request) => requests.push(`${request.url()} ${request.headers()['referer'] ?? ''}`))
  await page.goto(link)
  await expect.poll(() => asked.length).toBeGreaterThan(0)
  expect(page.url()).toContain(`http://127.0.0.1:${host.port}/`)
  expect(page.url()).not.toContain(token)
  expect(requests.join(' ')).not.toContain(token)
  expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2)

  const second = await context.newPage()
  await second.goto(link)
  await expect(second.getByTestId('session-refused')).toBeVisible()
})

test('B-05 no cookie; the session lives in this tab and survives its reload', async ({ page, context }) => {
  await page.goto(newLink())
  await expect.poll(() => asked.length).toBeGreaterThan(0)
  expect(await context.cookies()).toEqual([])
  expect(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual(['', 0, 1])
  asked.length = 0
  await page.reload()
  await expect.poll(() => asked.length).toBeGreaterThan(0)
  const session = await page.evaluate(() => sessionStorage.getItem('samsa.session') ?? 'none')
  // Another server on another port of this address sees no credential.
  await page.goto(evilUrl)
  await page.evaluate((url) => fetch(url, { mode: 'no-cors', credentials: 'include' }).catch(() => {}), `http://127.0.0.1:${host.port}/`)
  expect(evilSaw.map((seen) => seen.headers).join(' ')).not.toContain(session)
})

test('B-04 a link without its token, or with a guessed one, is refused', async ({ page }) => {
  for (const fragment of ['', `#${'0'.repeat(64)}`, '#x']) {
    await page.goto('about:blank')
    await page.goto(`http://127.0.0.1:${host.port}/${fragment}`)
    await expect(page.getByTestId('session-refused')).toBeVisible()
  }
  expect(asked).toEqual([])
})

test('B-03 a page of another origin has no effect and reads nothing', async ({ page }) => {
  await page.goto(evilUrl)
  const own = `http://127.0.0.1:${host.port}`
  const token = newLink().split('#')[1] ?? ''
  const script = (JSON.parse(readFileSync(new URL('manifest.json', ui), 'utf8')) as { files: Record<string, { type: string }> }).files
  const asset = Object.entries(script).find(([, file]) => file.type.startsWith('text/javascript'))?.[0] ?? ''
  const got = await page.evaluate(
    async ({ own, token, asset }) => {
      const open = (act: () => Promise<unknown>): Promise<boolean> => act().then(Boolean, () => false)
      const element = (tag: 'img' | 'script' | 'iframe', src: string): Promise<boolean> =>
        new Promise((resolve) => {
          const made = document.createElement(tag)
          made.onload = () => resolve(tag === 'iframe' ? (made as HTMLIFrameElement).contentDocument !== null : true)
          made.onerror = () => resolve(false)
          made.src = src
          document.body.append(made)
          setTimeout(() => resolve(false), 2_000)
        })
      const text = (path: string, init: RequestInit) => open(async () => (await fetch(own + path, init)).text())
      const event = (target: EventTarget): Promise<boolean> =>
        new Promise((resolve) => {
          target.addEventListener('open', () => resolve(true))
          target.addEventListener('error', () => resolve(false))
        })
      const headers = { authorization: `Bearer ${token}` }
      return {
        simple: await text('/session', { method: 'POST', body: 'a=b' }),
        withToken: await text('/session', { method: 'POST', headers }),
        json: await text('/ticket', { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: '{}' }),
        read: await text('/', {}),
        noCors: await open(async () => (await (await fetch(`${own}/session`, { method: 'POST', mode: 'no-cors' })).text()).length > 0),
        image: await element('img', `${own}/`),
        script: await element('script', own + asset),
        iframe: await element('iframe', `${own}/`),
        socket: await event(new WebSocket(`${own.replace('http', 'ws')}/socket`, ['samsa', `ticket.${'0'.repeat(32)}`])),
        events: await event(new EventSource(`${own}/ticket`)),
      }
    },
    { own, token, asset },
  )
  expect(Object.entries(got).filter(([, worked]) => worked)).toEqual([])
  expect(asked).toEqual([])
  // None of it used the token up: our own page still gets in.
  await page.goto(`${own}/#${token}`)
  await expect.poll(() => asked.length).toBeGreaterThan(0)
})
