import type { RawData, WebSocket } from 'ws'
import type { CorePort, Down, Up } from '../../shared/rpc/port.ts'
import { textPort } from '../../shared/rpc/text-port.ts'

/** A page that leaves this much unread is gone or hostile; serve's windows keep a slow one far below. */
const UNREAD_LIMIT = 8 * 1_048_576

/** One page over one socket that has passed the door. */
export function socketPort(socket: WebSocket): CorePort {
  return textPort<Down, Up>({
    send(text) {
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > UNREAD_LIMIT) return socket.terminate()
      socket.send(text)
    },
    listen(onText, onClose) {
      // A binary message is none of ours: as undefined it closes the port.
      socket.on('message', (data: RawData, isBinary: boolean) => onText(isBinary ? undefined : toText(data)))
      socket.once('close', onClose)
      // `ws` closes after an error; what broke is the peer's business.
      socket.on('error', () => {})
    },
    close: () => socket.close(1001),
  })
}

// ws hands texts over as one Buffer unless its binaryType is changed.
const toText = (data: RawData): string => (data as Buffer).toString('utf8')
