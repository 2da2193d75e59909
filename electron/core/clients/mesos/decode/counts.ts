import type { Fields } from '../../http/fields.ts'

const COUNTED = [
  'TASK_STAGING',
  'TASK_STARTING',
  'TASK_RUNNING',
  'TASK_KILLING',
  'TASK_FINISHED',
  'TASK_KILLED',
  'TASK_FAILED',
  'TASK_LOST',
  'TASK_ERROR',
  'TASK_UNREACHABLE',
] as const

/** Tasks by state, where the answer counts them (`/state-summary`). */
export function countsOf(of: Fields): ReadonlyMap<string, number> | null {
  if (!of.has('TASK_RUNNING')) return null
  return new Map(COUNTED.flatMap((state) => (of.number(state) === null ? [] : [[state, of.number(state) ?? 0]])))
}
