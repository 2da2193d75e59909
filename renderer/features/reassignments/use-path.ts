import { useEffect } from 'react'
import type { Output } from '../../host/contract-types.ts'
import { useQuery } from '../../host/hooks.ts'

export type Path = Output<'reassignments', 'path'>

const EVERY_MS = 2000

/**
 * Whether Kafka moves replicas here, or the scheduler. Asked again while that may change: what brokers can is known once one of them
 * was met, the scheduler is found later, and which brokers it runs changes.
 */
export function usePath(cluster: string): Path | undefined {
  const { data, refetch } = useQuery('reassignments', 'path', { cluster })
  const settled = data?.reassign === 'yes' && data.elect !== 'unknown'
  useEffect(() => {
    if (settled) return
    const timer = setInterval(() => void refetch(), EVERY_MS)
    return () => clearInterval(timer)
  }, [settled, refetch])
  return data
}
