import { PLACE_KEY } from '../../shared/contract/host.ts'
import type { SamsaHandlers } from '../../shared/contract/index.ts'
import type { OutsideRequest } from '../../shared/desktop-services.ts'
import { clusterOf } from '../../shared/links.ts'
import { heard } from '../../shared/rpc/heard.ts'
import type { WindowPlace } from '../../shared/window-place.ts'
import { createOutside, type Outside } from './outside.ts'
import { afterClosing, entriesFor, FIRST, freeWindow, keyFor, keysToForget, standKey, windowsIn } from './own-keys.ts'
import type { Start } from './start-of.ts'
import { keepStanding, placeOf, readStood, type Area, type StandingWindow } from './window-state.ts'

/** What is used of Electron's window, so that tests hand in doubles. */
export interface OpenedWindow extends StandingWindow {
  readonly webContents: { readonly id: number }
  isMinimized(): boolean
  restore(): void
  show(): void
  focus(): void
  on(event: Parameters<StandingWindow['on']>[0] | 'focus' | 'closed', listener: () => void): unknown
}

export interface WindowsNeeds {
  readonly handlers: SamsaHandlers
  readonly screens: () => readonly Area[]
  readonly start: () => Start
  readonly create: (stood: WindowPlace | null) => OpenedWindow
  readonly onDefect: (error: unknown) => void
}

/** The windows of the one core. Each has its tabs, its unsaved forms and its place on the screen. */
export interface Windows {
  /** Those of last time; at least one. */
  restore(): Promise<void>
  /** A new window, at a place or at the launcher. */
  open(path: string | null): void
  /** Shows a place in the window where it belongs: on its cluster, else one at the launcher, else a new one. */
  goTo(path: string): void
  /** An action of the page in the window that is used. */
  run(action: string): void
  /** What a page tells its user, in the window that is used. */
  say(request: OutsideRequest): void
  focus(): void
  /** Something to the window with these contents. */
  tell(contents: number, request: OutsideRequest): void
  /** The app ends: what is open now is open next time. */
  quitting(): void
  /** What the window with these contents is served. */
  handlersOf(contents: number): SamsaHandlers | null
}

interface Own {
  readonly id: string
  readonly window: OpenedWindow
  readonly outside: Outside
  /** What is on its screen. */
  path: string
}

const CASCADE = 28

