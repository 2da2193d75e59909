import { PAGE_URL } from './window.ts'

const LAUNCHER_URL = `${PAGE_URL}#/`

/** What is said of a crash, and what can be done: the texts of the buttons, in their order. */
export interface CrashQuestion {
  readonly title: string
  readonly detail: string
  readonly buttons: readonly string[]
}

/** What is used of a window, so that a test hands in a double. */
export interface WatchedWindow {
  isDestroyed(): boolean
  close(): void
  on(event: 'unresponsive' | 'responsive', listener: () => void): unknown
  readonly webContents: {
    reload(): void
    loadURL(url: string): Promise<void>
    forcefullyCrashRenderer(): void
    on(
      event: 'render-process-gone',
      listener: (event: unknown, how: { readonly reason: string; readonly exitCode: number }) => void,
    ): unknown
  }
}

export interface CrashNeeds<W> {
  /** Answers the place of the button that was pressed; a signal takes the question back. A dialog of the system's: the page may be gone. */
  readonly ask: (window: W | null, question: CrashQuestion, signal?: AbortSignal) => Promise<number>
  readonly showLogs: () => void
  readonly log: (what: string, facts: object) => void
}

const RELOAD = 'Reload'
/** Where it was may be what it cannot show. */
const ANEW = 'Open at the clusters'
const LOGS = 'Show the logs'
const CLOSE = 'Close the window'

/** Why Chromium says that a page's process ended. */
const reasons: Readonly<Record<string, string>> = {
  crashed: 'It crashed.',
  oom: 'It ran out of memory.',
  killed: 'It was ended from outside.',
  'abnormal-exit': 'It ended by itself.',
  'launch-failed': 'It could not be started.',
  'integrity-failure': 'Its program is not what was installed.',
}

/** A window whose page crashed, or does not answer, says so and offers what helps. The core and the other windows go on. */
export function watchCrashes<W extends WatchedWindow>(window: W, { ask, showLogs, log }: CrashNeeds<W>): void {
  const { webContents } = window
  let given: AbortController | null = null
  const reload = (): void => {
    if (!window.isDestroyed()) webContents.reload()
  }

  const gone = async (reason: string, exitCode: number): Promise<void> => {
    const question: CrashQuestion = {
      title: 'This window stopped working',
      detail: `${reasons[reason] ?? 'Its process is gone.'} (code ${exitCode})\n\nSamsa’s core goes on reading and recording. Tabs, filters and unsaved forms come back when the window is loaded again; where the same screen breaks it again, open it at the clusters.`,
      buttons: [RELOAD, ANEW, LOGS, CLOSE],
    }
    for (;;) {
      if (window.isDestroyed()) return
      const pressed = question.buttons[await ask(window, question)]
      if (pressed === LOGS) showLogs()
      else if (pressed === CLOSE) return window.close()
      else if (pressed === ANEW) return webContents.loadURL(LAUNCHER_URL)
      else return reload()
    }
  }
  const hangs = async (taken: AbortController): Promise<void> => {
    const question: CrashQuestion = {
      title: 'This window does not answer',
      detail: 'It may come back by itself. Loaded again, it has its tabs, filters and unsaved forms as they were kept last.',
      buttons: ['Wait', RELOAD],
    }
    const pressed = question.buttons[await ask(window, question, taken.signal)]
    if (pressed !== RELOAD || taken.signal.aborted || window.isDestroyed()) return
    // A page that hangs does not let itself be loaded again: its process is ended first.
    ended = true
    webContents.forcefullyCrashRenderer()
    reload()
  }
  /** We ended it. */
  let ended = false

  const watched = (act: Promise<void>): void => void act.catch((error: unknown) => log('A question about a window failed', { error }))
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    given?.abort()
    if (ended || reason === 'clean-exit') return void (ended = false)
    log('The page of a window is gone', { reason, exitCode })
    watched(gone(reason, exitCode))
  })
  window.on('unresponsive', () => {
    if (given && !given.signal.aborted) return
    log('A window does not answer', {})
    given = new AbortController()
    const mine = given
    watched(hangs(mine).finally(() => mine.abort()))
  })
  window.on('responsive', () => given?.abort())
}

/** What Samsa itself could not go on from. What was acknowledged is on the disk; the next start says what is unknown. */
export async function afterCoreCrash({
  ask,
  showLogs,
  restart,
  quit,
}: Pick<CrashNeeds<never>, 'ask' | 'showLogs'> & { readonly restart: () => void; readonly quit: () => void }): Promise<void> {
  const question: CrashQuestion = {
    title: 'Samsa’s core stopped working',
    detail:
      'What was recorded and what was changed on clusters is on the disk, and so is what was asked for and not answered yet. Windows come back as they were.',
    buttons: ['Start again', LOGS, 'Quit'],
  }
  for (;;) {
    const pressed = question.buttons[await ask(null, question)]
    if (pressed === LOGS) showLogs()
    else return pressed === 'Quit' ? quit() : restart()
  }
}
