import { stat, readFile, access as exists } from 'node:fs/promises'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAccess } from '../../electron/web/access.ts'
import { startWebHost } from '../../electron/web/host.ts'
import { openBrowser } from '../../electron/web/open-browser.ts'
import { startHost } from '../../electron/main/host.ts'
import { createPages } from '../../electron/main/ipc.ts'
import { contract, type SamsaHandlers } from '../../shared/contract/index.ts'
import { defectLine } from '../../shared/defect.ts'
import { connect } from '../../shared/rpc/connect.ts'
import type { Down, PagePort, Up } from '../../shared/rpc/port.ts'
import { textPort } from '../../shared/rpc/text-port.ts'
import { createIpcDouble } from '../support/electron-double.ts'
import { until } from '../support/until.ts'
import { openPort, post, raw, request, tokenOf } from '../support/web-client.ts'

const members = Object.entries(contract).flatMap(([subject, each]) => Object.keys(each).map((name) => `${subject}.${name}`))
const handlersThat = (act: (name: string) => unknown): SamsaHandlers =>
  Object.fromEntries(
    Object.entries(contract).map(([subject, each]) => [
      subject,
      Object.fromEntries(Object.keys(each).map((name) => [name, () => act(`${subject}.${name}`)])),
    ]),
  ) as unknown as SamsaHandlers // every member has its handler

async function start(act: (name: string) => unknown = () => new Promise(() => {})) {
  const printed: string[] = []
  const lines: string[] = []
  const host = await startWebHost({
    handlers: handlersThat(act),
    port: 0,
    tunnelPort: null,
    manifest: { files: { '/index.html': { file: 'index.html', type: 'text/html', size: 1, sha256: '', immutable: false } } },
    read: () => Promise.reject(new Error('ENOENT: no such file, for Bearer canary-in-a-message')),
    print: (line) => printed.push(line),
    onDefect: (error, where) => lines.push(defectLine(error, where)),
  })
  const launch = (): string => {
    host.printLink()
    return printed.at(-1)?.split('#')[1] ?? ''
  }
  const session = async (): Promise<string> => tokenOf(await post(host.port, '/session', launch()))
  const page = async (token: string): Promise<PagePort> => openPort(host.port, tokenOf(await post(host.port, '/ticket', token)))
  return { host, printed, lines, launch, session, page }
}

describe('B-04 the browser is opened through a private file', () => {
  it('0600 in a 0700 folder, its name on the command line, gone after the swap', async () => {
    const run: string[][] = []
    const link = `http://127.0.0.1:1/#${'a'.repeat(64)}`
    const opened = await openBrowser(link, (...parts) => run.push(parts))
    const file = run[0]?.[1] ?? ''
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(dirname(file))).mode & 0o777).toBe(0o700)
    expect(await readFile(file, 'utf8')).toContain(link)
    expect(run.flat().join(' ')).not.toContain('aaaa')
    await opened.forget()
    await expect(exists(dirname(file))).rejects.toThrow('ENOENT')
  })
})

describe('B-07 tokens are compared as hashes, all of them', () => {
  it('keeps no token, and decides by the comparison', () => {
    const compared: [Buffer, Buffer][] = []
    const issued: string[] = []
    const make = (equal: (a: Buffer, b: Buffer) => boolean) => {
      const access = createAccess({ now: () => 0, equal: (a, b) => (compared.push([a, b]), equal(a, b)) })
      for (let i = 0; i < 3; i++) issued.push(access.createLaunchToken(1_000))
      return access
    }
    const right = make((a, b) => a.equals(b))
    expect(right.swap('0'.repeat(64))).toBeNull()
    expect(compared).toHaveLength(3)
    for (const pair of compared) for (const each of pair) expect(each).toHaveLength(32)
    for (const [kept] of compared) expect(issued).not.toContain(kept.toString('hex'))
    expect(right.swap(issued[1] ?? '')).not.toBeNull()
    // With the comparison broken either way, this file would notice.
    expect(make(() => true).swap('0'.repeat(64))).not.toBeNull()
    expect(make(() => false).swap(issued.at(-1) ?? '')).toBeNull()
    expect(JSON.stringify(right)).not.toContain(issued[0])
  })

  it('bounds what it keeps', () => {
    const access = createAccess({ now: () => 0 })
    const tokens = Array.from({ length: 40 }, () => access.createLaunchToken(1_000))
    const sessions = tokens.map((token) => access.swap(token)).filter((token) => token !== null)
    expect(sessions).toHaveLength(16)
    expect(sessions.filter((token) => access.createTicket(token) !== null)).toHaveLength(4)
  })
})

