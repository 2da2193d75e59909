import type { Ability, DesktopServices, Keychain, Notifications, Outcome, PowerEvent, PowerEvents } from '../../shared/desktop-services.ts'

/** Linux does not tell of a locked screen; there idle time counts. */
const powerNames = { suspend: 'sleep', 'lock-screen': 'screenLock', resume: 'wake' } as const satisfies Readonly<Record<string, PowerEvent>>

/** What is used of Electron, so that tests hand in doubles. */
export interface DesktopNeeds {
  readonly platform: NodeJS.Platform
  readonly packaged: boolean
  readonly safeStorage: {
    isEncryptionAvailable(): boolean
    /** Linux only. */
    getSelectedStorageBackend(): string
    encryptString(text: string): Buffer
    decryptString(sealed: Buffer): string
  }
  readonly clipboard: { writeText(text: string): void }
  readonly shell: {
    openExternal(url: string): Promise<void>
    /** Answers what went wrong; empty: it is open. */
    openPath(path: string): Promise<string>
  }
  /** The one folder that is ever shown. */
  readonly dataFolder: string
  readonly notifications: {
    isSupported(): boolean
    create(options: { title: string; body: string }): { on(event: 'click' | 'close' | 'failed', act: () => void): unknown; show(): void }
  }
  /** Brings the window to the front. */
  readonly focusWindow: () => void
  /** Of `app`: what the system's settings and scripts say. */
  readonly resolveProxy: (url: string) => Promise<string>
  readonly powerMonitor: {
    on(event: keyof typeof powerNames, act: () => void): unknown
    removeListener(event: keyof typeof powerNames, act: () => void): unknown
  }
}

/** the pages that Samsa itself links to. Nothing else is handed to the system. */
export const documentationPages: readonly string[] = [
  'https://kafka.apache.org/documentation/',
  'https://kafka.apache.org/protocol.html',
  'https://mesos.apache.org/documentation/latest/',
]

const HERE: Ability = { available: true, why: '' }
const COPY_LIMIT = 1_048_576

/** Made after Electron is ready: before that its keychain does not answer truly on Linux. */
export function createDesktopServices(needs: DesktopNeeds): DesktopServices {
  return {
    host: 'desktop',
    keychain: openKeychain(needs),
    copyText(text) {
      if (text.length > COPY_LIMIT) return { done: false, why: 'The text is too long for the clipboard.' }
      needs.clipboard.writeText(text)
      return { done: true }
    },
    async openExternal(url): Promise<Outcome> {
      if (!documentationPages.includes(url)) return { done: false, why: 'Samsa opens only its own documentation links.' }
      await needs.shell.openExternal(url)
      return { done: true }
    },
    async showFolder(path): Promise<Outcome> {
      if (path !== needs.dataFolder) return { done: false, why: 'Samsa shows only its own data folder.' }
      const why = await needs.shell.openPath(path)
      return why === '' ? { done: true } : { done: false, why }
    },
    notifications: openNotifications(needs),
    // Each window is asked by itself (windows.ts).
    outside: { listen: () => {} },
    abilities: { tray: HERE, openAtLogin: atLogin(needs), zoom: HERE, hardwareAcceleration: HERE },
    systemProxy: needs.resolveProxy,
    power: powerEvents(needs.powerMonitor),
  }
}

/** Electron sets it on macOS and Windows alone, and for the program that runs: out of a package that is Electron itself. */
function atLogin({ platform, packaged }: DesktopNeeds): Ability {
  if (platform !== 'darwin' && platform !== 'win32')
    return { available: false, why: 'On Linux, add Samsa to the startup applications of your desktop.' }
  return packaged ? HERE : { available: false, why: 'Only an installed Samsa can be opened at login.' }
}

const powerEvents = (monitor: DesktopNeeds['powerMonitor']): PowerEvents => ({
  listen(act, signal) {
    // The keys of the object above.
    for (const [event, what] of Object.entries(powerNames) as [keyof typeof powerNames, PowerEvent][]) {
      const tell = (): void => act(what)
      monitor.on(event, tell)
      signal.addEventListener('abort', () => monitor.removeListener(event, tell), { once: true })
    }
  },
})

const TITLE_LIMIT = 200
const BODY_LIMIT = 500
const MOST_HELD = 50

function openNotifications({ notifications, focusWindow }: DesktopNeeds): Notifications {
  if (!notifications.isSupported()) return { available: false, why: 'This desktop shows no notifications.' }
  // Electron forgets one that nobody holds, and its click with it.
  const shown = new Set<object>()
  return {
    available: true,
    show({ title, body }, clicked) {
      const one = notifications.create({ title: title.slice(0, TITLE_LIMIT), body: body.slice(0, BODY_LIMIT) })
      const done = (): void => void shown.delete(one)
      shown.add(one)
      // Some systems never tell that one went away.
      for (const old of shown) if (shown.size > MOST_HELD) shown.delete(old)
      one.on('click', () => {
        done()
        focusWindow()
        clicked()
      })
      one.on('close', done)
      one.on('failed', done)
      one.show()
      return { done: true }
    },
  }
}

/** C-02: on Linux `basic_text` is a fixed key that everyone knows, and `unknown` may be that. */
function openKeychain({ platform, safeStorage }: DesktopNeeds): Keychain {
  if (!safeStorage.isEncryptionAvailable()) return { available: false, why: 'The operating system offers no keychain.' }
  const backend = platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platform === 'darwin' ? 'keychain' : 'dpapi'
  if (backend === 'basic_text' || backend === 'unknown')
    return { available: false, why: 'No keyring (GNOME Keyring or KWallet) is running in this desktop session.' }
  return {
    available: true,
    backend,
    seal: (text) => safeStorage.encryptString(text),
    unseal: (sealed) => safeStorage.decryptString(Buffer.from(sealed)),
  }
}
