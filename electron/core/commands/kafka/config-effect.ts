import type { Impact } from '../../../../shared/contract/changes.ts'

interface Change {
  readonly key: string
  /** What applies before and after, inherited or not; null: not known. */
  readonly before: string | null
  readonly after: string | null
}

const number = (text: string | null): number | null => (text !== null && /^-?\d+$/.test(text) ? Number(text) : null)
/** −1 keeps for ever. */
const kept = (text: string | null): number | null => {
  const value = number(text)
  return value === -1 ? Number.POSITIVE_INFINITY : value
}

const isLess = (before: number | null, after: number | null): boolean => before !== null && after !== null && after < before

/** What changed keys of a topic do, worst first. `replication`: the smallest of its partitions. */
export function configImpact(changes: readonly Change[], replication: number): Impact[] {
  const impact: Impact[] = []
  const say = (severity: Impact['severity'], text: string): void => void impact.push({ severity, text, path: null })
  for (const { key, before, after } of changes) {
    switch (key) {
      case 'retention.ms':
      case 'retention.bytes':
        if (isLess(kept(before), kept(after)))
          say('bad', `${key} gets smaller: records beyond it are deleted within minutes, and do not come back.`)
        break
      case 'local.retention.ms':
      case 'local.retention.bytes':
        if (isLess(kept(before), kept(after))) say('info', `${key} gets smaller: older records are read from remote storage.`)
        break
      case 'min.insync.replicas':
        if ((number(after) ?? 0) > replication)
          say('bad', `min.insync.replicas ${after} is above the replication of ${replication}: writes with acks=all will fail.`)
        else if ((number(after) ?? 0) === replication && replication > 1)
          say('warn', 'One replica out of sync is enough to stop writes with acks=all.')
        break
      case 'cleanup.policy':
        if (after?.includes('compact') === true && before?.includes('compact') !== true)
          say('warn', 'With compaction only the newest record of each key stays; records without a key are refused from then on.')
        if (before === 'compact' && after?.includes('delete') === true)
          say('bad', 'With deletion, records older than retention.ms go, whatever their key.')
        break
      case 'unclean.leader.election.enable':
        if (after === 'true') say('bad', 'A replica that is behind may lead: what it lacks is lost.')
        break
      case 'max.message.bytes':
        if (isLess(number(before), number(after))) say('warn', 'Producers with larger batches are refused from then on.')
        break
      case 'message.timestamp.type':
        say('info', 'Times of records mean something else from then on; time lag across the change is not exact.')
        break
      default:
    }
  }
  const order = { bad: 0, warn: 1, info: 2 }
  return impact.toSorted((a, b) => order[a.severity] - order[b.severity])
}
