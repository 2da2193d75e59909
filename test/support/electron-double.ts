import type { IpcDoor, MessageEvent } from '../../electron/main/ipc.ts'
import type { Bridge } from '../../renderer/host/ipc-bridge.ts'

/** A window with a page, as far as messages go: Electron's IPC without Electron. */
export interface WindowDouble {
  readonly id: number
  isDestroyed(): boolean
  /** Main to page. */
  send(channel: string, message: string | null): void
  /** What the preload gives the page. */
  readonly bridge: Bridge
  destroy(): void
}

export interface IpcDouble extends IpcDoor {
  /** As if some frame of some window had sent this. */
  deliver(event: MessageEvent, message: unknown): void
  window(id: number): WindowDouble
  listeners(): number
}

export const ourFrame = { parent: null, origin: 'app://ui', detached: false }

export function createIpcDouble(): IpcDouble {
  const listeners = new Map<string, Set<(event: MessageEvent, message: unknown) => void>>()
  const deliver = (event: MessageEvent, message: unknown): void => {
    for (const listener of listeners.get('samsa') ?? []) listener(event, message)
  }
  return {
    on: (channel, listener) => listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener)),
    removeListener: (channel, listener) => listeners.get(channel)?.delete(listener),
    listeners: () => [...listeners.values()].reduce((sum, each) => sum + each.size, 0),
    deliver,
    window(id) {
      let destroyed = false
      let hear: (message: string | null) => void = () => {}
      return {
        id,
        isDestroyed: () => destroyed,
        // IPC messages arrive in a later turn.
        send: (_channel, message) => void setImmediate(() => destroyed || hear(message)),
        bridge: {
          send: (message) => void setImmediate(() => destroyed || deliver({ sender: { id }, senderFrame: ourFrame }, message)),
          listen(onMessage, onClose) {
            hear = (message) => (message === null ? onClose() : onMessage(message))
          },
        },
        destroy: () => void (destroyed = true),
      }
    },
  }
}
