import { noneRuns } from '../../../../shared/domain/joined/none-runs.ts'
import type { Problem } from '../../../../shared/domain/part-status.ts'
import type { SystemFacts } from '../../../../shared/domain/system-facts.ts'
import type { ConnectionFacts } from '../connection.ts'
import type { Sink } from '../needs.ts'

/**
 * A Kafka that does not answer because no broker of it runs: that is what is told, in place of addresses that refuse. Only while who says so
 * answers. The same object while nothing changed.
 */
export function withNoneRuns(sink: Pick<Sink, 'current'>, systems: () => readonly SystemFacts[]) {
  let made: { readonly from: ConnectionFacts; readonly defined: number | null; readonly facts: ConnectionFacts } | null = null
  return (facts: ConnectionFacts): ConnectionFacts => {
    const { source } = facts
    if (source.is !== 'reconnecting' && source.is !== 'failed') return facts
    const answers = systems().some(({ system, source: { is } }) => system !== 'marathon' && is === 'live')
    const none = answers ? noneRuns(sink.current()) : null
    if (none === null) return facts
    if (made?.from === facts && made.defined === none.defined) return made.facts
    const problem: Problem = { code: 'kafka.noneRuns', about: { defined: none.defined } }
    made = { from: facts, defined: none.defined, facts: { ...facts, source: { ...source, is: 'reconnecting', problem } } }
    return made.facts
  }
}
