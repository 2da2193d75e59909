import type { AuditRow } from '../../../../shared/contract/audit.ts'
import type { Journal } from '../../lib/journal/journal.ts'
import { eventIn } from '../audit-events.ts'
import { LONGEST_MS, type OwnAct } from './explained.ts'

/** Acts of ours on a cluster that may explain what is different since then, with everything that their intents name. */
export async function ownActsSince(rows: Iterable<AuditRow>, journal: Journal, from: number): Promise<readonly OwnAct[]> {
  const wanted = new Map<string, AuditRow>()
  for (const row of rows) {
    if (row.seen !== undefined || row.via === 'samsa') continue
    const endedAt = endOf(row)
    if (endedAt === null || endedAt + LONGEST_MS >= from) wanted.set(row.act, row)
  }
  if (wanted.size === 0) return []
  const acts: OwnAct[] = []
  for await (const entry of journal.read()) {
    const event = eventIn(entry)
    const row = event?.kind === 'intent' ? wanted.get(event.row.act) : undefined
    if (row === undefined || event?.kind !== 'intent') continue
    const { changes, requests } = event.detail
    const lines = changes.map(({ what, after }) => `${what} ${after ?? ''}`)
    acts.push({ command: row.command, at: row.at, endedAt: endOf(row), text: [row.object, row.title, ...lines, ...requests].join('\n') })
  }
  return acts
}

/** Null: it goes on, or nobody saw its end. */
const endOf = ({ at, ms, ended, state }: AuditRow): number | null => (!ended || ms === null || state === 'unknown' ? null : at + ms)
