import type { AgentRow } from '../../../shared/contract/mesos-rows.ts'
import { en } from '../../text/en.ts'
import { duration } from '../../ui/format/times.ts'
import { useNow } from '../../ui/format/zone.tsx'

const t = en.agents.maintenance

/** A maintenance window, by how far off it is. */
export function Maintenance({ maintenance }: { readonly maintenance: NonNullable<AgentRow['maintenance']> }) {
  const now = useNow()
  const { state, startAt } = maintenance
  if (state !== 'scheduled') return t[state]
  return startAt === null || startAt <= now ? t.begun : t.scheduled(duration(startAt - now))
}
