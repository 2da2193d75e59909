import { createPages } from '../../electron/main/ipc.ts'
import type { CorePort, Down, Up } from '../../shared/rpc/port.ts'
import { textPort } from '../../shared/rpc/text-port.ts'
import { createIpcDouble } from '../support/electron-double.ts'
import { describePorts } from './ports.ts'

/** Main process and page over a double of Electron's IPC. A page cannot close its port; leaving its document does. */
describePorts('Electron IPC', () => {
  const ipc = createIpcDouble()
  const window = ipc.window(1)
  let core: CorePort | undefined
  const pages = createPages({
    ipc,
    onPage: (port) => {
      core = port
      if (waiting) port.listen(waiting[0], waiting[1])
    },
    // What is under way when a window goes is dropped, and said so.
    log: () => {},
  })
  pages.admit(window)
  // The port comes into being with the page's first message; the suite wants to serve before that.
  let waiting: Parameters<CorePort['listen']> | undefined
  const eager: CorePort = {
    send: (message) => core?.send(message),
    listen(onMessage, onClose) {
      waiting = [onMessage, onClose]
      core?.listen(onMessage, onClose)
    },
    close() {
      if (core) core.close()
      else waiting?.[1]()
    },
  }
  const page = textPort<Up, Down>({
    send: (text) => window.bridge.send(text),
    listen: (onText, onClose) => window.bridge.listen(onText, onClose),
    close: () => pages.left(window, 'gone'),
  })
  return Promise.resolve({ page, core: eager, close: () => Promise.resolve(pages.stop()) })
})
