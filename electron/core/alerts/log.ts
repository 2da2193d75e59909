import { AlertRow } from '../../../shared/contract/alerts.ts'
import type { DocumentKind } from './document.ts'

/** Oldest first. */
export type AlertLog = readonly AlertRow[]

export const MOST_ALERTS = 500

/** What stood when Samsa stopped was not looked at since: it is ended as that, by the time it was last known. */
export const logDocument: DocumentKind<AlertLog> = {
  magic: 'samsa.alert-log',
  version: 1,
  read(payload) {
    const stored = typeof payload === 'object' && payload !== null && 'entries' in payload ? payload['entries'] : null
    if (!Array.isArray(stored)) return []
    return stored.flatMap((raw) => {
      const row = AlertRow.safeParse(raw)
      if (!row.success) return []
      return [
        row.data.ended === null ? { ...row.data, ended: 'unwatched' as const, endedAt: row.data.remindedAt ?? row.data.firedAt } : row.data,
      ]
    })
  },
  write: (entries) => ({ entries: [...entries] }),
}

/** The newest are kept; those that stand are never thrown away for others. */
export function withEntry(log: AlertLog, entry: AlertRow): AlertLog {
  const all = [...log, entry]
  if (all.length <= MOST_ALERTS) return all
  const out = all.findIndex((each) => each.ended !== null)
  return all.filter((_, i) => i !== Math.max(0, out))
}

export const changed = (log: AlertLog, ids: ReadonlySet<string>, change: Partial<AlertRow>): AlertLog =>
  log.some((entry) => ids.has(entry.id)) ? log.map((entry) => (ids.has(entry.id) ? { ...entry, ...change } : entry)) : log
