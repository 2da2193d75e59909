/**
 * A port carries messages between a page and the core, in order, until it closes. Memory, Electron IPC and WebSocket
 * implement it; nothing above a port knows which one it is.
 */
export interface Port<Out, In> {
  send(message: Out): void
  /** At most one listener. `onClose` is called once, also when the other side went away. */
  listen(onMessage: (message: In) => void, onClose: () => void): void
  close(): void
}

export type CallId = number

/** From the page to the core. */
export type Up =
  | { readonly id: CallId; readonly do: 'start'; readonly member: string; readonly input: unknown }
  /** The page has taken in the last value of a view or stream: the core may send the next one. */
  | { readonly id: CallId; readonly do: 'next' }
  | { readonly id: CallId; readonly do: 'stop' }

/** From the core to the page. */
export type Down =
  | { readonly id: CallId; readonly is: 'value'; readonly value: unknown }
  | { readonly id: CallId; readonly is: 'end' }
  | { readonly id: CallId; readonly is: 'error'; readonly error: WireError }

/** An `AppError` on the wire: its catalogue code and its facts. The page renders the text. */
export interface WireError {
  readonly code: string
  readonly about: Readonly<Record<string, unknown>>
}

export type PagePort = Port<Up, Down>
export type CorePort = Port<Down, Up>
