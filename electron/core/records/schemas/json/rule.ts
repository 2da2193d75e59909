import type { Value } from '../value.ts'
import type { Walk } from '../walk.ts'
import type { Draft } from './parse.ts'

/** Names and items of one value that a schema, or what it refers to, has looked at. */
export interface Seen {
  readonly names: Set<string>
  readonly items: Set<number>
}

/** Where a rule of a schema is looked at. */
export interface At {
  readonly walk: Walk
  /** The schema whose rule it is, for rules that need their neighbours. */
  readonly node: { readonly [name: string]: Value }
  readonly draft: Draft
  /** Null: nothing asks. */
  readonly seen: Seen | null
  /** Fails with a `DataError` where the value does not fit. */
  check(schema: Value, value: Value, walk?: Walk): void
  fits(schema: Value, value: Value, walk?: Walk): boolean
}

/** Fails with a `DataError` that names the place. */
export type Rule = (is: Value, value: Value, at: At) => void
