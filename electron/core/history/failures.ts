import { describeError, AppError } from '../../../shared/errors/error.ts'

/** Why something failed, in a sentence. */
export const toWords = (error: unknown): string =>
  error instanceof AppError ? describeError(error).cause : error instanceof Error ? error.message : 'it failed'
