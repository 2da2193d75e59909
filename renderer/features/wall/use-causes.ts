import { useEffect, useRef, useState } from 'react'
import type { WhyView } from '../../../shared/contract/lag.ts'
import { useClient } from '../../host/api.tsx'

export type Cause = WhyView['causes'][number]

/** Below this it is a guess, and says nothing. */
const SURE = 0.6
/** A cause holds for a while: each look back reads an hour of history. */
const FRESH_MS = 60_000
/** Of one page of the wall, the worst. */
const MOST = 12
const LOOK_MS = 5_000

export interface CausesOf {
  readonly cluster: string
  readonly at: 'live' | number
}

/**
 * The likeliest cause of each of these groups, worst group first. Only what is on the screen is asked about, one after the other, and each
 * at most once a minute.
 */
export function useCauses({ cluster, at }: CausesOf, groups: readonly string[]): ReadonlyMap<string, Cause> {
  const client = useClient()
  const [causes, setCauses] = useState<ReadonlyMap<string, Cause>>(new Map())
  const wanted = useRef(groups)
  wanted.current = groups.slice(0, MOST)
  useEffect(() => {
    const gone = new AbortController()
    const asked = new Map<string, number>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async (): Promise<void> => {
      const due = wanted.current.find((group) => performance.now() - (asked.get(group) ?? -FRESH_MS) >= FRESH_MS)
      if (due !== undefined) {
        asked.set(due, performance.now())
        // What cannot be told is no chip; the group's own page says why.
        const why = await client.lag.why({ cluster, at, group: due }, { signal: gone.signal }).catch(() => null)
        if (gone.signal.aborted) return
        const first = why?.causes[0]
        setCauses((known) => changed(known, due, first !== undefined && first.confidence >= SURE ? first : null))
      }
      timer = setTimeout(() => void look(), due === undefined ? LOOK_MS : 0)
    }
    timer = setTimeout(() => void look(), 0)
    return () => {
      gone.abort()
      clearTimeout(timer)
      setCauses(new Map())
    }
  }, [client, cluster, at])
  return causes
}

/** The same map where nothing is different: tiles are not drawn anew for it. */
function changed(known: ReadonlyMap<string, Cause>, group: string, cause: Cause | null): ReadonlyMap<string, Cause> {
  const before = known.get(group)
  if (cause === null ? before === undefined : before?.cause === cause.cause && before.subject === cause.subject) return known
  const next = new Map(known)
  if (cause === null) next.delete(group)
  else next.set(group, cause)
  return next
}
