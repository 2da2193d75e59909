/**
 * What a cluster is set up as, read again and again: two readings tell what was changed in between, whoever did it. Everything is text by
 * object and by what of it, so that a kind more is no line more here.
 */
export type SurveyKind = 'topic' | 'topicConfig' | 'broker' | 'acl' | 'quota' | 'scram'

/** What is so, by object: a topic, `broker 3`, a principal, a user. */
export type Surveyed = ReadonlyMap<string, ReadonlyMap<string, string>>

export interface SurveyPart {
  /** Wall clock ms of the reading. */
  readonly at: number
  readonly objects: Surveyed
}

/** A kind that was never read, or may not be, is not there. */
export type Survey = ReadonlyMap<SurveyKind, SurveyPart>

/** Of a topic: the only words that mean something here. */
export const TOPIC_ID = 'id'
export const PARTITIONS = 'partitions'
/** Broker ids by partition: `1,2;2,3`. */
export const REPLICAS = 'replicas'

export interface SeenLine {
  readonly what: string
  readonly before: string | null
  readonly after: string | null
}

export interface SeenChange {
  readonly kind: Exclude<SurveyKind, 'topicConfig'>
  readonly object: string
  /** `replaced`: another topic by the same name. */
  readonly happened: 'created' | 'deleted' | 'replaced' | 'changed'
  readonly lines: readonly SeenLine[]
  /** Wall clock ms: it was not so yet then, and it was so at `to`. */
  readonly from: number
  readonly to: number
}

const NOTHING: ReadonlyMap<string, string> = new Map()

/** What is different, object by object. What one of the two did not read is not different. */
export function* changesBetween(before: Survey, now: Survey): Generator<undefined, readonly SeenChange[]> {
  const found: SeenChange[] = []
  for (const [kind, part] of now) {
    const was = before.get(kind)
    if (was === undefined || was === part) continue
    const span = { from: was.at, to: part.at }
    for (const object of new Set([...was.objects.keys(), ...part.objects.keys()])) {
      const [then, is] = [was.objects.get(object), part.objects.get(object)]
      if (then === is) continue
      const change = kind === 'topic' ? topicChange(object, then, is) : valuesChange(kind, object, then, is)
      if (change !== null) found.push({ ...change, ...span })
      if (found.length % 100 === 0) yield
    }
  }
  return folded(found, now)
}

type Change = Omit<SeenChange, 'from' | 'to'>
type Values = ReadonlyMap<string, string> | undefined

function topicChange(object: string, then: Values, is: Values): Change | null {
  const about = { kind: 'topic', object } as const
  const count = (values: Values): string | null => values?.get(PARTITIONS) ?? null
  const whole = { what: PARTITIONS, before: count(then), after: count(is) }
  if (then === undefined) return { ...about, happened: 'created', lines: [whole] }
  if (is === undefined) return { ...about, happened: 'deleted', lines: [whole] }
  // Kafka gives topics an id since 2.8.
  const [idThen, idNow] = [then.get(TOPIC_ID), is.get(TOPIC_ID)]
  if (idThen !== undefined && idNow !== undefined && idThen !== idNow) return { ...about, happened: 'replaced', lines: [whole] }
  const moved = replicasMoved(then.get(REPLICAS) ?? '', is.get(REPLICAS) ?? '')
  const lines = whole.before === whole.after ? moved : [whole, ...moved]
  return lines.length === 0 ? null : { ...about, happened: 'changed', lines }
}

/** Partitions that were there before; new ones come with the count. */
function replicasMoved(then: string, is: string): SeenLine[] {
  if (then === is) return []
  const after = is.split(';')
  return then.split(';').flatMap((before, partition): SeenLine[] => {
    const own = after[partition]
    return own === undefined || own === before ? [] : [{ what: `partition ${partition}`, before, after: own }]
  })
}

/** Configurations are compared where both were read; of the others the whole list is, so that one that is missing is gone. */
function valuesChange(kind: Exclude<SurveyKind, 'topic'>, object: string, then: Values, is: Values): Change | null {
  const configs = kind === 'topicConfig' || kind === 'broker'
  if (configs && (then === undefined || is === undefined)) return null
  const [old, own] = [then ?? NOTHING, is ?? NOTHING]
  const lines = [...new Set([...old.keys(), ...own.keys()])].flatMap((what): SeenLine[] => {
    const [before, after] = [old.get(what) ?? null, own.get(what) ?? null]
    return before === after ? [] : [{ what, before, after }]
  })
  if (lines.length === 0) return null
  const happened = configs ? 'changed' : then === undefined ? 'created' : is === undefined ? 'deleted' : 'changed'
  return { kind: kind === 'topicConfig' ? 'topic' : kind, object, happened, lines }
}

/** What happened to one topic is one change: its settings belong to what was created, and tell nothing of what was replaced. */
function folded(found: readonly SeenChange[], now: Survey): readonly SeenChange[] {
  const whole: SeenChange[] = []
  for (const change of found) {
    if (change.kind !== 'topic') {
      whole.push(change)
      continue
    }
    const place = whole.findIndex((other) => other.kind === 'topic' && other.object === change.object)
    const other = whole[place]
    if (other === undefined) whole.push(withSettings(change, now))
    else if (other.happened === 'changed')
      whole[place] = { ...other, lines: [...other.lines, ...change.lines], from: Math.min(other.from, change.from) }
  }
  return whole
}

function withSettings(change: SeenChange, now: Survey): SeenChange {
  if (change.happened !== 'created') return change
  const settings = now.get('topicConfig')?.objects.get(change.object) ?? NOTHING
  return { ...change, lines: [...change.lines, ...[...settings].map(([what, after]) => ({ what, before: null, after }))] }
}
