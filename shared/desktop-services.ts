/**
 * What the core needs of the machine it runs on. `electron/main` implements it with Electron, `electron/web` honestly poorer: what
 * a host cannot do answers with a reason instead of pretending.
 */
export interface DesktopServices {
  readonly host: 'desktop' | 'browser'
  /** Sealing by the OS keychain. */
  readonly keychain: Keychain
  copyText(text: string): Outcome
  openExternal(url: string): Promise<Outcome>
  /** Notifications of the system. */
  readonly notifications: Notifications
  /** What the system asks of the app: a link that was followed, a menu item that was chosen. A host of windows asks each by itself. */
  readonly outside: OutsideRequests
  /** Left out: this host has no desktop around it. */
  readonly abilities?: Readonly<Record<'tray' | 'openAtLogin' | 'zoom' | 'hardwareAcceleration', Ability>>
  /** Which proxy the system names for an address. Left out: this host cannot ask it. */
  readonly systemProxy?: SystemProxy
  /** Shows a folder of Samsa's own in the file manager. Left out: this host has none. */
  readonly showFolder?: (path: string) => Promise<Outcome>
  /** Left out: this host is not told when the computer sleeps and wakes, or its screen is locked. */
  readonly power?: PowerEvents
}

/** Answers as a script for proxies does: `PROXY host:port; DIRECT`. */
export type SystemProxy = (url: string) => Promise<string>

export interface Ability {
  readonly available: boolean
  /** Empty: it is. */
  readonly why: string
}

/** `wake`: the computer slept and is there again. */
export type PowerEvent = 'sleep' | 'screenLock' | 'wake'

export interface PowerEvents {
  listen(act: (what: PowerEvent) => void, signal: AbortSignal): void
}

export type OutsideRequest =
  /** A whole path: `/c/<profile>/groups/billing`. */
  | { readonly is: 'place'; readonly path: string }
  /** An action of the page, by its id. */
  | { readonly is: 'action'; readonly id: string }
  /** A link that was followed leads nowhere, and why. */
  | { readonly is: 'link'; readonly why: 'noProfile' | 'notKnown' }
  /** What became of a file that the page wanted saved; a dialog that was closed is not told. */
  | { readonly is: 'file'; readonly name: string; readonly path: string; readonly saved: boolean }

export interface OutsideRequests {
  /** Also tells what was asked before anybody listened. */
  listen(act: (request: OutsideRequest) => void, signal: AbortSignal): void
}

export type Outcome = { readonly done: true } | { readonly done: false; readonly why: string }

export type Keychain =
  | {
      readonly available: true
      /** Name of the backend, kept beside what it sealed. */
      readonly backend: string
      seal(text: string): Uint8Array
      unseal(sealed: Uint8Array): string
    }
  | { readonly available: false; readonly why: string }

export type Notifications =
  | {
      readonly available: true
      /** `clicked`: the user wants to see it; the window is in front by then. */
      show(notification: { readonly title: string; readonly body: string }, clicked: () => void): Outcome
    }
  | { readonly available: false; readonly why: string }
