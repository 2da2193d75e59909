import { readFileSync, globSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { BrowserWindow, BrowserWindowConstructorOptions, Session, WebContents } from 'electron'
import { guardContents, guardSession, isOwnRequest } from '../../../electron/main/guards.ts'
import { createPages } from '../../../electron/main/ipc.ts'
import { menuTemplate } from '../../../electron/main/menu.ts'
import { createWindow, PAGE_URL } from '../../../electron/main/window.ts'
import type { WindowPlace } from '../../../shared/window-place.ts'
import { createIpcDouble } from '../../support/electron-double.ts'

type Listener = (...values: unknown[]) => void

/** Records what is asked of it; the tests look at what was recorded. */
function recorder() {
  const listeners = new Map<string, Listener>()
  const calls: [string, ...unknown[]][] = []
  const double = new Proxy(
    {},
    {
      get: (_target, name) => (name === 'then' ? undefined : (...values: unknown[]) => {
        if ((name === 'on' || name === 'once') && typeof values[0] === 'string') listeners.set(values[0], values[1] as Listener)
        calls.push([String(name), ...values])
      }), // prettier-ignore
    },
  )
  return { double, listeners, calls, find: (name: string) => calls.find((call) => call[0] === name)?.[1] }
}

const root = new URL('../../../', import.meta.url).pathname

describe('A-01 the window factory', () => {
  function open(packaged: boolean, stood: WindowPlace | null = null) {
    const contents = recorder()
    const made: BrowserWindowConstructorOptions[] = []
    const loaded: string[] = []
    class Window {
      webContents = Object.assign(Object.create(contents.double) as object, { id: 7 })
      constructor(options: BrowserWindowConstructorOptions) {
        made.push(options)
      }
      once(): void {}
      show(): void {}
      loadURL(url: string): Promise<void> {
        loaded.push(url)
        return Promise.resolve()
      }
    }
    const pages = createPages({ ipc: createIpcDouble(), onPage: () => {}, log: () => {} })
    const session = {} as Session // passed through only
    createWindow({
      Window: Window as unknown as new (o: BrowserWindowConstructorOptions) => BrowserWindow,
      preload: '/p.cjs',
      session,
      dark: true,
      pages,
      packaged,
      stood,
      zoom: () => 1,
    })
    return { options: made[0], loaded, contents, session }
  }

  it.each([true, false])('sets every option on purpose (packaged: %s)', (packaged) => {
    const { options, loaded, session } = open(packaged)
    expect(options?.webPreferences).toEqual({
      preload: '/p.cjs', session, sandbox: true, contextIsolation: true, webSecurity: true, nodeIntegration: false, nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false, webviewTag: false, allowRunningInsecureContent: false, experimentalFeatures: false, navigateOnDragDrop: false,
      spellcheck: false, enableBlinkFeatures: '', disableBlinkFeatures: '', plugins: false, safeDialogs: true, devTools: !packaged,
    }) // prettier-ignore
    expect(options).toMatchObject({ minWidth: 1024, minHeight: 640, show: false })
    expect(loaded).toEqual([PAGE_URL])
  })

  it('opens where the last one stood', () => {
    const stood = { x: 10, y: 20, width: 1500, height: 950, maximized: false, fullScreen: false }
    expect(open(true, stood).options).toMatchObject({ x: 10, y: 20, width: 1500, height: 950, minWidth: 1024 })
  })

  it('is the only place that makes a window or view, and the sandbox is switched on before ready', () => {
    const sources = globSync('electron/**/*.ts', { cwd: root }).map((name) => [name, readFileSync(root + name, 'utf8')] as const)
    expect(sources.length).toBeGreaterThan(20)
    const made = sources.filter(([, text]) => /new\s+(\w+\.)?(BrowserWindow|Window|BrowserView|WebContentsView|BaseWindow)\s*\(/.test(text))
    expect(made.map(([name]) => name)).toEqual(['electron/main/window.ts'])
    // Tests that run as root start an unpackaged app without the sandbox; the app itself never gives it up.
    expect(sources.filter(([, text]) => /appendSwitch|appendArgument/.test(text)).map(([name]) => name)).toEqual([])
    const main = sources.find(([name]) => name === 'electron/main/main.ts')?.[1] ?? ''
    expect(main).toContain("if (shipped || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()")
    expect(main).toContain('const shipped = app.isPackaged && !import.meta.env.SAMSA_DRIVEN')
    expect(main.indexOf('app.enableSandbox()')).toBeLessThan(main.indexOf('run()'))
  })
})

describe('A-04 the page stays where it is', () => {
  it('refuses 40 addresses in 5 ways', () => {
    const { double, listeners, find } = recorder()
    guardContents(double as unknown as WebContents)
    const hosts = [
      'https://evil.example',
      'http://127.0.0.1:1',
      'app://ui.evil',
      'app://other/',
      'app://ui/other',
      'file:///etc/passwd',
      'data:text/html,x',
      'javascript:alert(1)',
      'blob:app://ui/1',
      'about:blank',
    ]
    const urls = hosts.flatMap((url) => [url, `${url}/a`, `${url}?b`, `${url}#c`])
    let refused = 0
    for (const url of urls) {
      for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])
        listeners.get(event)?.({ url, preventDefault: () => refused++ }, url)
      const openWindow = find('setWindowOpenHandler') as (details: { url: string }) => { action: string }
      if (openWindow({ url }).action === 'deny') refused++
    }
    expect(refused).toBe(200)
  })
})

