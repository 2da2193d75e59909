/** What a worker can be asked for: names of jobs with input and answer, of such things as structured cloning carries. */
export type JobTable<T> = { readonly [J in keyof T]: { readonly input: unknown; readonly output: unknown } }

/** To a worker. One job at a time. */
export interface Asked {
  readonly id: number
  readonly job: string
  readonly input: unknown
}

/** From a worker. */
export type Told =
  | { readonly is: 'alive'; readonly bytes: number }
  | { readonly is: 'done'; readonly id: number; readonly value: unknown }
  | { readonly is: 'failed'; readonly id: number; readonly kind: string; readonly message: string }

/** Sent this often between the steps of a job, and while there is none. */
export const ALIVE_MS = 2_000

const handed = new WeakMap<object, readonly ArrayBuffer[]>()

/** An answer whose buffers nobody in the worker holds any more: megabytes become the core's own instead of being copied. */
export function handingOver<T extends object>(answer: T, buffers: readonly ArrayBuffer[]): T {
  handed.set(answer, buffers)
  return answer
}

export const handedOver = (answer: unknown): readonly ArrayBuffer[] =>
  typeof answer === 'object' && answer !== null ? (handed.get(answer) ?? []) : []

/** A failure that a job expects and that leaves the worker sound. Any other error ends the worker. */
export class JobFailure extends Error {
  /** What happened, for whoever asked to act on. */
  readonly kind: string

  constructor(kind: string, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'JobFailure'
    this.kind = kind
  }
}
