import { readFileSync, globSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createPages, type Frame, type MessageEvent } from '../../../electron/main/ipc.ts'
import { contract, type SamsaHandlers } from '../../../shared/contract/index.ts'
import { serve } from '../../../shared/rpc/serve.ts'
import { createIpcDouble, ourFrame } from '../../support/electron-double.ts'

const members = Object.entries(contract).flatMap(([subject, each]) => Object.keys(each).map((name) => `${subject}.${name}`))

function setUp() {
  const ipc = createIpcDouble()
  const lines: string[] = []
  const ran: string[] = []
  let ports = 0
  // Every member's handler counts.
  const handlers = Object.fromEntries(
    Object.entries(contract).map(([subject, each]) => [
      subject,
      Object.fromEntries(Object.keys(each).map((name) => [name, () => void ran.push(name)])),
    ]),
  ) as unknown as SamsaHandlers
  const pages = createPages({
    ipc,
    log: (line) => lines.push(line),
    onPage(port) {
      ports++
      serve(contract, handlers, port)
    },
  })
  const window = ipc.window(1)
  pages.admit(window)
  return { ipc, pages, window, lines, ran, ports: () => ports }
}

const thrower = Object.defineProperty({ parent: null }, 'origin', {
  get() {
    throw new Error('Render frame was disposed')
  },
}) as Frame
const frame = (more: object): Frame => ({ ...ourFrame, ...more })
const forged: MessageEvent[] = [
  { sender: { id: 2 }, senderFrame: ourFrame },
  { sender: { id: 0 }, senderFrame: ourFrame },
  { sender: { id: NaN }, senderFrame: ourFrame },
  { sender: { id: 1 }, senderFrame: null },
  { sender: { id: 1 }, senderFrame: thrower },
  { sender: { id: 1 }, senderFrame: frame({ detached: true }) },
  { sender: { id: 1 }, senderFrame: frame({ parent: {} }) },
  { sender: { id: 1 }, senderFrame: frame({ parent: undefined }) },
  ...['', 'null', 'about:blank', 'app://ui/', 'app://ui.evil', 'APP://UI', 'file://', 'https://evil.example'].map((origin) => ({
    sender: { id: 1 },
    senderFrame: frame({ origin }),
  })),
]

describe('A-08 the sender of every message', () => {
  it('is checked: 16 forged senders reach no handler with any member', () => {
    const { ipc, lines, ran, ports } = setUp()
    expect(forged).toHaveLength(16)
    let sent = 0
    for (const event of forged)
      for (const member of members)
        for (const message of [
          { id: 1, do: 'start', member, input: {} },
          { id: 1, do: 'stop' },
        ]) {
          ipc.deliver(event, JSON.stringify(message))
          sent++
        }
    expect(ran).toEqual([])
    expect(ports()).toBe(0)
    expect(lines).toHaveLength(sent)
    // The right one does get through, so the check can fail.
    ipc.deliver({ sender: { id: 1 }, senderFrame: ourFrame }, JSON.stringify({ id: 1, do: 'start', member: 'host.info', input: {} }))
    expect(ran).toEqual(['info'])
  })

  it('gets a new port for a new document, and none after its window is gone', () => {
    const { ipc, pages, window, ports } = setUp()
    const send = (): void => ipc.deliver({ sender: { id: 1 }, senderFrame: ourFrame }, JSON.stringify({ id: 1, do: 'stop' }))
    send()
    send()
    expect(ports()).toBe(1)
    pages.left(window, 'replaced')
    send()
    expect(ports()).toBe(2)
    pages.left(window, 'gone')
    send()
    expect(ports()).toBe(2)
  })

  it('hears a page that was loaded again after its process was gone: Electron calls its main frame detached', () => {
    const again = { ...ourFrame, detached: true }
    const { ipc, ran, lines } = setUp()
    const ask = JSON.stringify({ id: 1, do: 'start', member: 'host.info', input: {} })
    ipc.deliver({ sender: { id: 1, mainFrame: ourFrame }, senderFrame: again }, ask)
    expect([ran, lines]).toEqual([[], ['A message was dropped: its frame is detached']])
    ipc.deliver({ sender: { id: 1, mainFrame: again }, senderFrame: again }, ask)
    expect(ran).toEqual(['info'])
  })

  it('closes the port of what is not a text of ours', () => {
    for (const message of [{ id: 1 }, null, 1, 'no json', `"${'x'.repeat(1_048_577)}"`]) {
      const { ipc, ran, lines } = setUp()
      ipc.deliver({ sender: { id: 1 }, senderFrame: ourFrame }, message)
      expect([ran, lines]).toEqual([[], []])
    }
  })

  it('A-08 is the only use of ipcMain, on one channel', () => {
    const root = new URL('../../../', import.meta.url).pathname
    const uses = globSync('{electron,renderer,shared}/**/*.{ts,tsx}', { cwd: root }).filter((name) =>
      /ipcMain|ipcRenderer/.test(readFileSync(root + name, 'utf8')),
    )
    expect(uses.toSorted()).toEqual(['electron/main/ipc.ts', 'electron/main/main.ts', 'electron/preload/preload.ts'])
    expect(readFileSync(`${root}electron/main/main.ts`, 'utf8').match(/ipcMain(?!,)/g)).toEqual(null)
  })
})
