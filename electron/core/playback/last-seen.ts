import { ProfileCard } from '../../../shared/contract/profiles.ts'
import type { Histories } from '../history/histories.ts'
import { factOf } from '../history/moments/json.ts'
import { SUMMARY } from '../history/moments/tables.ts'
import type { Log } from '../lib/log.ts'

type Seen = NonNullable<ProfileCard['seen']>

/** What the launcher told of clusters when they were last read, one after the other: it is there before anything is connected. */
export async function rememberLastSeen(
  ids: readonly string[],
  { histories, log }: { readonly histories: Pick<Histories, 'ask'>; readonly log: Log },
  remember: (id: string, seen: Seen) => void,
  signal: AbortSignal,
): Promise<void> {
  for (const id of ids) {
    if (signal.aborted) return
    try {
      const json = await histories.ask('newestValue', id, { table: SUMMARY.table, key: JSON.stringify(SUMMARY.key) }, signal)
      const found = json === null ? null : factOf(json)
      // Another version may have told more or less. One from before groups in trouble were told named none.
      const told = typeof found === 'object' && found !== null ? { gravest: null, ...found } : null
      const { data } = ProfileCard.shape.seen.safeParse(told)
      if (data) remember(id, { ...data, requestsPerSecond: 0 })
    } catch (error) {
      if (!signal.aborted) log.warn('What was last seen of a cluster could not be read', { id, error })
    }
  }
}
