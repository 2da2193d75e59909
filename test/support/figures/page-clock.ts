import type { Readable } from 'node:stream'
import { createInterface } from 'node:readline'
import { z } from 'zod'

/**
 * Asks a page of a packaged app over Chromium's own debugging protocol when something was painted, by the page's clock: nothing of a test
 * driver is loaded into the app, so that its start takes what it takes.
 */

const Targets = z.array(z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string().optional() }))
const Answer = z.object({ id: z.number(), result: z.object({ result: z.object({ value: z.unknown() }) }).optional() })

const LOOK_MS = 5
/** Only ends what hangs. */
const LATEST_MS = 60_000

/** The port that Chromium chose (`--remote-debugging-port=0`). */
export async function debuggingPort(said: Readable): Promise<number> {
  for await (const line of createInterface({ input: said })) {
    const port = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(line)?.[1]
    if (port !== undefined) return Number(port)
  }
  throw new Error('The app ended before it could be asked')
}

async function pageSocket(port: number): Promise<WebSocket> {
  for (;;) {
    const targets = Targets.parse(await (await fetch(`http://127.0.0.1:${port}/json/list`)).json())
    const address = targets.find(({ type, url }) => type === 'page' && url.startsWith('app://ui/'))?.webSocketDebuggerUrl
    if (address !== undefined) {
      const socket = new WebSocket(address)
      await new Promise((resolve, reject) => {
        socket.addEventListener('open', resolve, { once: true })
        socket.addEventListener('error', reject, { once: true })
      })
      return socket
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

/** Looks each frame; answers with the time of the frame after the one in which it was so. */
const whenTrue = (condition: string): string => `new Promise((done) => {
  const look = () => {
    let so = false
    try { so = Boolean(${condition}) } catch {}
    if (so) requestAnimationFrame(() => done(Date.now()))
    else requestAnimationFrame(look)
  }
  look()
})`

/** When `condition`, an expression of the page, was true and painted; ms since 1970. */
export async function paintedAt(port: number, condition: string): Promise<number> {
  const socket = await pageSocket(port)
  try {
    return await new Promise((resolve, reject) => {
      // A page that is only now loaded forgets the question: it is put again.
      let id = 0
      const put = (): void => {
        id += 1
        const params = { expression: whenTrue(condition), awaitPromise: true, returnByValue: true }
        socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }))
      }
      socket.addEventListener('message', ({ data }) => {
        const answer = Answer.safeParse(JSON.parse(String(data)))
        if (!answer.success || answer.data.id !== id) return
        const at = answer.data.result?.result.value
        if (typeof at === 'number') resolve(at)
        else put()
      })
      setTimeout(() => reject(new Error(`Not so within ${LATEST_MS} ms: ${condition}`)), LATEST_MS).unref()
      socket.addEventListener('close', () => reject(new Error('The page went away')))
      put()
    })
  } finally {
    socket.close()
  }
}
