import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { startProxyEmulator } from '../emulators/proxy/emulator.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { startTestCore, type TestCore } from '../support/test-core.ts'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

/** A place of releases; answers what was asked of it. */
async function releases(answer: (response: ServerResponse) => void) {
  const asked: { readonly url: string | undefined; readonly headers: IncomingMessage['headers'] }[] = []
  const server = createServer((request, response) => {
    asked.push({ url: request.url, headers: request.headers })
    answer(response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  ends.push(async () => {
    server.closeAllConnections()
    await once(server.close(), 'close')
  })
  return { from: `http://127.0.0.1:${(server.address() as AddressInfo).port}/repos/samsa/samsa`, asked } // it listens on TCP
}

const json =
  (value: object, status = 200) =>
  (response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
    response.end(JSON.stringify(value))
  }

async function core(from: string, policy?: object): Promise<TestCore> {
  const file = join(await tempFolder(), 'policy.json')
  if (policy) await writeFile(file, JSON.stringify({ samsaPolicy: 1, by: 'the Kafka team', ...policy }))
  const started = await startTestCore({ releases: from, version: '0.1.0', policy: { system: file, named: null } })
  ends.push(() => started.stop())
  return started
}

/** As GitHub answers, of which most is of no use here. */
const release = (more: object): object => ({
  ...{ id: 1, tag_name: 'v0.2.0', name: 'Samsa 0.2.0', draft: false, prerelease: false, published_at: '2026-11-28T09:00:00Z' },
  ...{ html_url: 'https://example.org/releases/v0.2.0', assets: [], body: 'notes', ...more },
})

describe('24 looking for a newer version', () => {
  it('one question to one address, without anything of the user’s; nothing before it is asked for', async () => {
    const { from, asked } = await releases(json(release({})))
    const { page } = await core(from)
    expect((await page.host.info({})).updates).toEqual({ available: true, why: '', from })
    expect(asked).toEqual([])
    expect(await page.host.findUpdate({})).toEqual({
      release: { version: '0.2.0', newer: true, published: '2026-11-28T09:00:00Z', notes: 'https://example.org/releases/v0.2.0' },
    })
    expect(asked.map(({ url }) => url)).toEqual(['/repos/samsa/samsa/releases/latest'])
    expect(Object.keys(asked[0]?.headers ?? {}).toSorted()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
    expect(asked[0]?.headers['user-agent']).toBe('Samsa')
  })

  it.each([
    ['the same', release({ tag_name: '0.1.0' }), { version: '0.1.0', newer: false }],
    ['an older one', release({ tag_name: 'v0.0.9' }), { version: '0.0.9', newer: false }],
    ['notes that are no HTTPS page', release({ html_url: 'javascript:alert(1)' }), { notes: null }],
  ])('%s', async (_name, answer, told) => {
    const { from } = await releases(json(answer))
    expect((await (await core(from)).page.host.findUpdate({})).release).toMatchObject(told)
  })

  it('nothing released yet is told apart from a failure', async () => {
    const { from } = await releases(json({ message: 'Not Found' }, 404))
    expect(await (await core(from)).page.host.findUpdate({})).toEqual({ release: null })
  })

  it.each([
    ['another kind of answer', json({ hello: 'world' }), 'releases.notOne'],
    ['a tag that is no version', json(release({ tag_name: 'nightly' })), 'releases.notOne'],
    ['a page', (response: ServerResponse) => void response.end('<!doctype html>'), 'http.notJson'],
    ['too many questions', json({ message: 'rate limit' }, 429), 'http.status'],
    [
      'a redirect',
      (response: ServerResponse) => void response.writeHead(302, { location: 'http://elsewhere.test/' }).end(),
      'http.redirect',
    ],
    ['a server that hangs up', (response: ServerResponse) => void response.destroy(), 'http.closed'],
  ])('%s fails with its reason', async (_name, answer, code) => {
    const { from } = await releases(answer)
    await expect((await core(from)).page.host.findUpdate({})).rejects.toMatchObject({ code })
  })

  it('goes through the proxy of the settings, from the next question on', async () => {
    const { from, asked } = await releases(json(release({})))
    const proxy = await startProxyEmulator({})
    ends.push(() => proxy.stop())
    const { page } = await core(from.replace('127.0.0.1', 'releases.only-there'))
    await expect(page.host.findUpdate({})).rejects.toMatchObject({ code: 'http.hostUnknown' })
    await page.host.saveSettings({ proxy: { use: 'manual', address: proxy.address, user: '', except: [] } })
    expect((await page.host.findUpdate({})).release).toMatchObject({ version: '0.2.0' })
    expect(asked).toHaveLength(1)
    expect(proxy.log.map(({ target }) => target.split('.')[0])).toEqual([expect.stringContaining('releases')])
  })

  it('a build that knows no place says so', async () => {
    const { page } = await core('')
    expect((await page.host.info({})).updates).toMatchObject({ available: false, why: expect.stringContaining('knows no place') as string })
    await expect(page.host.findUpdate({})).rejects.toMatchObject({ code: 'core.notSupported' })
  })

  it('an administrator turns it off, or names another place, which is HTTPS', async () => {
    const { from, asked } = await releases(json(release({})))
    const { page } = await core(from, { updates: 'none' })
    expect((await page.host.info({})).updates).toMatchObject({ available: false, why: expect.stringContaining('the Kafka team') as string })
    await expect(page.host.findUpdate({})).rejects.toMatchObject({ code: 'policy.forbids' })
    const elsewhere = await core(from, { updates: 'https://mirror.example.org/samsa' })
    expect((await elsewhere.page.host.info({})).updates.from).toBe('https://mirror.example.org/samsa')
    const plain = await core(from, { updates: 'http://mirror.example.org/samsa' })
    expect((await plain.page.host.policy({})).problems).toEqual([{ field: 'updates', message: 'Write an https:// address, or none' }])
    expect((await plain.page.host.info({})).updates.available).toBe(false)
    expect(asked).toEqual([])
  })
})
