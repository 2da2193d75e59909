import { createContext } from 'react'
import type { ErrorFacts } from '../../text/errors.ts'

/** No broker was reached: whatever is read of the cluster fails of the same. */
const unreached = new Set(['kafka.noBroker', 'kafka.refused', 'kafka.unreachable', 'kafka.timeout', 'kafka.closed', 'kafka.hostUnknown'])

/** What the banner over the screen tells already; null: there is none. */
export const ToldAbove = createContext<ErrorFacts | null>(null)

/** Whether an error of a list says nothing that the banner does not say. */
export const isTold = (above: ErrorFacts | null, error: ErrorFacts): boolean =>
  above !== null && (above.code === error.code || (unreached.has(above.code) && unreached.has(error.code)))
