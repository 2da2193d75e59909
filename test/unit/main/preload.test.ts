import { runInNewContext } from 'node:vm'
import { build, type Rolldown } from 'vite'
import { beforeAll, describe, expect, it } from 'vitest'

/** The bundle as it is shipped, run with a double in place of Electron. */
const entry = new URL('../../../electron/preload/preload.ts', import.meta.url).pathname
let code = ''

beforeAll(async () => {
  const built = (await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, ssr: entry, minify: false, rolldownOptions: { external: ['electron'], output: { format: 'cjs' } } },
  })) as Rolldown.RolldownOutput
  code = built.output[0].code
})

function run() {
  const exposed: Record<string, unknown> = {}
  const sent: unknown[][] = []
  const listeners: ((event: object, message: unknown) => void)[] = []
  const asked: string[] = []
  const ipcRenderer = {
    send: (...values: unknown[]) => sent.push(values),
    on: (channel: string, listener: (event: object, message: unknown) => void) => channel === 'samsa' && listeners.push(listener),
    removeAllListeners: () => (listeners.length = 0),
  }
  const contextBridge = { exposeInMainWorld: (name: string, api: unknown) => (exposed[name] = api) }
  const require = (name: string): unknown => {
    asked.push(name)
    return { contextBridge, ipcRenderer }
  }
  runInNewContext(code, { require, exports: {}, module: { exports: {} } })
  return { exposed, sent, listeners, asked }
}

describe('A-07 the preload', () => {
  it('exposes one frozen object with exactly send and listen', () => {
    const { exposed, asked } = run()
    expect(Object.keys(exposed)).toEqual(['samsa'])
    expect(Object.keys(exposed['samsa'] as object)).toEqual(['send', 'listen'])
    expect(Object.isFrozen(exposed['samsa'])).toBe(true)
    expect(asked).toEqual(['electron'])
  })

  it('is under 5 KB and knows no member of the contract', () => {
    expect(code.length).toBeLessThan(5_000)
    expect(code).not.toMatch(/profiles|topics|groups|brokers|catalogue/)
  })

  it('passes texts on its one channel and hands no event over', () => {
    const { exposed, sent, listeners } = run()
    const api = exposed['samsa'] as { send(...m: unknown[]): void; listen(...m: unknown[]): void } // as the page sees it
    api.send('text', 'another-channel')
    for (const odd of [{ a: 1 }, null, 5, undefined, ['x']]) api.send(odd)
    expect(sent).toEqual([['samsa', 'text']])
    const heard: unknown[][] = []
    api.listen((...values: unknown[]) => heard.push(['message', ...values]), (...values: unknown[]) => heard.push(['close', ...values])) // prettier-ignore
    for (const listener of listeners) {
      listener({ sender: 'secret' }, 'hello')
      listener({ sender: 'secret' }, null)
    }
    expect(heard).toEqual([['message', 'hello'], ['close']])
  })
})
