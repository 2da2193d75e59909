import type { CorePort, Down, PagePort, Up } from './port.ts'
import { textPort, type TextChannel } from './text-port.ts'

/** Two joined ports in one process, through JSON and never synchronous, as on a real transport. For tests. */
export function memoryPorts(): { readonly page: PagePort; readonly core: CorePort } {
  const [a, b] = joinedChannels()
  return { page: textPort<Up, Down>(a), core: textPort<Down, Up>(b) }
}

interface End extends TextChannel {
  receive(text: string): void
  closed(): void
}

export function joinedChannels(): readonly [TextChannel, TextChannel] {
  let open = true
  const end = (other: () => End): End => {
    let onText: (text: unknown) => void = () => {}
    let onClose = (): void => {}
    return {
      send(text) {
        if (open) queueMicrotask(() => open && other().receive(text))
      },
      listen(text, close) {
        onText = text
        onClose = close
      },
      close() {
        if (!open) return
        open = false
        queueMicrotask(() => {
          onClose()
          other().closed()
        })
      },
      receive: (text) => onText(text),
      closed: () => onClose(),
    }
  }
  const a: End = end(() => b)
  const b: End = end(() => a)
  return [a, b]
}
