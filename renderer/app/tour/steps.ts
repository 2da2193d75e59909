import { en } from '../../text/en.ts'

const t = en.tour
const SECOND = 1_000

export interface TourStep {
  readonly title: string
  readonly text: string
  /** Inside the cluster. */
  readonly path: string
  /** Ms after the beginning of the recording. */
  readonly at: number
}

const GROUP = '/groups/order-fulfilment'

/** Through the incident of the sample, as an operator would go. Its moments are proven against the file (`test/core/sample.test.ts`). */
export const tourSteps: readonly TourStep[] = [
  { ...t.steps.calm, path: '/overview', at: 90 * SECOND },
  { ...t.steps.broker, path: '/brokers', at: 180 * SECOND },
  { ...t.steps.agent, path: '/agents', at: 180 * SECOND },
  { ...t.steps.behind, path: GROUP, at: 345 * SECOND },
  { ...t.steps.recovered, path: GROUP, at: 590 * SECOND },
]

/** Address of a step, with its moment. */
export function pathOfStep(step: number, began: number): string {
  const { path, at } = tourSteps[step - 1] ?? { path: '/overview', at: 0 }
  return `${path}?at=${began + at}&tour=${step}`
}
