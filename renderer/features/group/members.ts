import type { MemberRow } from '../../../shared/contract/groups.ts'

export interface MemberNotes {
  readonly perHost: ReadonlyMap<string, number>
  readonly idle: number
  /** One member with more than half of the lag, where an even share would be less than half of that. */
  readonly uneven: { readonly clientId: string; readonly share: number } | null
}

export function memberNotes(rows: readonly MemberRow[]): MemberNotes {
  const perHost = new Map<string, number>()
  let idle = 0
  let most: MemberRow | null = null
  for (const row of rows) {
    perHost.set(row.host, (perHost.get(row.host) ?? 0) + 1)
    if (row.partitions === 0) idle++
    if ((row.share ?? 0) > (most?.share ?? 0)) most = row
  }
  const share = most?.share ?? 0
  const even = rows.length > 0 ? 1 / rows.length : 1
  return { perHost, idle, uneven: most && share > 0.5 && share > 2 * even ? { clientId: most.clientId, share } : null }
}
