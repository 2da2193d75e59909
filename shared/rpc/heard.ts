/** What a listener is told, as a sequence, until `signal` aborts. Whatever comes while nobody asks for the next waits in order. */
export async function* heard<T>(listen: (tell: (told: T) => void, signal: AbortSignal) => void, signal: AbortSignal): AsyncGenerator<T> {
  const waiting: { readonly told: T }[] = []
  let wake = (): void => {}
  listen((told) => {
    waiting.push({ told })
    wake()
  }, signal)
  signal.addEventListener('abort', () => wake(), { once: true })
  while (!signal.aborted) {
    const next = waiting.shift()
    if (next) yield next.told
    else await new Promise<void>((resolve) => (wake = resolve))
  }
}
