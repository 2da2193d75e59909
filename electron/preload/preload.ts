import { contextBridge, ipcRenderer } from 'electron'

/**
 * All that the page is given: texts in both directions. What they mean is checked on the other side; no channel name, event or
 * Electron object gets through.
 */
const CHANNEL = 'samsa'

contextBridge.exposeInMainWorld(
  'samsa',
  Object.freeze({
    send(message: unknown): void {
      if (typeof message === 'string') ipcRenderer.send(CHANNEL, message)
    },
    listen(onMessage: (text: string) => void, onClose: () => void): void {
      ipcRenderer.removeAllListeners(CHANNEL)
      ipcRenderer.on(CHANNEL, (_event, message: unknown) => {
        if (typeof message === 'string') onMessage(message)
        else onClose()
      })
    },
  }),
)
