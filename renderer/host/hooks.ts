import { useQuery as useTanStackQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { contract } from '../../shared/contract/index.ts'
import type { AppError } from '../../shared/errors/error.ts'
import { useClient, useHost } from './api.tsx'
import { toAppError } from './app-error.ts'
import type { EventOf, Input, MemberName, Output, RowOf, SubjectName } from './contract-types.ts'
import { emptyView, type ViewState, type ViewStore } from './view-store.ts'
import { viewId } from './view-stores.ts'

/** Names become members at run time; the hooks' signatures have tied subject, member, input and result together. */
type Loose = Readonly<Record<string, Readonly<Record<string, (input: unknown, second?: unknown) => unknown>>>>

function memberOf(client: object, subject: string, member: string): (input: unknown, second?: unknown) => unknown {
  const found = (client as Loose)[subject]?.[member]
  if (!found) throw new Error(`There is no ${subject}.${member}`)
  return found
}

/** A question asked once. Asked again when a command disturbs its subject, when `input` changes, or by `refetch`. */
export function useQuery<S extends SubjectName, M extends MemberName<S, 'query'>>(
  subject: S,
  member: M,
  input: Input<S, M>,
  options: { readonly enabled?: boolean } = {},
): UseQueryResult<Output<S, M>, AppError> {
  const client = useClient()
  return useTanStackQuery<Output<S, M>, AppError>({
    queryKey: [subject, member, input],
    enabled: options.enabled ?? true,
    queryFn: async ({ signal }) => {
      try {
        // The signature promises the result; serve validated it.
        return (await memberOf(client, subject, member)(input, { signal })) as Output<S, M>
      } catch (error) {
        if (signal.aborted) throw error
        throw toAppError(error, `${subject}.${member}`)
      }
    },
  })
}

const noSubscription = (): (() => void) => () => {}

/** A list that stays true. `null` as input: not wanted now; the result is empty and `loading`. */
export function useView<S extends SubjectName, M extends MemberName<S, 'view'>>(
  subject: S,
  member: M,
  input: Input<S, M> | null,
): ViewState<RowOf<S, M>> {
  return useViewPart(subject, member, input, whole) as ViewState<RowOf<S, M>>
}

/** One row of a view, so that a part of a screen draws only when its own row changed. */
export function useViewRow<S extends SubjectName, M extends MemberName<S, 'view'>>(
  subject: S,
  member: M,
  input: Input<S, M> | null,
  key: string,
): RowOf<S, M> | undefined {
  const pick = useCallback((state: ViewState<unknown>) => state.byKey.get(key), [key])
  // The row came out of this member's view.
  return useViewPart(subject, member, input, pick) as RowOf<S, M> | undefined
}

const whole = (state: ViewState<unknown>): unknown => state

function useViewPart(subject: string, member: string, input: unknown, pick: (state: ViewState<unknown>) => unknown): unknown {
  const { views } = useHost()
  const id = input === null ? null : viewId(subject, member, input)
  // `id` stands for the input: a new object with the same content is the same subscription.
  const wanted = useRef(input)
  wanted.current = input
  const [held, setHeld] = useState<{ readonly id: string; readonly store: Pick<ViewStore<unknown>, 'get' | 'subscribe'> } | null>(null)
  useEffect(() => {
    if (id === null) return
    const { store, release } = views.hold(subject, member, wanted.current)
    setHeld({ id, store })
    return release
  }, [views, subject, member, id])
  const current = held !== null && held.id === id ? held.store : id === null ? undefined : views.peek(id)
  const read = (): unknown => pick(current ? current.get() : emptyView)
  return useSyncExternalStore(current ? current.subscribe : noSubscription, read, read)
}

export interface StreamStatus {
  readonly state: 'off' | 'running' | 'ended' | 'failed'
  readonly error: AppError | null
}

/** Things as they happen: `onEvent` is called outside React for each. Starts anew when `input` changes; `null`: off. */
export function useStream<S extends SubjectName, M extends MemberName<S, 'stream'>>(
  subject: S,
  member: M,
  input: Input<S, M> | null,
  onEvent: (event: EventOf<S, M>) => void,
): StreamStatus {
  const client = useClient()
  const id = input === null ? null : viewId(subject, member, input)
  const latest = useRef({ input, onEvent })
  latest.current = { input, onEvent }
  const [status, setStatus] = useState<StreamStatus & { readonly id: string | null }>({ id: null, state: 'off', error: null })
  useEffect(() => {
    if (id === null) return
    const stop = new AbortController()
    const run = async (): Promise<void> => {
      // The signature promises the events; serve validated them.
      const events = memberOf(client, subject, member)(latest.current.input, { signal: stop.signal }) as AsyncIterable<EventOf<S, M>>
      for await (const event of events) latest.current.onEvent(event)
    }
    run().then(
      () => setStatus({ id, state: 'ended', error: null }),
      (error: unknown) => {
        if (!stop.signal.aborted) setStatus({ id, state: 'failed', error: toAppError(error, `${subject}.${member}`) })
      },
    )
    return () => stop.abort()
  }, [client, subject, member, id])
  if (id === null) return { state: 'off', error: null }
  return status.id === id ? { state: status.state, error: status.error } : { state: 'running', error: null }
}

export interface CommandRun<In, Out> {
  /** Rejects with an `AppError`, which `error` then also shows. */
  run(input: In): Promise<Out>
  readonly pending: boolean
  readonly error: AppError | null
  reset(): void
}

/** A change. Afterwards, also when it failed, the queries of the subjects that it disturbs are asked again. Never retried by machine. */
export function useCommand<S extends SubjectName, M extends MemberName<S, 'command'>>(
  subject: S,
  member: M,
): CommandRun<Input<S, M>, Output<S, M>> {
  const client = useClient()
  const queries = useQueryClient()
  const [state, setState] = useState<{ readonly running: number; readonly error: AppError | null }>({ running: 0, error: null })
  const run = useCallback(
    async (input: Input<S, M>): Promise<Output<S, M>> => {
      setState((s) => ({ running: s.running + 1, error: null }))
      try {
        // The signature promises the result; serve validated it.
        const out = (await memberOf(client, subject, member)(input)) as Output<S, M>
        setState((s) => ({ ...s, running: s.running - 1 }))
        return out
      } catch (reason) {
        const error = toAppError(reason, `${subject}.${member}`)
        setState((s) => ({ running: s.running - 1, error }))
        throw error
      } finally {
        for (const disturbed of disturbedBy(subject, member)) void queries.invalidateQueries({ queryKey: [disturbed] })
      }
    },
    [client, queries, subject, member],
  )
  const reset = useCallback(() => setState((s) => ({ ...s, error: null })), [])
  return useMemo(() => ({ run, pending: state.running > 0, error: state.error, reset }), [run, reset, state])
}

function disturbedBy(subject: string, member: string): readonly string[] {
  // Looked up by name; the hook's signature made sure that it is a command.
  const found = (contract as unknown as Record<string, Record<string, { readonly disturbs?: readonly string[] }>>)[subject]?.[member]
  return found?.disturbs ?? []
}
