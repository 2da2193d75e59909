import { describeError, type ErrorText } from '../../shared/errors/error.ts'

/** An error as it comes over the port: its catalogue code and its facts. */
export interface ErrorFacts {
  readonly code: string
  readonly about: unknown
}

/** The sentences of an error: title, cause, remedy, what can be done. */
export const errorText = (error: ErrorFacts): ErrorText => describeError(error)

/** What [Copy details] puts on the clipboard: the sentences, then code and facts. They hold no secret by construction. */
export function errorDetails(error: ErrorFacts): string {
  const text = errorText(error)
  return `${text.title}\n${text.cause}\n${text.remedy}\n\n${error.code} ${JSON.stringify(error.about)}\n`
}

/** Fields that the core refused, by name: what a form shows at its fields. */
export function fieldProblems(error: ErrorFacts): Readonly<Record<string, string>> {
  const { about } = error
  if (typeof about !== 'object' || about === null || !('issues' in about) || !Array.isArray(about.issues)) return {}
  const problems: Record<string, string> = {}
  for (const issue of about.issues as readonly Readonly<Record<string, unknown>>[]) {
    const field = issue['field'] ?? issue['path']
    const message = issue['message']
    if (typeof field !== 'string' || typeof message !== 'string') continue
    problems[field.replace(/^input\./, '')] ??= message
  }
  return problems
}
