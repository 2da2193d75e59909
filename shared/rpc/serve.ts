import { AppError } from '../errors/error.ts'
import { checkInput, checkOutput, type UndeclaredOutput } from './check.ts'
import type { CallContext, Contract, Handlers, Member, ViewSource } from './define.ts'
import type { CallId, CorePort, Down } from './port.ts'
import { serveStream } from './serve-stream.ts'
import { serveView } from './serve-view.ts'
import { toWire } from './wire-error.ts'

export interface ServeOptions {
  /** An output field that the contract does not declare: tests refuse it, production leaves it out. */
  readonly undeclaredOutput?: UndeclaredOutput
  /** Told about what is no catalogue error: a defect. The page learns only that there was one. */
  readonly onDefect?: (error: unknown, where: string) => void
  /** The port has closed and everything of this page has ended. */
  readonly onClosed?: () => void
  /** Runs an act after some ms; what it returns cancels it. */
  readonly after?: (ms: number, act: () => void) => () => void
}

export interface Serving {
  /** Calls that are running for this page. */
  calls(): number
  /** Ends all of them and closes the port. */
  stop(): void
}

/** Of one page at a time; more is a page gone wrong. */
const CALLS_LIMIT = 1_000

interface Call {
  readonly id: CallId
  readonly name: string
  readonly abort: AbortController
  /** The page has taken in a value. */
  next(): void
}

/** Answers one page until its port closes. Everything it had running for that page ends with it. */
export function serve<C extends Contract>(contract: C, handlers: Handlers<C>, port: CorePort, options: ServeOptions = {}): Serving {
  const calls = new Map<CallId, Call>()
  const defect = options.onDefect ?? (() => {})

  const endAll = (): void => {
    for (const call of calls.values()) call.abort.abort(new AppError('rpc.hostLost', {}))
    calls.clear()
  }
  const closed = (): void => {
    endAll()
    options.onClosed?.()
  }
  const page: Page = {
    undeclared: options.undeclaredOutput ?? 'strip',
    after: options.after ?? afterMs,
    send(call, value) {
      if (calls.get(call.id) === call) port.send({ id: call.id, is: 'value', value })
    },
    finish(call, last) {
      if (calls.get(call.id) !== call) return
      if (last) port.send(last)
      calls.delete(call.id)
      call.abort.abort()
    },
    fail(call, error) {
      if (calls.get(call.id) !== call) return
      if (!(error instanceof AppError) || error.code === 'rpc.badOutput') defect(error, call.name)
      page.finish(call, { id: call.id, is: 'error', error: toWire(error, call.name) })
    },
  }

  const start = (id: CallId, name: string, input: unknown): void => {
    if (calls.has(id)) return defect(new Error('a call id was used twice'), 'rpc')
    const call: Call = { id, name: name.slice(0, 200), abort: new AbortController(), next: () => {} }
    calls.set(id, call)
    try {
      if (calls.size > CALLS_LIMIT) throw new AppError('core.busy', { what: 'the core', limit: CALLS_LIMIT })
      const found = find(contract, handlers, name)
      const checked = checkInput(name, found.member.input, input)
      run(page, call, found.member, found.handler(checked, { signal: call.abort.signal }))
    } catch (error) {
      page.fail(call, error)
    }
  }

  port.listen((message: unknown) => {
    const up = asUp(message)
    if (!up) return defect(new Error('a message was not one of ours'), 'rpc')
    if (up.do === 'start') return start(up.id, up.member, up.input)
    const call = calls.get(up.id)
    if (!call) return
    if (up.do === 'stop') page.finish(call, null)
    else call.next()
  }, closed)

  return {
    calls: () => calls.size,
    stop() {
      endAll()
      port.close()
    },
  }
}

/** What the running calls of a page share. A call that was stopped meanwhile is told nothing more. */
interface Page {
  readonly undeclared: UndeclaredOutput
  after(ms: number, act: () => void): () => void
  send(call: Call, value: unknown): void
  /** `last`: the message that ends it, or null when the page itself left. */
  finish(call: Call, last: Down | null): void
  fail(call: Call, error: unknown): void
}

/** `handled` is what the member's handler returned; the contract's types tie its shape to the member's kind. */
function run(page: Page, call: Call, member: Member, handled: unknown): void {
  const { signal } = call.abort
  const fail = (error: unknown): void => page.fail(call, error)
  switch (member.kind) {
    case 'query':
    case 'command':
      Promise.resolve(handled)
        .then((output) => {
          if (signal.aborted) return
          page.finish(call, { id: call.id, is: 'value', value: checkOutput(call.name, member.output, output, page.undeclared) })
        })
        .catch(fail)
      return
    case 'view':
      call.next = serveView(handled as ViewSource<unknown>, {
        member: call.name,
        row: member.row,
        undeclared: page.undeclared,
        signal,
        send: (delta) => page.send(call, delta),
        fail,
        after: page.after,
      })
      return
    case 'stream': {
      const stream = serveStream(handled as AsyncIterable<unknown>, {
        signal,
        send: (event) => page.send(call, checkOutput(call.name, member.event, event, page.undeclared)),
      })
      call.next = stream.next
      stream.done.then(() => page.finish(call, { id: call.id, is: 'end' }), fail)
    }
  }
}

function afterMs(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms)
  return () => clearTimeout(timer)
}

type AnyHandler = (input: unknown, context: CallContext) => unknown

/** Own members only: `__proto__` and `constructor` are nobody's. */
function find(contract: Contract, handlers: object, name: string): { readonly member: Member; readonly handler: AnyHandler } {
  const [subject = '', member = '', ...more] = name.split('.', 3)
  const definition = own(own(contract, subject), member)
  const handler = own(own(handlers, subject), member)
  if (more.length > 0 || definition === undefined || typeof handler !== 'function')
    throw new AppError('rpc.unknownMember', { member: name.slice(0, 200) })
  // An own member of an own subject of the contract, and the handler beside it.
  return { member: definition as Member, handler: handler as AnyHandler }
}

const own = (record: unknown, key: string): unknown =>
  typeof record === 'object' && record !== null && Object.hasOwn(record, key) ? (record as Record<string, unknown>)[key] : undefined

type Incoming =
  | { readonly id: CallId; readonly do: 'start'; readonly member: string; readonly input: unknown }
  | { readonly id: CallId; readonly do: 'next' | 'stop' }

function asUp(message: unknown): Incoming | null {
  const id = own(message, 'id')
  const act = own(message, 'do')
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0) return null
  if (act === 'next' || act === 'stop') return { id, do: act }
  const member = own(message, 'member')
  return act === 'start' && typeof member === 'string' ? { id, do: act, member, input: own(message, 'input') } : null
}
