import { setMaxListeners } from 'node:events'

/**
 * For what many wait for at a time: each request in flight listens once, and leaves. Over ten, Node 20 would print on the user's terminal that
 * somebody may have forgotten to; newer ones do not count listeners of such signals.
 */
export function createAbort(): AbortController {
  const abort = new AbortController()
  setMaxListeners(0, abort.signal)
  return abort
}
