/** Values of a stream that may be under way unread; the producer is not asked for more. */
const UNREAD = 8

export interface StreamLine {
  readonly signal: AbortSignal
  send(event: unknown): void
}

export interface StreamRun {
  /** Resolves when the producer has ended or the page has left. */
  readonly done: Promise<void>
  /** The page has taken in a value. */
  next(): void
}

/** Asks the producer for the next event only when there is room for it, and ends it when the page left. */
export function serveStream(events: AsyncIterable<unknown>, line: StreamLine): StreamRun {
  let unread = 0
  let wake: (() => void) | null = null
  const open = (): void => {
    wake?.()
    wake = null
  }
  line.signal.addEventListener('abort', open, { once: true })

  const pour = async (): Promise<void> => {
    const iterator = events[Symbol.asyncIterator]()
    try {
      for (;;) {
        if (unread >= UNREAD && !line.signal.aborted) await new Promise<void>((resolve) => (wake = resolve))
        const step = await orAborted(iterator.next(), line.signal)
        if (step === null || step.done) return
        line.send(step.value)
        unread++
      }
    } finally {
      // Not awaited: a producer that waits for something of its own ends when that is over or its signal reaches it.
      Promise.resolve(iterator.return?.()).catch(() => {})
    }
  }
  return {
    done: pour(),
    next() {
      unread = Math.max(0, unread - 1)
      open()
    },
  }
}

/** `null` as soon as the signal aborts. The listener goes with each step, so an endless stream leaves none behind. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => resolve(null)
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
