import { useCallback } from 'react'
import { usePlace } from '../../app/actions.ts'
import { useMuted, useToggleMuted } from '../../host/muted.ts'
import { useToggleWatched, useWatched } from '../../host/watched.ts'
import { explainedText } from '../../state/explained.ts'
import { en } from '../../text/en.ts'
import { hourMinute } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import type { RowAction } from '../../ui/table/types.ts'

const t = en.wall

export interface GroupActs {
  /** What can be done about a group on the wall, none of which changes the cluster. */
  readonly of: (group: string) => readonly RowAction[]
  /** Groups that are muted now, with the time until when as text. */
  readonly muted: ReadonlyMap<string, string>
  explain(group: string): void
  toggleMuted(group: string): void
  toggleWatched(group: string): void
}

export function useGroupActs(cluster: string): GroupActs {
  const { setQuery } = usePlace()
  const watched = useWatched(cluster)
  const watch = useToggleWatched(cluster)
  const until = useMuted(cluster)
  const mute = useToggleMuted(cluster)
  const now = useNow()
  const zone = useZone()
  const muted = new Map([...until].filter(([, end]) => end > now).map(([group, end]) => [group, hourMinute(end, zone)]))
  const explain = useCallback((group: string) => setQuery({ explain: explainedText({ group, partition: null }) }), [setQuery])
  const toggleMuted = (group: string): void => mute(group, !muted.has(group))
  const toggleWatched = (group: string): void => watch(group, !watched.has(group))
  return {
    muted,
    explain,
    toggleMuted,
    toggleWatched,
    of: (group) => [
      {
        id: 'watch',
        title: watched.has(group) ? t.unwatch : t.watch,
        icon: 'star',
        keys: '*',
        run: () => toggleWatched(group),
      },
      {
        id: 'mute',
        title: muted.has(group) ? t.unmute(muted.get(group) ?? '') : t.mute,
        icon: 'bell',
        keys: 'm',
        run: () => toggleMuted(group),
      },
      { id: 'explain', title: en.group.explain, icon: 'info', keys: 'e', run: () => explain(group) },
    ],
  }
}
