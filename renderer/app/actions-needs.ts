import { useCallback } from 'react'
import { useView } from '../host/hooks.ts'
import { en } from '../text/en.ts'
import { usePlace } from './actions.ts'

const nothing: readonly string[] = []
/** `3.5–3.6` is at least the first; null: it has no number of Kafka's (`Redpanda`). */
const numbersOf = (release: string): readonly number[] | null => /^\d+(\.\d+)*/.exec(release)?.[0].split('.').map(Number) ?? null

function isOlder(release: string, than: string): boolean {
  const [mine, its] = [numbersOf(release), numbersOf(than)]
  if (mine === null || its === null) return false
  for (let n = 0; n < Math.max(mine.length, its.length); n += 1) {
    const [a = 0, b = 0] = [mine[n], its[n]]
    if (a !== b) return a < b
  }
  return false
}

/** Why what needs a release of Kafka cannot be done where all brokers are older; undefined: it can, or it is not known. */
export function tooOld(releases: readonly string[], needs: string): string | undefined {
  const isOld = releases.length > 0 && releases.every((release) => isOlder(release, needs))
  return isOld ? en.app.why.needsKafka(needs, releases.join(', ')) : undefined
}

/** The same for the cluster on the screen. The core asks its brokers again when it plans. */
export function useTooOld(): (needs: string) => string | undefined {
  const { cluster } = usePlace()
  const releases = useView('cluster', 'overview', cluster === null ? null : { cluster, at: 'live' }).rows[0]?.releases ?? nothing
  return useCallback((needs) => tooOld(releases, needs), [releases])
}
