import { useAt } from '../../app/actions.ts'
import { toggleWatched, useIsWatched } from '../../state/watched.ts'
import { en } from '../../text/en.ts'
import { Star } from '../../ui/kafka/star.tsx'

const t = en.groups

export function WatchStar({ group }: { readonly group: string }) {
  const { cluster } = useAt()
  const on = useIsWatched(cluster, group)
  return <Star inRow on={on} label={on ? t.unwatch(group) : t.watch(group)} onToggle={() => toggleWatched(cluster, group)} />
}
