import type * as z from 'zod'
import type { Command, Member, Query, Stream, View } from '../../shared/rpc/define.ts'
import type { SamsaContract } from '../../shared/contract/index.ts'

/** Types derived from the contract, so that `useView('groups', 'list', …)` knows its input and its rows. */
export type SubjectName = keyof SamsaContract & string

/** Names of a subject's members of one kind. */
export type MemberName<S extends SubjectName, K extends Member['kind']> = {
  [M in keyof SamsaContract[S] & string]: SamsaContract[S][M] extends { readonly kind: K } ? M : never
}[keyof SamsaContract[S] & string]

export type Input<S extends SubjectName, M extends keyof SamsaContract[S]> = SamsaContract[S][M] extends { readonly input: infer I }
  ? I extends z.ZodType
    ? z.input<I>
    : never
  : never

export type Output<S extends SubjectName, M extends keyof SamsaContract[S]> =
  SamsaContract[S][M] extends Query<infer _I, infer O>
    ? z.output<O>
    : SamsaContract[S][M] extends Command<infer _I, infer O>
      ? z.output<O>
      : never

export type RowOf<S extends SubjectName, M extends keyof SamsaContract[S]> =
  SamsaContract[S][M] extends View<infer _I, infer R> ? z.output<R> : never

export type EventOf<S extends SubjectName, M extends keyof SamsaContract[S]> =
  SamsaContract[S][M] extends Stream<infer _I, infer E> ? z.output<E> : never

/** What a change is planned from, when the member is one: its input is `plan` or `apply`. */
type PlanInput<S extends SubjectName, M extends keyof SamsaContract[S]> = Extract<Input<S, M>, { readonly do: 'plan' }>

/** Names of a subject's members that are planned, confirmed and applied. */
export type ChangeName<S extends SubjectName> = {
  [M in MemberName<S, 'command'>]: PlanInput<S, M> extends never ? never : M
}[MemberName<S, 'command'>]

/** What a change is asked with: `{ brokers: [3] }`. */
export type ChangeInput<S extends SubjectName, M extends keyof SamsaContract[S]> =
  PlanInput<S, M> extends { readonly input: infer I } ? I : never
