/**
 * What `shared` may use besides the language: the few things that pages and Node have in common. It has neither DOM nor Node types,
 * so anything else does not compile.
 */
interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  throwIfAborted(): void
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean; signal?: AbortSignal }): void
  removeEventListener(type: 'abort', listener: () => void): void
}
declare var AbortSignal: { any(signals: AbortSignal[]): AbortSignal }
declare class AbortController {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}
declare function setTimeout(act: () => void, ms: number): unknown
declare function clearTimeout(timer: unknown): void
declare function queueMicrotask(act: () => void): void
declare class TextEncoder {
  encode(text: string): Uint8Array
}
declare function structuredClone<T>(value: T): T
