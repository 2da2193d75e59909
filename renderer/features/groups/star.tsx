import { useAt } from '../../app/actions.ts'
import { useToggleWatched, useWatched } from '../../host/watched.ts'
import { en } from '../../text/en.ts'
import { Star } from '../../ui/kafka/star.tsx'

const t = en.groups

export function WatchStar({ group }: { readonly group: string }) {
  const { cluster } = useAt()
  const on = useWatched(cluster).has(group)
  const toggle = useToggleWatched(cluster)
  return <Star inRow on={on} label={on ? t.unwatch(group) : t.watch(group)} onToggle={() => toggle(group, !on)} />
}
