import { AppError } from '../../../shared/errors/error.ts'

/** A problem of one field, as the page shows it: `path` within the input, `settings.heap`. */
export interface FieldProblem {
  readonly path: string
  readonly message: string
}

/** The same error as for input that the contract refuses, so that a form has one way to show both. */
export const badInput = (command: string, problems: readonly FieldProblem[]): AppError =>
  new AppError('rpc.badInput', {
    member: command,
    issues: problems.slice(0, 20).map(({ path, message }) => ({ path: `input.${path}`, message: message.slice(0, 300) })),
  })
