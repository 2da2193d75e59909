import { AppError } from '../errors/error.ts'
import type { Port } from './port.ts'

/** No message is larger, on any transport. Longer views are sent in pieces. */
export const MESSAGE_LIMIT = 1_048_576

/** What a transport must do to carry messages: pass texts on, in order, until it closes. */
export interface TextChannel {
  send(text: string): void
  listen(onText: (text: unknown) => void, onClose: () => void): void
  close(): void
}

/**
 * A port over texts. Every transport carries JSON, so that a value means the same on each and what JSON cannot carry goes over none.
 * A text that is too long or not JSON is a broken or hostile peer: the port closes.
 */
export function textPort<Out, In>(channel: TextChannel): Port<Out, In> {
  return {
    send(message) {
      const text = JSON.stringify(message)
      const bytes = byteLength(text)
      if (bytes > MESSAGE_LIMIT) throw new AppError('rpc.tooLarge', { bytes, limit: MESSAGE_LIMIT })
      channel.send(text)
    },
    listen(onMessage, onClose) {
      let closed = false
      const closeOnce = (): void => {
        if (closed) return
        closed = true
        onClose()
      }
      channel.listen((text) => {
        if (closed) return
        const message = decode(text)
        if (message) {
          // Who listens checks the shape: a peer's word for it is not enough.
          onMessage(message.value as In)
          return
        }
        closeOnce()
        channel.close()
      }, closeOnce)
    },
    close: () => channel.close(),
  }
}

function decode(text: unknown): { readonly value: unknown } | null {
  if (typeof text !== 'string' || byteLength(text) > MESSAGE_LIMIT) return null
  try {
    return { value: JSON.parse(text) }
  } catch {
    return null
  }
}

const encoder = new TextEncoder()

/** Bytes in UTF-8. Short texts, nearly all, are not encoded to find out that they fit. */
function byteLength(text: string): number {
  return text.length * 3 <= MESSAGE_LIMIT ? text.length : encoder.encode(text).length
}
