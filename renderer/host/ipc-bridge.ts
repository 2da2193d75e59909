import { contract } from '../../shared/contract/index.ts'
import { connect } from '../../shared/rpc/connect.ts'
import type { Down, Up } from '../../shared/rpc/port.ts'
import { textPort } from '../../shared/rpc/text-port.ts'
import { createHostState, type Host } from './host.ts'

/** What the preload gives the page (electron/preload). */
export interface Bridge {
  send(message: string): void
  listen(onMessage: (text: string) => void, onClose: () => void): void
}

export const findBridge = (): Bridge | undefined => (window as { readonly samsa?: Bridge }).samsa

export function connectBridge(bridge: Bridge): Host {
  // A reload makes a new port. It is the only way back when the core dropped this one.
  const host = createHostState('desktop', () => location.reload())
  const port = textPort<Up, Down>({
    send: (text) => bridge.send(text),
    listen: (onText, onClose) =>
      bridge.listen(onText, () => {
        onClose()
        host.set('lost')
      }),
    close: () => {},
  })
  host.set('open', connect(contract, port))
  return host
}
