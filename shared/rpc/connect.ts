import { AppError } from '../errors/error.ts'
import type { CallOptions, Client, Contract, Member, ViewDelta, ViewListener } from './define.ts'
import type { CallId, PagePort, Up } from './port.ts'
import { fromWire } from './wire-error.ts'

interface Call {
  readonly member: string
  /** Its first value is the last: nothing of it is kept after that, and least of all what was asked with, which may be a password. */
  readonly once: boolean
  value(value: unknown): void
  end(): void
  fail(error: unknown): void
}

/** One page's calls over one port. Ids are never used twice, so overlapping calls cannot cross. */
interface Line {
  /** The returned functions tell the core that the call is no longer wanted, or that its last value was taken in. */
  start(call: Call, input: unknown): { stop(): void; next(): void }
}

/** The typed client of a contract. When the port closes every call, open or new, fails with `rpc.hostLost`. */
export function connect<C extends Contract>(contract: C, port: PagePort): Client<C> {
  const line = openLine(port)
  const subjects = Object.entries(contract).map(([subject, members]) => [
    subject,
    Object.fromEntries(Object.entries(members).map(([name, member]) => [name, caller(line, `${subject}.${name}`, member)])),
  ])
  // Built from the contract's own members, kind by kind: exactly what the type derives.
  return Object.fromEntries(subjects) as Client<C>
}

function caller(line: Line, member: string, { kind }: Member): unknown {
  switch (kind) {
    case 'query':
    case 'command':
      return (input: unknown, options?: CallOptions) => ask(line, member, input, options?.signal)
    case 'view':
      return (input: unknown, listener: ViewListener<unknown>) => watch(line, member, input, listener)
    case 'stream':
      return (input: unknown, options?: CallOptions): AsyncIterable<unknown> => ({
        [Symbol.asyncIterator]: () => iterate(line, member, input, options?.signal),
      })
  }
}

function openLine(port: PagePort): Line {
  const calls = new Map<CallId, Call>()
  let lastId = 0
  let lost = false

  port.listen(
    (message: unknown) => {
      const down = asDown(message)
      const call = down && calls.get(down.id)
      if (!call) return
      if (down.is !== 'value' || call.once) calls.delete(down.id)
      if (down.is === 'value') return call.value(down.value)
      if (down.is === 'end') call.end()
      else call.fail(fromWire(down.error, call.member))
    },
    () => {
      lost = true
      const open = [...calls.values()]
      calls.clear()
      for (const call of open) call.fail(new AppError('rpc.hostLost', {}))
    },
  )

  const send = (up: Up): void => {
    if (!lost) port.send(up)
  }
  return {
    start(call, input) {
      const id = ++lastId
      if (lost) queueMicrotask(() => call.fail(new AppError('rpc.hostLost', {})))
      else {
        calls.set(id, call)
        try {
          send({ id, do: 'start', member: call.member, input })
        } catch (error) {
          calls.delete(id)
          queueMicrotask(() => call.fail(error))
        }
      }
      return {
        stop() {
          if (calls.delete(id)) send({ id, do: 'stop' })
        },
        next() {
          if (calls.has(id)) send({ id, do: 'next' })
        },
      }
    },
  }
}

function ask(line: Line, member: string, input: unknown, signal: AbortSignal | undefined): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const onAbort = (): void => {
      call.stop()
      reject(signal?.reason)
    }
    const done = (): void => {
      signal?.removeEventListener('abort', onAbort)
    }
    const call = line.start(
      {
        member,
        once: true,
        value(value) {
          done()
          resolve(value)
        },
        end() {
          done()
          reject(new AppError('core.unexpected', { where: member }))
        },
        fail(error) {
          done()
          reject(error)
        },
      },
      input,
    )
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}

function watch(line: Line, member: string, input: unknown, listener: ViewListener<unknown>): () => void {
  const call = line.start(
    {
      member,
      once: false,
      value(value) {
        try {
          // Serve made and checked it as one.
          listener.onDelta(value as ViewDelta<unknown>)
        } finally {
          call.next()
        }
      },
      end: () => listener.onError(new AppError('rpc.hostLost', {})),
      fail: (error) => listener.onError(error instanceof Error ? error : new AppError('core.unexpected', { where: member })),
    },
    input,
  )
  return () => call.stop()
}

type Step = IteratorResult<unknown, undefined>

/**
 * Values wait here until the loop takes them; each one taken asks the core for another, which keeps the queue as short as serve's
 * window. Leaving the loop, or an abort, stops the producer.
 */
function iterate(line: Line, member: string, input: unknown, signal: AbortSignal | undefined): AsyncIterator<unknown, undefined> {
  const queue: unknown[] = []
  const waiting: { resolve(step: Step): void; reject(error: unknown): void }[] = []
  let over: { readonly error: unknown } | 'ended' | null = null

  const finish = (how: NonNullable<typeof over>): void => {
    if (over) return
    over = how
    signal?.removeEventListener('abort', onAbort)
    for (const waiter of waiting.splice(0)) {
      if (how === 'ended') waiter.resolve({ done: true, value: undefined })
      else waiter.reject(how.error)
    }
  }
  const onAbort = (): void => {
    queue.length = 0
    call.stop()
    finish({ error: signal?.reason })
  }
  const call = signal?.aborted
    ? { stop: () => {}, next: () => {} }
    : line.start(
        {
          member,
          once: false,
          value(value) {
            const waiter = waiting.shift()
            if (!waiter) return void queue.push(value)
            waiter.resolve({ done: false, value })
            call.next()
          },
          end: () => finish('ended'),
          fail: (error) => finish({ error }),
        },
        input,
      )
  if (signal?.aborted) finish({ error: signal.reason })
  else signal?.addEventListener('abort', onAbort, { once: true })

  return {
    next(): Promise<Step> {
      if (queue.length > 0) {
        const value = queue.shift()
        call.next()
        return Promise.resolve({ done: false, value })
      }
      if (over === 'ended') return Promise.resolve({ done: true, value: undefined })
      if (over) {
        const { error } = over
        over = 'ended'
        return Promise.reject(error)
      }
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    },
    return(): Promise<Step> {
      queue.length = 0
      call.stop()
      finish('ended')
      return Promise.resolve({ done: true, value: undefined })
    },
  }
}

type Incoming = { readonly id: number } & (
  { readonly is: 'value'; readonly value: unknown } | { readonly is: 'end' } | { readonly is: 'error'; readonly error: unknown }
)

function asDown(message: unknown): Incoming | null {
  if (typeof message !== 'object' || message === null) return null
  const { id, is } = message as { id?: unknown; is?: unknown } // Checked in the next line.
  return typeof id === 'number' && (is === 'value' || is === 'end' || is === 'error') ? (message as Incoming) : null
}
