import * as z from 'zod'
import { AppError } from '../../shared/errors/error.ts'
import { command, query, stream, view, type Contract, type Handlers, type ViewAbout } from '../../shared/rpc/define.ts'

/** A small contract with one member of every kind, and handlers that a test can hold, count and steer. */
const Named = z.strictObject({ name: z.string().max(100) })
export const Row = z.strictObject({ key: z.string(), text: z.string() })
export type Row = z.infer<typeof Row>

export const sample = {
  sample: {
    echo: query(Named, Named),
    held: query(Named, Named),
    leaky: query(
      z.strictObject({}),
      z.strictObject({ inner: z.strictObject({ a: z.int() }), list: z.array(z.strictObject({ b: z.int() })) }),
    ),
    wrong: query(z.strictObject({}), z.strictObject({ n: z.int() })),
    defect: query(z.strictObject({}), z.strictObject({})),
    known: query(z.strictObject({}), z.strictObject({})),
    huge: query(z.strictObject({}), z.string()),
    change: command('C0', Named, Named, ['sample']),
    rows: view(z.strictObject({}), Row, 'key'),
    ticks: stream(z.strictObject({}), z.strictObject({ n: z.int() })),
  },
} as const satisfies Contract

export const SECRET = 'canary-4f9b'
export const live: ViewAbout = { state: 'live', asOf: 1, errors: [], progress: null }

export interface World {
  readonly handlers: Handlers<typeof sample>
  /** Names of members whose handlers ran. */
  readonly ran: string[]
  readonly reasons: unknown[]
  release(name: string): void
  held(): number
  setRows(rows: ReadonlyMap<string, Row>): void
  watchers(): number
  produced(): number
  producers(): number
}

export function createWorld(): World {
  const ran: string[] = []
  const reasons: unknown[] = []
  const gates = new Map<string, () => void>()
  const watching = new Set<() => void>()
  let rows: ReadonlyMap<string, Row> = new Map()
  let produced = 0
  let producers = 0

  return {
    ran,
    reasons,
    release: (name) => gates.get(name)?.(),
    held: () => gates.size,
    watchers: () => watching.size,
    produced: () => produced,
    producers: () => producers,
    setRows(next) {
      rows = next
      for (const changed of watching) changed()
    },
    handlers: {
      sample: {
        echo(input) {
          ran.push('echo')
          return input
        },
        held: (input, { signal }) => {
          ran.push('held')
          return new Promise((resolve, reject) => {
            gates.set(input.name, () => {
              gates.delete(input.name)
              resolve(input)
            })
            signal.addEventListener('abort', () => {
              gates.delete(input.name)
              reasons.push(signal.reason)
              reject(new Error('aborted'))
            })
          })
        },
        leaky() {
          const value = { inner: { a: 1, password: SECRET }, list: [{ b: 1, password: SECRET }], password: SECRET }
          return value
        },
        // A handler that broke its promise, which types alone cannot keep.
        wrong: () => ({ n: 'one' }) as unknown as { n: number },
        defect() {
          throw new Error(`connect failed: user:${SECRET}@broker`)
        },
        known() {
          throw new AppError('core.busy', { what: 'tests', limit: 3 }, { cause: new Error(SECRET) })
        },
        huge: () => 'x'.repeat(1_100_000),
        change(input) {
          ran.push('change')
          return input
        },
        rows: () => ({
          watch(changed, signal) {
            watching.add(changed)
            signal.addEventListener('abort', () => watching.delete(changed))
          },
          read: () => ({ rows, about: live }),
        }),
        ticks: async function* (_input, { signal }) {
          producers++
          try {
            while (!signal.aborted) {
              // As real producers do, it waits for something between two events.
              await new Promise((resolve) => setImmediate(resolve))
              yield { n: produced++ }
            }
          } finally {
            producers--
          }
        },
      },
    },
  }
}
