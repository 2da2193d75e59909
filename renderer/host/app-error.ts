import { AppError } from '../../shared/errors/error.ts'

/** What a hook shows: always a catalogue error, so that every failure on a screen has a cause and a remedy. */
export const toAppError = (error: unknown, where: string): AppError =>
  error instanceof AppError ? error : new AppError('core.unexpected', { where }, { cause: error })