describe('A-05 no permission, device or picker', () => {
  it('refuses every permission that this Electron names', () => {
    const types = readFileSync(root + 'node_modules/electron/electron.d.ts', 'utf8')
    const signature = (name: string): string => types.slice(types.indexOf(`${name}(handler`)).split('\n', 1)[0] ?? ''
    const names = ['setPermissionRequestHandler', 'setPermissionCheckHandler'].flatMap((each) =>
      [...signature(each).matchAll(/'([\w-]+)'/g)].map((match) => match[1]),
    )
    expect(new Set(names).size).toBeGreaterThan(15)
    const { double, find, listeners } = recorder()
    guardSession(Object.assign(Object.create(double) as object, { webRequest: recorder().double }) as unknown as Session, true)
    const answers: boolean[] = []
    for (const name of names) {
      ;(find('setPermissionRequestHandler') as Listener)({}, name, (granted: boolean) => answers.push(granted), {})
      answers.push((find('setPermissionCheckHandler') as (...v: unknown[]) => boolean)({}, name, 'app://ui', {}))
    }
    expect(answers.every((answer) => answer === false)).toBe(true)
    expect((find('setDevicePermissionHandler') as () => boolean)()).toBe(false)
    for (const event of ['select-hid-device', 'select-serial-port', 'select-usb-device']) {
      let prevented = false
      const chosen: unknown[] = []
      const choose = (...values: unknown[]) => chosen.push(...values)
      const more = event === 'select-serial-port' ? [[], {}, choose] : [{}, choose]
      listeners.get(event)?.({ preventDefault: () => (prevented = true) }, ...more)
      expect(prevented, event).toBe(true)
      expect(chosen.filter(Boolean)).toEqual([])
    }
    const denied: unknown[] = []
    listeners.get('file-system-access-restricted')?.({}, {}, (answer: unknown) => denied.push(answer))
    expect(denied).toEqual(['deny'])
  })
})

describe('A-14 the page has no network', () => {
  it('cancels every request but its own files', () => {
    const requests = recorder()
    guardSession(Object.assign(Object.create(recorder().double) as object, { webRequest: requests.double }) as unknown as Session, true)
    const ask = (url: string): unknown => {
      let answer: { cancel?: boolean } = {}
      ;(requests.find('onBeforeRequest') as Listener)({ url }, (given: { cancel?: boolean }) => (answer = given))
      return answer.cancel
    }
    for (const url of [
      'https://a.example/',
      'http://127.0.0.1/',
      'ws://127.0.0.1:1/',
      'app://uix/',
      'app://other/',
      'file:///x',
      'devtools://devtools/x',
      'ftp://x/',
      'chrome-extension://x/',
    ])
      expect(ask(url), url).toBe(true)
    expect(ask('app://ui/index.html')).toBe(false)
    expect(ask('blob:app://ui/5c6f'), 'a file that the page made and saves').toBe(false)
    expect(ask('blob:https://a.example/5c6f')).toBe(true)
    expect(isOwnRequest('devtools://devtools/x', false)).toBe(true)
  })

  it('keeps its session in memory, without a cache', () => {
    const main = readFileSync(root + 'electron/main/main.ts', 'utf8')
    const partitions = [...main.matchAll(/fromPartition\('([^']*)', \{ cache: false \}\)/g)].map((match) => match[1])
    expect(partitions).toHaveLength(1)
    expect(partitions[0]).not.toMatch(/^persist:/)
  })
})

describe('A-15 no developer tools when packaged', () => {
  it.each(['linux', 'darwin', 'win32'] as const)('in the menu on %s', (platform) => {
    expect(JSON.stringify(menuTemplate(platform, true))).not.toMatch(/devtools|reload/i)
    expect(JSON.stringify(menuTemplate(platform, true))).toMatch(/"paste"/)
  })
})
