import { subscribe } from 'node:diagnostics_channel'
import type { ClientRequest, IncomingMessage } from 'node:http'
import type { TestClock } from './clock.ts'

/** Requests of this process whose answer is not there whole yet. */
const underWay = new Set<ClientRequest>()
const requestOf = (message: unknown): ClientRequest => (message as { request: ClientRequest }).request // as Node documents these channels
subscribe('http.client.request.start', (message) => void underWay.add(requestOf(message)))
subscribe('http.client.request.error', (message) => void underWay.delete(requestOf(message)))
subscribe('http.client.response.finish', (message) => {
  const { request, response } = message as { request: ClientRequest; response: IncomingMessage } // told when its head is there
  // A stream of events (Mesos' SUBSCRIBE) has no end.
  if (request.method === 'POST' && response.headers['content-length'] === undefined) underWay.delete(request)
  else response.once('close', () => void underWay.delete(request))
})

const TICK_MS = 1
/** Ticks without a request after which nothing is thought to happen any more without time going on. */
const QUIET_TICKS = 4
/** Something that hangs on purpose must not hold up time for ever. */
const LONGEST_MS = 250

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, TICK_MS))

async function settle(): Promise<void> {
  const began = performance.now()
  for (let quiet = 0; quiet < QUIET_TICKS && performance.now() - began < LONGEST_MS;) {
    await tick()
    quiet = underWay.size > 0 ? 0 : quiet + 1
  }
}

/**
 * Lets a told clock go on while real sockets answer: time stands still while a request is under way, so that a loaded machine is no
 * slower in told time. Answers the told ms that passed until `done`.
 */
export async function passUntil(clock: TestClock, done: () => boolean, most: number, step = 200): Promise<number> {
  const began = clock.now()
  await settle()
  while (!done()) {
    if (clock.now() - began > most) throw new Error(`after ${most} ms of told time it is not so`)
    clock.advance(step)
    await settle()
  }
  return clock.now() - began
}
