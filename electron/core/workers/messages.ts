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
