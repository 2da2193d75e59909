import type * as z from 'zod'

/** Whether asking again can help: at once, after a while, or not before something was changed. */
export type Retry = 'now' | 'later' | 'never'

/** What a page can offer beside an error; the page knows how each is done. */
export type ErrorAction = 'retry' | 'profile.edit' | 'profile.addressMap' | 'profile.credentials' | 'broker.open' | 'details.copy'

export interface ErrorDefinition<A extends z.ZodObject = z.ZodObject> {
  readonly about: A
  readonly title: (about: z.output<A>) => string
  readonly cause: (about: z.output<A>) => string
  readonly remedy: (about: z.output<A>) => string
  readonly actions: readonly ErrorAction[]
  readonly retry: Retry
}

/** Defines one catalogue entry. An error without a remedy does not compile. */
export const appError = <A extends z.ZodObject>(definition: ErrorDefinition<A>): ErrorDefinition<A> => definition
