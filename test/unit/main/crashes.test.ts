import { describe, expect, it } from 'vitest'
import { afterCoreCrash, watchCrashes, type CrashQuestion, type WatchedWindow } from '../../../electron/main/crashes.ts'
import { until } from '../../support/until.ts'

type Gone = (event: unknown, how: { readonly reason: string; readonly exitCode: number }) => void

function watched() {
  const did: string[] = []
  const heard = new Map<string, () => void>()
  let gone: Gone = () => {}
  const window: WatchedWindow = {
    isDestroyed: () => false,
    close: () => void did.push('close'),
    on: (event, listener) => heard.set(event, listener),
    webContents: {
      reload: () => void did.push('reload'),
      loadURL: (url) => Promise.resolve(void did.push(url)),
      forcefullyCrashRenderer() {
        did.push('end')
        gone({}, { reason: 'killed', exitCode: 9 })
      },
      on: (_event, listener) => void (gone = listener),
    },
  }
  const asked: { question: CrashQuestion; signal: AbortSignal | undefined; press(button: string): void }[] = []
  const ask = (_window: unknown, question: CrashQuestion, signal?: AbortSignal): Promise<number> =>
    new Promise((resolve) => {
      signal?.addEventListener('abort', () => resolve(0))
      asked.push({ question, signal, press: (button) => resolve(question.buttons.indexOf(button)) })
    })
  watchCrashes(window, { ask, showLogs: () => void did.push('logs'), log: (what) => void did.push(what) })
  return { did, asked, emit: (event: string) => heard.get(event)?.(), crash: (reason: string) => gone({}, { reason, exitCode: 5 }) }
}

describe('a window that crashed', () => {
  it('says why, shows the logs as often as wanted, and is loaded again', async () => {
    const { did, asked, crash } = watched()
    crash('oom')
    await until(() => asked.length === 1, 'it asked')
    expect(asked[0]?.question).toMatchObject({
      title: 'This window stopped working',
      buttons: ['Reload', 'Open at the clusters', 'Show the logs', 'Close the window'],
    })
    expect(asked[0]?.question.detail).toContain('It ran out of memory. (code 5)')
    asked[0]?.press('Show the logs')
    await until(() => asked.length === 2, 'it asked again')
    asked[1]?.press('Reload')
    await until(() => did.includes('reload'), 'it was loaded again')
    expect(did).toEqual(['The page of a window is gone', 'logs', 'reload'])
  })

  it('is opened without the screen that broke it', async () => {
    const { did, asked, crash } = watched()
    crash('crashed')
    asked[0]?.press('Open at the clusters')
    await until(() => did.includes('app://ui/#/'), 'it was opened at the launcher')
    expect(did).not.toContain('reload')
  })

  it('is closed if wanted; one whose page ended in order asks nothing', async () => {
    const { did, asked, crash } = watched()
    crash('clean-exit')
    expect(asked).toEqual([])
    crash('crashed')
    asked[0]?.press('Close the window')
    await until(() => did.includes('close'), 'it was closed')
  })
})

describe('a window that does not answer', () => {
  it('asks once; when it answers again the question is taken back', async () => {
    const { did, asked, emit } = watched()
    emit('unresponsive')
    emit('unresponsive')
    expect(asked.map(({ question }) => question.buttons)).toEqual([['Wait', 'Reload']])
    emit('responsive')
    expect(asked[0]?.signal?.aborted).toBe(true)
    emit('unresponsive')
    await until(() => asked.length === 2, 'it asked anew')
    expect(did).not.toContain('reload')
  })

  it('is ended and loaded again, which is no crash', async () => {
    const { did, asked, emit, crash } = watched()
    emit('unresponsive')
    asked[0]?.press('Reload')
    await until(() => did.includes('reload'), 'it was loaded again')
    expect(did).toEqual(['A window does not answer', 'end', 'reload'])
    expect(asked).toHaveLength(1)
    crash('crashed')
    expect(asked).toHaveLength(2)
  })
})

describe('a core that crashed', () => {
  it.each([
    ['Start again', 'restart'],
    ['Quit', 'quit'],
  ])('%s, after a look at the logs', async (last, does) => {
    const did: string[] = []
    const presses = ['Show the logs', last]
    await afterCoreCrash({
      ask: (_window, { buttons }) => Promise.resolve(buttons.indexOf(presses.shift() ?? '')),
      showLogs: () => void did.push('logs'),
      restart: () => void did.push('restart'),
      quit: () => void did.push('quit'),
    })
    expect(did).toEqual(['logs', does])
  })
})
