import type { ReactNode } from 'react'
import { brokerOnMesos as t, phase as words } from '../../text/phase.ts'
import { count } from '../format/numbers.ts'
import { agentOf, kafkaTrouble, rackOf, type BrokerFacts } from './facts.ts'
import { hostName } from './host.tsx'
import { phaseNext, phaseTitle, phaseTry } from './phase.tsx'
import { Since } from './state-words.tsx'

/** “Running 12 d on agent-17 (rack r2), endpoint agent-17:9092, leads 214, controller.” Null: the scheduler does not know it. */
export function BrokerSentence({ row }: { readonly row: BrokerFacts }) {
  const { scheduler, mesos } = row
  if (scheduler === null) return null
  const host = agentOf(row)
  const rack = rackOf(row)
  const trouble = kafkaTrouble(row)
  const parts: readonly ReactNode[] = [
    scheduler.endpoint && t.endpoint(scheduler.endpoint.address),
    phaseTry(scheduler.phase),
    scheduler.phase.kind !== 'launching' && scheduler.phase.kind !== 'stopping' && phaseNext(scheduler.phase, scheduler.stickiness),
    row.leaders > 0 && t.leads(count(row.leaders)),
    row.controller && words.controller,
    trouble !== null && words[trouble],
  ]
  return (
    <>
      {phaseTitle(scheduler.phase)}
      {scheduler.phase.kind === 'running' && mesos?.ended === false && (
        <>
          {' '}
          <Since at={mesos.since} />
        </>
      )}
      {host !== null && ` ${words.on(hostName(host))}${rack === null ? '' : ` (${t.rack(rack)})`}`}
      {parts
        .filter((part) => part !== null && part !== false)
        .map((part, at) => (
          // Made anew each time.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={at}>, {part}</span>
        ))}
      .
    </>
  )
}
