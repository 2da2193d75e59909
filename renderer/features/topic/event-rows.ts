import type { AuditRow } from '../../../shared/contract/audit.ts'
import type { TopicEvent } from '../../../shared/contract/topics.ts'
import { placeOf } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import type { EventRow } from '../../ui/page/event-table.tsx'

const t = en.topic.events

/** Commands whose object is a topic; a group or a user may be called the same. */
const OF_TOPICS = /^(topics|messages|reassignments)\.|^elsewhere\.topic$/

/** Acts from here on this very topic, and what others did to it. */
export const actsOn = (acts: readonly AuditRow[], topic: string): readonly AuditRow[] =>
  acts.filter(({ command, object }) => object === topic && OF_TOPICS.test(command))

/** Told by an act, that the topic came or went is not told again; both are seen within minutes of each other. */
const MAKES = /^topics\.(create|remove)$|^elsewhere\.topic$/
const SAME_MS = 5 * 60_000

export function topicEventRows(topic: string, events: readonly TopicEvent[], acts: readonly AuditRow[]): readonly EventRow[] {
  const told = (at: number): boolean => acts.some((act) => MAKES.test(act.command) && Math.abs(act.at - at) <= SAME_MS)
  const happened = events.flatMap(({ at, kind, broker, partitions }, i): EventRow[] => {
    if ((kind === 'created' || kind === 'deleted') && told(at)) return []
    const path = `${placeOf('topics', topic)}?at=${Math.round(at)}`
    return [{ key: `e${i} ${at}`, at, what: t.kinds[kind](partitions ?? 0), about: broker === null ? topic : t.broker(broker), path }]
  })
  const done = acts.map((act): EventRow => {
    const { title, state, ended, user } = act
    const result = state === 'accepted' && ended ? en.activity.notSeen : en.activity.state[state]
    const what = state === 'verified' ? title : t.act(title, result)
    return { key: act.act, at: act.at, what, about: t.by(user), path: `/activity?act=${encodeURIComponent(act.act)}` }
  })
  return [...happened, ...done]
}
