import { catalogue, type About, type ErrorCode } from './catalogue.ts'
import type { ErrorDefinition } from './app-error.ts'

/**
 * An error of the catalogue: a code, typed facts, and the original as `cause`. The cause crosses no port and reaches no sink
 * (it may hold credentials); code and facts do.
 */
export class AppError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C
  readonly about: About<C>

  constructor(code: C, about: About<C>, options?: { cause?: unknown }) {
    super(code, options)
    this.name = 'AppError'
    this.code = code
    this.about = about
  }
}

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(catalogue, code)

export interface ErrorText {
  readonly title: string
  readonly cause: string
  readonly remedy: string
  readonly actions: ErrorDefinition['actions']
  readonly retry: ErrorDefinition['retry']
}

/** The sentences for an error that came over a port. Facts that do not fit their entry read as an unexpected error. */
export function describeError(error: { readonly code: string; readonly about: unknown }): ErrorText {
  const fallback = (where: string): ErrorText => describeError({ code: 'core.unexpected', about: { where } })
  if (!isErrorCode(error.code)) return fallback(error.code)
  // The catalogue is a union of entries; each is consistent in itself, which the compiler cannot see through the index.
  const definition = catalogue[error.code] as unknown as ErrorDefinition
  const about = definition.about.safeParse(error.about)
  if (!about.success) return fallback(error.code)
  return {
    title: definition.title(about.data),
    cause: definition.cause(about.data),
    remedy: definition.remedy(about.data),
    actions: definition.actions,
    retry: definition.retry,
  }
}
