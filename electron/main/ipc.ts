import type { CorePort, Down, Up } from '../../shared/rpc/port.ts'
import { textPort } from '../../shared/rpc/text-port.ts'

/** Our two sandboxed worlds know one name; the page itself knows none. */
export const CHANNEL = 'samsa'
export const PAGE_ORIGIN = 'app://ui'

/** What is used of Electron's objects, so that tests hand in doubles. */
export interface Contents {
  readonly id: number
  isDestroyed(): boolean
  send(channel: string, message: string | null): void
}
export interface Frame {
  readonly parent: unknown
  readonly origin: string
  /** Older Electron versions do not tell. */
  readonly detached?: boolean
}
export interface MessageEvent {
  readonly sender: { readonly id: number; readonly mainFrame?: unknown }
  readonly senderFrame: Frame | null
}
type Listener = (event: MessageEvent, message: unknown) => void
export interface IpcDoor {
  on(channel: string, listener: Listener): unknown
  removeListener(channel: string, listener: Listener): unknown
}

export interface PagesNeeds {
  readonly ipc: IpcDoor
  /** A page has begun to talk, in the window with these contents. */
  readonly onPage: (port: CorePort, contents: number) => void
  readonly log: (line: string) => void
}

/** The pages of our own windows, each a port. The only use of `ipcMain` there is. */
export interface Pages {
  /** Only contents that came out of the window factory are listened to. */
  admit(contents: Contents): void
  /** Its document was replaced, or it is gone: its port closes. The next document of an admitted window gets a new one. */
  left(contents: Contents, how: 'replaced' | 'gone'): void
  stop(): void
}

interface OpenPage {
  receive(text: unknown): void
  close(): void
}

export function createPages({ ipc, onPage, log }: PagesNeeds): Pages {
  const admitted = new Map<number, Contents>()
  const open = new Map<number, OpenPage>()

  const onMessage: Listener = (event, message) => {
    const refused = refuseSender(event, (id) => admitted.has(id))
    if (refused) return log(`A message was dropped: ${refused}`)
    const { id } = event.sender
    const contents = admitted.get(id)
    if (!contents) return
    let page = open.get(id)
    if (!page) {
      page = openPage(contents, onPage, () => open.delete(id))
      open.set(id, page)
    }
    page.receive(message)
  }
  ipc.on(CHANNEL, onMessage)

  return {
    admit: (contents) => void admitted.set(contents.id, contents),
    left({ id }, how) {
      open.get(id)?.close()
      if (how === 'gone') admitted.delete(id)
    },
    stop() {
      ipc.removeListener(CHANNEL, onMessage)
      for (const page of open.values()) page.close()
      admitted.clear()
    },
  }
}

function openPage(contents: Contents, onPage: PagesNeeds['onPage'], forget: () => void): OpenPage {
  let onText: (text: unknown) => void = () => {}
  let onClose = (): void => {}
  let closed = false
  const send = (message: string | null): void => {
    if (!contents.isDestroyed()) contents.send(CHANNEL, message)
  }
  const close = (): void => {
    if (closed) return
    closed = true
    forget()
    // `null` tells the page that its port is closed; where the document is gone nobody hears it.
    send(null)
    onClose()
  }
  onPage(
    textPort<Down, Up>({
      send: (text) => {
        if (!closed) send(text)
      },
      listen(text, closing) {
        onText = text
        onClose = closing
      },
      close,
    }),
    contents.id,
  )
  return { receive: (text) => onText(text), close }
}

/** Why a message is not from the page that we opened, or null. There is no exception for empty or blank addresses. */
export function refuseSender(event: MessageEvent, isAdmitted: (id: number) => boolean): string | null {
  try {
    const frame = event.senderFrame
    if (!isAdmitted(event.sender.id)) return 'its window is not ours'
    if (!frame) return 'its frame is gone'
    // Seen in Electron 33: of a page that is loaded again after its process was gone, the window’s own main frame stays detached.
    if (frame.detached === true && frame !== event.sender.mainFrame) return 'its frame is detached'
    if (frame.parent !== null) return 'it is not the top frame'
    if (frame.origin !== PAGE_ORIGIN) return 'its origin is not our page'
    return null
  } catch {
    // Electron throws when a frame that was disposed of is read.
    return 'its frame cannot be read'
  }
}