describe('B-08 no token in any output', () => {
  it('also when a request ends with 500', async () => {
    const { host, printed, lines, launch, session, page } = await start((name) => {
      throw new Error(`${name} failed for Bearer canary-in-a-message`)
    })
    const token = await session()
    const unused = launch()
    const ticket = tokenOf(await post(host.port, '/ticket', token))
    const answers = [
      await raw(
        host.port,
        request('GET', '/', { Host: `127.0.0.1:${host.port}`, Authorization: `Bearer ${token}`, Referer: `http://x/#${unused}` }),
      ),
      await raw(host.port, request('GET', `/${token}`, { Host: `127.0.0.1:${host.port}` })),
      await raw(host.port, request('GET', '/socket', { Host: 'x', 'Sec-WebSocket-Protocol': `samsa, ticket.${ticket}` })),
      await post(host.port, '/ticket', unused),
    ]
    expect(answers.map((answer) => answer.status)).toEqual([500, 404, 421, 401])
    const client = connect(contract, await page(token))
    const error: unknown = await client.host.info({}).catch((e: unknown) => e)
    await host.stop()
    expect(lines.length).toBeGreaterThanOrEqual(2)
    const told = [...lines, JSON.stringify(answers), JSON.stringify(error), String(error)].join('\n')
    for (const canary of [token, ticket, unused, 'canary-in-a-message']) expect(told).not.toContain(canary)
    // The scan can find what is there: the link was printed for the user.
    expect(printed.join('\n')).toContain(unused)
  })
})

describe('B-11 the same contract in both hosts', () => {
  it('answers every member alike over the WebSocket and over IPC', async () => {
    const ran: string[] = []
    const act = (name: string): unknown => {
      ran.push(name)
      throw new Error('not here')
    }
    const web = await start(act)
    const webPage = await web.page(await web.session())

    const ipc = createIpcDouble()
    const window = ipc.window(1)
    const desktop = await startHost({
      claimInstance: () => true,
      leave: () => {},
      ready: () => Promise.resolve(),
      openCore: () => Promise.resolve({ handlers: handlersThat(act), stop: () => Promise.resolve() }),
      openWindow: (_handlers, onPage) => createPages({ ipc, onPage: (port) => onPage(port), log: () => {} }).admit(window),
      demoBootstrap: [],
      onDefect: () => {},
    })
    const desktopPage = textPort<Up, Down>({
      send: (text) => window.bridge.send(text),
      listen: (text, close) => window.bridge.listen(text, close),
      close: () => {},
    })

    const ask = async (page: PagePort): Promise<string[]> => {
      const heard: string[] = []
      page.listen((down) => heard.push(JSON.stringify(down)), () => {}) // prettier-ignore
      const asked = [...members, 'host.nothing', 'nothing.list', '__proto__.x']
      asked.forEach((member, i) => page.send({ id: i, do: 'start', member, input: {} }))
      await until(() => heard.length === asked.length, 'all were answered')
      return heard.toSorted()
    }
    const [one, other] = [await ask(webPage), await ask(desktopPage)]
    expect(one).toEqual(other)
    expect(ran.filter((name) => name === 'host.info')).toHaveLength(2)
    await desktop?.stop()
    await web.host.stop()
  })
})

describe('B-13 a clean stop', () => {
  it('ends eight busy pages at once and frees the port', async () => {
    const { host, session, page } = await start()
    const token = await session()
    const pages = await Promise.all(Array.from({ length: 8 }, () => page(token)))
    await expect(page(token)).rejects.toThrow('503')
    const lost = pages.map((each) => connect(contract, each).host.info({}).catch((error: unknown) => error)) // prettier-ignore
    const begin = performance.now()
    await host.stop()
    for (const error of await Promise.all(lost)) expect(error).toMatchObject({ code: 'rpc.hostLost' })
    expect(performance.now() - begin).toBeLessThan(3_000)
    expect((await raw(host.port, request('GET', '/', { Host: 'x' }))).status).toBe(0)
  })
})