export function createWindows({ handlers, screens, start, create, onDefect }: WindowsNeeds): Windows {
  /** The one used last is the last. */
  let open: readonly Own[] = []
  /** Being made. */
  const coming = new Set<string>()
  let quits = false
  /** The one that the next start has in any case. */
  let survivor: Own | undefined
  const { signal } = new AbortController()
  const entries = async () => (await handlers.host.kept({}, { signal })).entries
  const keep = async (key: string, value: string | null): Promise<void> => void (await handlers.host.keep({ key, value }, { signal }))
  const unasked = (act: Promise<unknown>): void => void act.catch(onDefect)

  const toFront = (own: Own): void => {
    if (own.window.isMinimized()) own.window.restore()
    own.window.show()
    own.window.focus()
    open = [...open.filter((each) => each !== own), own]
  }

  const begin = (id: string, stood: WindowPlace | null, path: string): Own => {
    const window = create(stood)
    const own: Own = { id, window, outside: createOutside(), path }
    open = [...open, own]
    keepStanding(window, (value) => unasked(keep(standKey(id), value)))
    window.on('focus', () => {
      if (open.includes(own)) open = [...open.filter((each) => each !== own), own]
    })
    let lasts = false
    // Electron asks to close one after the other when it quits: those stay for the next start, or one of them. So does the only one there is.
    window.on('close', () => {
      lasts = quits ? start().last || own === survivor : open.length === 1
      if (!quits && lasts) unasked(placeNext(own))
    })
    window.on('closed', () => {
      open = open.filter((each) => each !== own)
      if (!lasts) unasked(forget(id))
    })
    return own
  }
  const forget = async (id: string): Promise<void> => {
    // All of it is asked for at once: the app may be about to end.
    await Promise.all(afterClosing(id, await entries()).map(({ key, value }) => keep(key, value)))
  }
  /** After an orderly end the next start begins where the user chose. */
  const placeNext = async (own: Own): Promise<void> => {
    if (!start().last) await keep(keyFor(own.id, PLACE_KEY), null)
  }

  const openNew = async (path: string | null): Promise<void> => {
    const kept = windowsIn(await entries())
    const id = freeWindow([...open.map((own) => own.id), ...kept, ...coming])
    coming.add(id)
    if (path !== null) await keep(keyFor(id, PLACE_KEY), path)
    const beside = open.at(-1)?.window
    const stood = beside && !beside.isDestroyed() ? moved(placeOf(beside)) : null
    const own = begin(id, stood && readStood(JSON.stringify(stood), screens()), path ?? '/')
    coming.delete(id)
    await keep(standKey(id), JSON.stringify(placeOf(own.window)))
  }

  const atLauncher = (): Own | undefined => open.findLast((own) => /^\/(?:\?|$)/.test(own.path))
  const showing = (path: string): Own | undefined => {
    const cluster = clusterOf(path)
    return cluster === null ? atLauncher() : open.findLast((own) => clusterOf(own.path) === cluster)
  }

  const byContents = (contents: number): Own | undefined =>
    open.find(({ window }) => !window.isDestroyed() && window.webContents.id === contents)

  const openWindow = async (path: string): Promise<void> => {
    const cluster = clusterOf(path)
    const there = cluster !== null && /^\/c\/[^/?#]+$/.test(path) ? showing(path) : undefined
    if (there) toFront(there)
    else await openNew(path)
  }

  return {
    restore: restoreAll,
    open: (path) => unasked(openNew(path)),
    goTo(path) {
      const own = showing(path) ?? atLauncher()
      if (!own) return unasked(openNew(path))
      own.outside.tell({ is: 'place', path })
      toFront(own)
    },
    run(action) {
      const own = open.at(-1)
      if (own) own.outside.tell({ is: 'action', id: action })
      else unasked(openNew(null))
    },
    say(request) {
      const tell = (): void => open.at(-1)?.outside.tell(request)
      if (open.length > 0) tell()
      else unasked(openNew(null).then(tell))
    },
    focus() {
      const own = open.at(-1)
      if (own) toFront(own)
    },
    quitting() {
      quits = true
      survivor = open.at(-1)
      if (survivor) unasked(placeNext(survivor))
    },
    tell: (contents, request) => byContents(contents)?.outside.tell(request),
    handlersOf(contents) {
      const own = byContents(contents)
      return own ? ownHandlers(handlers, own, openWindow) : null
    },
  }

  async function restoreAll(): Promise<void> {
    const kept = await entries()
    const valueOf = (key: string): string | undefined => kept.find((entry) => entry.key === key)?.value
    const ids = windowsIn(kept)
    const [only = FIRST, other] = ids
    const begins = other === undefined && valueOf(keyFor(only, PLACE_KEY)) === undefined ? start().path : null
    if (begins !== null) await keep(keyFor(only, PLACE_KEY), begins)
    for (const id of ids.length === 0 ? [FIRST] : ids)
      begin(id, readStood(valueOf(standKey(id)), screens()), valueOf(keyFor(id, PLACE_KEY)) ?? begins ?? '/')
    // Also one that was never moved comes back.
    for (const own of open) await keep(standKey(own.id), JSON.stringify(placeOf(own.window)))
  }
}

const moved = (place: WindowPlace): WindowPlace => ({
  ...place,
  x: place.x + CASCADE,
  y: place.y + CASCADE,
  maximized: false,
  fullScreen: false,
})

/** The core's answers, but for what a window has for itself. */
function ownHandlers(core: SamsaHandlers, own: Own, openWindow: (path: string) => Promise<void>): SamsaHandlers {
  const { host } = core
  return {
    ...core,
    host: {
      ...host,
      async kept(input, context) {
        const { entries } = await host.kept(input, context)
        return { entries: [...entriesFor(own.id, entries)] }
      },
      async keep({ key, value }, context) {
        if (key === PLACE_KEY) own.path = value ?? '/'
        if (value !== null) return host.keep({ key: keyFor(own.id, key), value }, context)
        for (const each of keysToForget(own.id, key)) await host.keep({ key: each, value: null }, context)
        return {}
      },
      outside: (_input, { signal }) => heard<OutsideRequest>((tell, end) => own.outside.listen(tell, end), signal),
      async openWindow({ path }) {
        await openWindow(path)
        return {}
      },
    },
    // Main goes there itself, in the window where it belongs.
    alerts: { ...core.alerts, opened: (_input, { signal }) => heard(() => {}, signal) },
  }
}
