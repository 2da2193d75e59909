import { runThrough, type Steps } from '../slices.ts'
import { Reader } from '../wire/reader.ts'
import { Writer } from '../wire/writer.ts'

/**
 * One API of the Kafka protocol as pure functions over bodies: what comes after the request or response header. `versions` is what we
 * speak; a flexible version has compact lengths and tags in the body and a tag section at the end of its header.
 */
export interface Api<Request, Response> {
  readonly key: number
  readonly name: string
  readonly versions: { readonly min: number; readonly max: number }
  /** First flexible version; Infinity: none. */
  readonly flexibleFrom: number
  readonly encode: (version: number, request: Request) => Buffer
  /** Throws `WireError` and nothing else. */
  readonly decode: (version: number, body: Buffer) => Response
  /** The same in steps, for large bodies: a step is some items of the outer array. */
  readonly decodeSteps: (version: number, body: Buffer) => Steps<Response>
  /**
   * Once `body` was decoded: a body that no answer looks into any more, so that its memory can be used for the next; null: none.
   * It is said once of each.
   */
  readonly over: (body: Buffer) => Buffer | null
}

export interface Definition<Request, Response> {
  readonly key: number
  readonly name: string
  readonly min: number
  readonly max: number
  readonly flexibleFrom: number
  readonly write: (to: Writer, version: number, request: Request) => void
  readonly read: (from: Reader, version: number) => Steps<Response>
  /** Left out: its answers may look into the bytes that they came in. */
  readonly over?: (body: Buffer) => Buffer | null
}

/** Completes a definition by what all APIs share: the cursor, and the tag section that closes a flexible body. */
export const defineApi = <Request, Response>(d: Definition<Request, Response>): Api<Request, Response> => ({
  key: d.key,
  name: d.name,
  versions: { min: d.min, max: d.max },
  flexibleFrom: d.flexibleFrom,
  over: d.over ?? (() => null),
  encode(version, request) {
    const writer = new Writer(version >= d.flexibleFrom)
    d.write(writer, version, request)
    return writer.tags().bytes
  },
  decode: (version, body) => runThrough(d.read(new Reader(body, version >= d.flexibleFrom), version)),
  decodeSteps: (version, body) => d.read(new Reader(body, version >= d.flexibleFrom), version),
})

/** For answers that are decoded into numbers and texts of their own. */
export const allCopied = (body: Buffer): Buffer => body

/** What most responses start with: how long the broker asks us to hold back on this connection (KIP-219). */
export interface Throttled {
  readonly throttleMs: number
}

const ITEMS_A_STEP = 16

/** `Reader.array` in steps. */
export function* arraySteps<T>(from: Reader, smallest: number, item: (reader: Reader) => T): Steps<T[]> {
  const items: T[] = []
  for (let left = from.count(smallest); left > 0; left--) {
    items.push(item(from))
    if (items.length % ITEMS_A_STEP === 0) yield
  }
  return items
}
