import type { SeenChange, SeenLine } from '../../../../shared/domain/survey.ts'
import { REMOVED } from '../../lib/redact.ts'

/** An act of ours as far as it may explain what was seen: whose text names what it was done to. */
export interface OwnAct {
  readonly command: string
  /** Wall clock ms of its intent. */
  readonly at: number
  /** Null: it goes on, or nobody knows. */
  readonly endedAt: number | null
  readonly text: string
}

const MINUTES = 60_000
const DAY = 24 * 60 * MINUTES

interface Cause {
  readonly commands: RegExp
  /** How long after its end an act may still take effect. */
  readonly lasts: number
}

const causes = {
  created: { commands: /^topics\.create$/, lasts: 10 * MINUTES },
  // A topic goes when the last broker that has some of it is back.
  deleted: { commands: /^topics\.remove$/, lasts: DAY },
  replaced: { commands: /^topics\.(create|remove)$/, lasts: DAY },
  partitions: { commands: /^topics\.addPartitions$/, lasts: 10 * MINUTES },
  // Replicas are copied for as long as it takes.
  replicas: { commands: /^reassignments\./, lasts: 7 * DAY },
  // The scheduler chooses the places of all partitions of a topic.
  rebalanced: { commands: /^reassignments\.rebalance$/, lasts: 7 * DAY },
  topicKey: { commands: /^topics\.(configure|create)$/, lasts: 10 * MINUTES },
  brokerKey: { commands: /^brokers\.configure$/, lasts: 10 * MINUTES },
  throttle: { commands: /^reassignments\./, lasts: 7 * DAY },
  security: { commands: /^security\./, lasts: 10 * MINUTES },
} as const satisfies Record<string, Cause>

/** The longest of these. */
export const LONGEST_MS = 7 * DAY

const THROTTLE = /replication\.throttled\.(rate|replicas)$/

/** What of a change no act of ours explains; null: all of it is ours. */
export function unexplained(change: SeenChange, acts: readonly OwnAct[]): SeenChange | null {
  const { kind, object, happened } = change
  const ours = (cause: Cause, ...names: readonly string[]): boolean =>
    acts.some(
      (act) => isInTime(act, change, cause.lasts) && cause.commands.test(act.command) && names.every((name) => mentions(act.text, name)),
    )
  if (kind === 'topic' && happened !== 'changed') return ours(causes[happened], object) ? null : change
  const lines = change.lines.filter((line) => !isOurs(line, change, ours))
  return lines.length === 0 ? null : { ...change, lines }
}

function isOurs(
  { what, after }: SeenLine,
  { kind, object }: SeenChange,
  ours: (cause: Cause, ...names: readonly string[]) => boolean,
): boolean {
  if (THROTTLE.test(what)) return ours(causes.throttle)
  // Set by us and by somebody else after that: the value that is there now is not the one that we set.
  const value = after === null || after === REMOVED || after.length > 200 ? [] : [after]
  switch (kind) {
    case 'topic':
      if (what === 'partitions') return ours(causes.partitions, object)
      if (/^partition \d+$/.test(what))
        return ours(causes.replicas, `${object}-${what.slice('partition '.length)}`) || ours(causes.rebalanced, object)
      return ours(causes.topicKey, object, what, ...value)
    case 'broker':
      return ours(causes.brokerKey, object, what, ...value)
    case 'acl':
    case 'quota':
    case 'scram':
      return ours(causes.security, what)
  }
}

const isInTime = ({ at, endedAt }: OwnAct, { from, to }: SeenChange, lasts: number): boolean =>
  at <= to && (endedAt === null || endedAt + lasts >= from)

/** As a whole name: `orders` is not in `orders.retry`. */
function mentions(text: string, name: string): boolean {
  const part = /[\w.-]/
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + name.length] ?? ' ']
    // A full stop ends a sentence too.
    const isEnd = !part.test(after) || (after === '.' && !part.test(text[at + name.length + 1] ?? ' '))
    if (!part.test(before) && isEnd) return true
  }
  return false
}
