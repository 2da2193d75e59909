import type { Policy } from '../../shared/contract/policy.ts'
import { useQuery } from './hooks.ts'

const none = {}

/** What an administrator has restricted on this computer. Null: not known yet, or nothing is. The core refuses the same. */
export function usePolicy(): Policy | null {
  const { data } = useQuery('host', 'policy', none)
  return data === undefined || data.file === null ? null : data
}
