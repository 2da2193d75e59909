import { defectLine } from '../../shared/defect.ts'

export const reportDefect = (error: unknown, where: string): void => void process.stderr.write(`${defectLine(error, where)}\n`)

/** The core goes on after a promise that nobody looked after: its connections and its other profiles are not to blame. */
export function surviveRejections(on: (event: 'unhandledRejection', listener: (reason: unknown) => void) => unknown): void {
  on('unhandledRejection', (reason) => reportDefect(reason, 'unhandledRejection'))
}
