import type { OutsideRequest, OutsideRequests } from '../../../shared/desktop-services.ts'

/** What the system asks of the app, until the page goes. */
export async function* outsideRequests(outside: OutsideRequests, signal: AbortSignal): AsyncGenerator<OutsideRequest> {
  const waiting: OutsideRequest[] = []
  let wake = (): void => {}
  outside.listen((request) => {
    waiting.push(request)
    wake()
  }, signal)
  signal.addEventListener('abort', () => wake(), { once: true })
  while (!signal.aborted) {
    const next = waiting.shift()
    if (next) yield next
    else await new Promise<void>((resolve) => (wake = resolve))
  }
}
