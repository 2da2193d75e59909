import * as z from 'zod'

/**
 * The four kinds of member a contract is made of. A member is a value: types, validation, the page's client, its hooks and the
 * reference of the contract are derived from it.
 */
export type Member = Query | View | Stream | Command

/** A question asked once. */
export interface Query<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'query'
  readonly input: I
  readonly output: O
}

/** A list that stays true: the core sends changed rows, gone keys and how fresh the whole is. */
export interface View<I extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  readonly kind: 'view'
  readonly input: I
  readonly row: R
  /** Name of the row's key; its value is a string. */
  readonly key: string
}

/** Things as they happen. */
export interface Stream<I extends z.ZodType = z.ZodType, E extends z.ZodType = z.ZodType> {
  readonly kind: 'stream'
  readonly input: I
  readonly event: E
}

/** C0 local, C1 easily undone, C2 disturbs service, C3 loses data or cannot be undone. */
export type ConfirmationLevel = 'C0' | 'C1' | 'C2' | 'C3'

/** A change. Levels above C0 change a cluster and are planned, confirmed and applied by the command runner. */
export interface Command<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'command'
  readonly level: ConfirmationLevel
  readonly input: I
  readonly output: O
  /** Subjects whose queries the page asks again afterwards. */
  readonly disturbs: readonly string[]
}

export const query = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Query<I, O> => ({ kind: 'query', input, output })

export const view = <I extends z.ZodType, R extends z.ZodType>(input: I, row: R, key: keyof z.output<R> & string): View<I, R> => ({
  kind: 'view',
  input,
  row,
  key,
})

export const stream = <I extends z.ZodType, E extends z.ZodType>(input: I, event: E): Stream<I, E> => ({ kind: 'stream', input, event })

export const command = <I extends z.ZodType, O extends z.ZodType>(
  level: ConfirmationLevel,
  input: I,
  output: O,
  disturbs: readonly string[],
): Command<I, O> => ({ kind: 'command', level, input, output, disturbs })

export type Subject = Readonly<Record<string, Member>>
export type Contract = Readonly<Record<string, Subject>>

/**
 * How true a view is right now. Stale and partial are facts in the data (an error of one broker leaves the other rows live),
 * so a screen needs no flag of its own.
 */
export const ViewAbout = z.strictObject({
  state: z.enum(['loading', 'live', 'stale', 'offline', 'failed', 'unsupported', 'forbidden']),
  /** Wall clock, ms: when the oldest part that the rows are made of was read. Null: never. */
  asOf: z.number().nullable(),
  /** Why rows are missing or old, one entry a source that failed: catalogue code and facts. */
  errors: z.array(z.strictObject({ code: z.string().max(100), about: z.record(z.string(), z.json()) })).max(100),
  /** What a first load has read so far. */
  progress: z.strictObject({ done: z.int(), total: z.int() }).nullable(),
})
export type ViewAbout = z.infer<typeof ViewAbout>

/** One message of a view. Applied in order: `reset` forgets all rows first, then `rows` are set and `gone` removed. */
export interface ViewDelta<Row> {
  readonly reset: boolean
  readonly rows: readonly Row[]
  readonly gone: readonly string[]
  readonly about: ViewAbout
  /** More pieces of the same moment follow at once. */
  readonly more: boolean
}

/**
 * What a view's handler returns. `read` is called after `changed`, at most four times a second, and only when the page has taken
 * in the last message; rows that did not change keep identity, or their `mark` does, which is how `serve` finds the difference. A map of
 * rows that was handed out is never changed: the same one again says the same.
 */
export interface ViewSource<Row> {
  /** Registers for changes until `signal` aborts. */
  watch(changed: () => void, signal: AbortSignal): void
  read(): { readonly rows: ViewRows<Row>; readonly about: ViewAbout }
}

/** Rows by key. */
export interface ViewRows<Row> extends ReadonlyMap<string, Row> {
  /** Where a row is made each time somebody asks for it: what is the same object while the row says the same. */
  mark?(key: string): unknown
  /** Keys of rows that say something else than in `before`, where both have the same keys and that is quickly told; else null. */
  changedSince?(before: ReadonlyMap<string, Row>): readonly string[] | null
}

export interface CallContext {
  /** Aborts when the page stops the call or its port closes. */
  readonly signal: AbortSignal
}

export type Handler<M extends Member> =
  M extends Query<infer I, infer O>
    ? (input: z.output<I>, context: CallContext) => Promise<z.input<O>> | z.input<O>
    : M extends View<infer I, infer R>
      ? (input: z.output<I>, context: CallContext) => ViewSource<z.input<R>>
      : M extends Stream<infer I, infer E>
        ? (input: z.output<I>, context: CallContext) => AsyncIterable<z.input<E>>
        : M extends Command<infer I, infer O>
          ? (input: z.output<I>, context: CallContext) => Promise<z.input<O>> | z.input<O>
          : never

/** Complete or it does not compile. */
export type Handlers<C extends Contract> = { readonly [S in keyof C]: { readonly [M in keyof C[S]]: Handler<C[S][M]> } }

export interface CallOptions {
  readonly signal?: AbortSignal
}

export interface ViewListener<Row> {
  onDelta(delta: ViewDelta<Row>): void
  onError(error: Error): void
}

export type Caller<M extends Member> =
  M extends Query<infer I, infer O>
    ? (input: z.input<I>, options?: CallOptions) => Promise<z.output<O>>
    : M extends View<infer I, infer R>
      ? (input: z.input<I>, listener: ViewListener<z.output<R>>) => () => void
      : M extends Stream<infer I, infer E>
        ? (input: z.input<I>, options?: CallOptions) => AsyncIterable<z.output<E>>
        : M extends Command<infer I, infer O>
          ? (input: z.input<I>, options?: CallOptions) => Promise<z.output<O>>
          : never

export type Client<C extends Contract> = { readonly [S in keyof C]: { readonly [M in keyof C[S]]: Caller<C[S][M]> } }
