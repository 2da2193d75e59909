import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors/error.ts'
import { connect } from '../../shared/rpc/connect.ts'
import type { Client, ViewDelta } from '../../shared/rpc/define.ts'
import type { CorePort, Down, PagePort } from '../../shared/rpc/port.ts'
import { serve, type ServeOptions, type Serving } from '../../shared/rpc/serve.ts'
import { MESSAGE_LIMIT } from '../../shared/rpc/text-port.ts'
import { createWorld, sample, SECRET, type Row, type World } from '../support/sample-contract.ts'
import { until } from '../support/until.ts'

/** Two ends of one transport. */
export interface Joined {
  readonly page: PagePort
  readonly core: CorePort
  close(): Promise<void>
}

/** What every transport must do (ARCHITECTURE.md, Transports). */
export function describePorts(name: string, join: () => Promise<Joined>): void {
  describe(`${name} port`, () => {
    let joined: Joined
    let world: World
    let serving: Serving
    let defects: unknown[]
    let timers: { ms: number; act: () => void }[]

    const start = (options: ServeOptions = {}): Client<typeof sample>['sample'] => {
      startCore(options)
      return connect(sample, joined.page).sample
    }
    const startCore = (options: ServeOptions): void => {
      serving = serve(sample, world.handlers, joined.core, { undeclaredOutput: 'refuse', onDefect: (e) => defects.push(e), ...options })
    }
    /** The page's end without `connect`, so that it can be a bad reader. */
    const startRaw = (options: ServeOptions = {}): Down[] => {
      startCore(options)
      const heard: Down[] = []
      joined.page.listen(
        (message) => heard.push(message),
        () => {},
      )
      return heard
    }
    const manualTimers = (): ServeOptions => ({
      after(ms, act) {
        const timer = { ms, act }
        timers.push(timer)
        return () => void (timers = timers.filter((t) => t !== timer))
      },
    })
    const fire = (): void => timers.splice(0).forEach((timer) => timer.act())

    beforeEach(async () => {
      joined = await join()
      world = createWorld()
      defects = []
      timers = []
    })
    afterEach(async () => {
      serving.stop()
      await joined.close()
    })

    it('answers queries and commands', async () => {
      const client = start()
      expect(await client.echo({ name: 'ä\u2028\ud800' })).toEqual({ name: 'ä\u2028\ud800' })
      expect(await client.change({ name: 'b' })).toEqual({ name: 'b' })
    })

    it('never crosses overlapping calls', async () => {
      const client = start()
      const names = Array.from({ length: 100 }, (_, i) => `n${i}`)
      const answers = names.map((each) => client.held({ name: each }))
      await until(() => world.held() === 100, 'all calls arrived')
      for (const each of names.toReversed()) world.release(each)
      expect((await Promise.all(answers)).map((answer) => answer.name)).toEqual(names)
      await until(() => serving.calls() === 0, 'no call is left')
    })

    it('refuses bad input before any handler', async () => {
      const client = start()
      const bad: unknown[] = [
        {},
        { name: 1 },
        { name: 'x'.repeat(101) },
        { name: 'a', more: 1 },
        null,
        'a',
        [],
        JSON.parse('{"name":"a","__proto__":{}}'),
      ]
      for (const input of bad) {
        // Types would not let a page of this build send these.
        await expect(client.echo(input as { name: string })).rejects.toMatchObject({ code: 'rpc.badInput' })
      }
      expect(world.ran).toEqual([])
    })

    it('A-09 knows own members only', async () => {
      const heard = startRaw()
      const names = ['__proto__', '__proto__.toString', 'sample', 'sample.', 'sample.__proto__', 'sample.constructor', 'constructor.name']
      names.push('sample.toString', 'sample.echo.x', '', '.', 'x'.repeat(100_000))
      names.forEach((member, id) => joined.page.send({ id, do: 'start', member, input: { name: 'a' } }))
      await until(() => heard.length === names.length, 'all were answered')
      expect(heard.map((down) => (down.is === 'error' ? down.error.code : down.is))).toEqual(names.map(() => 'rpc.unknownMember'))
      expect(world.ran).toEqual([])
    })

    it('ignores messages of no known shape, and ids in use', async () => {
      const heard = startRaw()
      const odd: unknown[] = [
        null,
        1,
        'start',
        [],
        {},
        { id: 1 },
        { id: '1', do: 'start' },
        { id: -1, do: 'stop' },
        { id: 1, do: 'start', member: 5 },
      ]
      // A hostile page is not bound by the types.
      for (const message of odd) joined.page.send(message as never)
      joined.page.send({ id: 7, do: 'start', member: 'sample.held', input: { name: 'a' } })
      joined.page.send({ id: 7, do: 'start', member: 'sample.echo', input: { name: 'b' } })
      await until(() => world.held() === 1 && defects.length === odd.length + 1, 'all were read')
      world.release('a')
      await until(() => heard.length > 0, 'the first call was answered')
      expect(heard).toEqual([{ id: 7, is: 'value', value: { name: 'a' } }])
    })

    it('sends codes and declared facts of errors, nothing else', async () => {
      const client = start()
      await expect(client.known({})).rejects.toMatchObject({ code: 'core.busy', about: { what: 'tests', limit: 3 } })
      const unexpected = await client.defect({}).catch((error: unknown) => error)
      expect(unexpected).toMatchObject({ code: 'core.unexpected', about: { where: 'sample.defect' } })
      expect(JSON.stringify([unexpected, String(unexpected)])).not.toContain(SECRET)
      expect(defects).toHaveLength(1)
    })

    it('refuses undeclared output in tests and leaves it out in production', async () => {
      const strict = start()
      await expect(strict.leaky({})).rejects.toMatchObject({ code: 'rpc.badOutput' })
      serving.stop()
      await joined.close()
      joined = await join()
      const client = start({ undeclaredOutput: 'strip' })
      expect(await client.leaky({})).toEqual({ inner: { a: 1 }, list: [{ b: 1 }] })
      await expect(client.wrong({})).rejects.toMatchObject({ code: 'rpc.badOutput' })
    })

    it('rejects an aborted call with its reason and ends the handler', async () => {
      const client = start()
      const abort = new AbortController()
      const answer = client.held({ name: 'a' }, { signal: abort.signal })
      await until(() => world.held() === 1, 'the call arrived')
      abort.abort(new Error('left the screen'))
      await expect(answer).rejects.toThrow('left the screen')
      await until(() => world.held() === 0 && serving.calls() === 0, 'the handler has ended')
      await expect(client.echo({ name: 'a' }, { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before')
      expect(world.ran).toEqual(['held'])
      expect(defects).toEqual([])
    })

    it('stops a producer when its loop is left or aborted', async () => {
      const client = start()
      const seen: number[] = []
      for await (const { n } of client.ticks({})) {
        seen.push(n)
        if (seen.length === 50) break
      }
      expect(seen).toEqual(Array.from({ length: 50 }, (_, i) => i))
      await until(() => world.producers() === 0 && serving.calls() === 0, 'the producer has ended')

      const abort = new AbortController()
      const loop = (async () => {
        for await (const { n } of client.ticks({}, { signal: abort.signal })) if (n > 70) abort.abort(new Error('enough'))
      })()
      await expect(loop).rejects.toThrow('enough')
      await until(() => world.producers() === 0, 'the producer has ended')
    })

    it('bounds what waits for a stream reader who does not read', async () => {
      const heard = startRaw()
      joined.page.send({ id: 1, do: 'start', member: 'sample.ticks', input: {} })
      joined.page.send({ id: 2, do: 'start', member: 'sample.echo', input: { name: 'after' } })
      await until(() => heard.filter((down) => down.id === 1).length === 8, 'the window is full')
      const before = world.produced()
      joined.page.send({ id: 3, do: 'start', member: 'sample.echo', input: { name: 'still there' } })
      await until(() => heard.some((down) => down.id === 3), 'another call was answered')
      expect(before).toBe(8)
      expect(world.produced()).toBe(8)
      joined.page.send({ id: 1, do: 'next' })
      await until(() => world.produced() === 9, 'one more was produced')
    })

    it('keeps a view true: reset, changed rows, gone keys', async () => {
      const client = start(manualTimers())
      const deltas: ViewDelta<Row>[] = []
      const a = { key: 'a', text: '1' }
      const b = { key: 'b', text: '1' }
      world.setRows(new Map([['a', a], ['b', b]])) // prettier-ignore
      const stop = client.rows({}, { onDelta: (delta) => deltas.push(delta), onError: (error) => defects.push(error) })
      await until(() => deltas.length === 1, 'the first rows')
      expect(deltas[0]).toMatchObject({ reset: true, rows: [a, b], gone: [], more: false, about: { state: 'live' } })
      const c = { key: 'c', text: '1' }
      world.setRows(new Map([['b', b], ['c', c]])) // prettier-ignore
      fire()
      await until(() => deltas.length === 2, 'the change')
      expect(deltas[1]).toMatchObject({ reset: false, rows: [c], gone: ['a'], more: false })
      stop()
      await until(() => world.watchers() === 0, 'nobody watches')
      expect(defects).toEqual([])
    })

    it('sends at most four updates a second, and a slow reader the newest state', async () => {
      const heard = startRaw(manualTimers())
      const set = (text: string): void => world.setRows(new Map([['a', { key: 'a', text }]]))
      const texts = (): unknown[] =>
        heard.filter((d) => d.id === 1).map((d) => (d.is === 'value' ? (d.value as ViewDelta<Row>).rows[0]?.text : d.is))
      const settled = async (id: number): Promise<void> => {
        joined.page.send({ id, do: 'start', member: 'sample.echo', input: { name: 'x' } })
        await until(() => heard.some((down) => down.id === id), 'what was sent before has arrived')
      }
      set('0')
      joined.page.send({ id: 1, do: 'start', member: 'sample.rows', input: {} })
      await until(() => texts().length === 1, 'the first rows')
      expect(timers.map((timer) => timer.ms)).toEqual([250])
      joined.page.send({ id: 1, do: 'next' })
      await settled(2)
      for (let i = 1; i <= 100; i++) set(String(i))
      await settled(3)
      expect(texts()).toEqual(['0'])
      fire()
      await until(() => texts().length === 2, 'the second update')
      expect(texts()).toEqual(['0', '100'])
      // Not read: nothing more is sent, however much changes.
      for (let i = 101; i <= 200; i++) set(String(i))
      fire()
      await settled(4)
      expect(texts()).toHaveLength(2)
      joined.page.send({ id: 1, do: 'next' })
      await until(() => texts().length === 3, 'the newest state')
      expect(texts()[2]).toBe('200')
    })

    it('sends the first rows as soon as there are some, and rests after them', async () => {
      const client = start(manualTimers())
      const deltas: ViewDelta<Row>[] = []
      world.setRows(new Map())
      const stop = client.rows({}, { onDelta: (delta) => deltas.push(delta), onError: (error) => defects.push(error) })
      await until(() => deltas.length === 1, 'that there is nothing')
      const a = { key: 'a', text: '1' }
      world.setRows(new Map([['a', a]]))
      await until(() => deltas.length === 2, 'the first row, without a rest')
      expect(deltas.map((delta) => delta.rows)).toEqual([[], [a]])
      world.setRows(new Map([['a', { key: 'a', text: '2' }]]))
      await client.echo({ name: 'x' })
      expect(deltas).toHaveLength(2)
      fire()
      await until(() => deltas.length === 3, 'the change')
      stop()
      await until(() => world.watchers() === 0, 'nobody watches')
      expect(defects).toEqual([])
    })

    it('sends long views in pieces within the message limit', async () => {
      const client = start()
      const rows = new Map(
        Array.from({ length: 3_000 }, (_, i) => [`k${i}`, { key: `k${i}`, text: 'ü'.repeat(i % 10 === 0 ? 9_000 : 10) }]),
      )
      world.setRows(rows)
      const got = new Map<string, Row>()
      let pieces = 0
      let resets = 0
      let done = false
      client.rows({}, {
        onDelta(delta) {
          expect(JSON.stringify(delta).length).toBeLessThanOrEqual(MESSAGE_LIMIT)
          pieces++
          if (delta.reset) resets++
          for (const row of delta.rows) got.set(row.key, row)
          done = !delta.more
        },
        onError: (error) => defects.push(error),
      }) // prettier-ignore
      await until(() => done || defects.length > 0, 'the last piece')
      expect(defects).toEqual([])
      expect(got).toEqual(rows)
      expect(resets).toBe(1)
      expect(pieces).toBeGreaterThan(6)
    })

    it('refuses what is too large, in both directions, and goes on', async () => {
      const client = start()
      await expect(client.echo({ name: 'x'.repeat(MESSAGE_LIMIT) })).rejects.toMatchObject({ code: 'rpc.tooLarge' })
      await expect(client.huge({})).rejects.toMatchObject({ code: 'rpc.tooLarge' })
      expect(await client.echo({ name: 'a' })).toEqual({ name: 'a' })
    })

    it('ends everything of a page that goes away', async () => {
      const client = start()
      void client.held({ name: 'a' }).catch(() => {})
      client.rows({}, { onDelta: () => {}, onError: () => {} })
      const ticks = client.ticks({})[Symbol.asyncIterator]()
      await ticks.next()
      await until(() => serving.calls() === 3, 'all three run')
      joined.page.close()
      await until(() => serving.calls() === 0 && world.held() === 0 && world.watchers() === 0 && world.producers() === 0, 'all has ended')
    })

    it('tells every call that the host is lost', async () => {
      const client = start()
      const held = client.held({ name: 'a' })
      const viewError = new Promise((resolve) => client.rows({}, { onDelta: () => {}, onError: resolve }))
      const loop = (async () => {
        for await (const _ of client.ticks({})) continue
      })()
      await until(() => serving.calls() === 3, 'all three run')
      serving.stop()
      for (const failure of [held, loop]) await expect(failure).rejects.toMatchObject({ code: 'rpc.hostLost' })
      expect(await viewError).toMatchObject({ code: 'rpc.hostLost' })
      await expect(client.echo({ name: 'late' })).rejects.toBeInstanceOf(AppError)
      await expect(client.echo({ name: 'late' })).rejects.toMatchObject({ code: 'rpc.hostLost' })
      expect(world.held()).toBe(0)
    })
  })
}
