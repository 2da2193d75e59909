import type { Profile } from '../../../../shared/contract/profiles.ts'
import type { RunRecord, RunThrottle } from '../../../../shared/contract/reassignment-run.ts'
import { UNKNOWN_TOPIC } from '../../../../shared/domain/partitions.ts'
import { describeError, type AppError } from '../../../../shared/errors/error.ts'
import type { ConfigChanges } from '../../clients/kafka/kafka-changes.ts'
import type { KafkaClient } from '../../clients/kafka/kafka-client.ts'
import type { Clock } from '../../lib/clock.ts'
import type { AuditLog } from '../audit-log.ts'
import type { IntentEvent } from '../audit-events.ts'
import { sentOf } from '../kafka/sent.ts'
import { removalItems, resourcesOf } from './throttle-configs.ts'

export interface TakeNeeds {
  readonly clock: Clock
  readonly audit: AuditLog
  readonly profile: (id: string) => Profile
  readonly user: string
  readonly newId: () => string
}

export type Taken =
  | { readonly is: 'gone' }
  /** Asked for; the next look says whether it is so. */
  | { readonly is: 'asked' }
  | { readonly is: 'failed'; readonly why: string }

/**
 * Takes away what is left of a run's throttle. That it goes when the moves are over was part of what was confirmed, so it needs no unlock
 * of its own, also after a restart; it takes exactly what the run set and nothing else. Each time it reads first, so that asking again
 * after an unknown answer asks only for what is still there. It is an act of its own in the audit log, on the disk before it is sent.
 */
export function createThrottleTaker({ clock, audit, profile, user, newId }: TakeNeeds) {
  /** The act by run, from the first request to the end. */
  const acts = new Map<string, { readonly act: string; readonly from: number; attempts: number }>()

  const close = async (run: RunRecord, note: string): Promise<void> => {
    const open = acts.get(run.id)
    if (!open) return
    acts.delete(run.id)
    const ms = clock.now() - open.from
    await audit.outcome({ act: open.act, state: 'verified', ended: true, note, error: null, response: null, ms })
  }
  const begin = async (run: RunRecord, items: readonly ConfigChanges[]): Promise<string> => {
    const known = acts.get(run.id)
    if (known) {
      known.attempts++
      await audit.step({ act: known.act, done: known.attempts, of: known.attempts + 1, now: `Ask again for ${items.length} that are left` })
      return known.act
    }
    const act = newId()
    await audit.intent(intentOf(run, items, { act, at: clock.wall(), user, profile: profile(run.cluster) }))
    acts.set(run.id, { act, from: clock.now(), attempts: 0 })
    return act
  }

  return async (run: RunRecord, throttle: RunThrottle, client: KafkaClient, signal: AbortSignal): Promise<Taken> => {
    const readings = await client.describeConfigs(resourcesOf(throttle), signal)
    const items = removalItems(throttle, readings)
    // A topic that was deleted meanwhile took its lists with it.
    const unread = readings.filter((r) => r.error !== null && !isUnknownTopic(r.error))
    if (items.length === 0 && unread.length === 0) {
      await close(run, 'It was read back: nothing of it is left.')
      return { is: 'gone' }
    }
    const why = unread.map((r) => `${r.resource.kind} ${r.resource.name}: ${r.error ? describeError(r.error).cause : ''}`).join(' ')
    if (items.length === 0) return { is: 'failed', why }
    const act = await begin(run, items)
    const sent = sentOf(
      await client.changes({ act, check: () => signal.throwIfAborted() }).alterConfigs(items, signal),
      ({ resource }) => `${resource.kind} ${resource.name}`,
    )
    const told = sent.is === 'accepted' ? null : sent.error
    await audit.outcome({
      act,
      state: sent.is === 'accepted' ? 'accepted' : 'unknown',
      ended: false,
      note: sent.is === 'accepted' ? null : (sent.note ?? null),
      error: told === null ? null : { code: told.code, about: told.about },
      response: sent.is === 'accepted' ? sent.response : null,
      ms: null,
    })
    return told === null ? { is: 'asked' } : { is: 'failed', why: [describeError(told).cause, why].join(' ').trim() }
  }
}

const isUnknownTopic = ({ code, about }: AppError): boolean => code === 'kafka.error' && 'code' in about && about.code === UNKNOWN_TOPIC

interface Circumstances {
  readonly act: string
  readonly at: number
  readonly user: string
  readonly profile: Profile
}

const linesOf = (items: readonly ConfigChanges[]): { what: string; before: string; after: string | null }[] =>
  items.flatMap(({ resource, changes }) =>
    changes.map(({ key, operation, value }) => ({
      what: `${resource.kind} ${resource.name} ${key}`,
      before: operation === 'subtract' ? `with ${value}` : 'set',
      after: operation === 'set' ? value : operation === 'subtract' ? `without ${value}` : null,
    })),
  )

function intentOf(run: RunRecord, items: readonly ConfigChanges[], c: Circumstances): Omit<IntentEvent, 'kind' | 'mono'> {
  const { act, at, user, profile } = c
  const changes = linesOf(items)
  return {
    row: {
      act,
      at,
      cluster: profile.id,
      profile: profile.name,
      environment: profile.environment,
      command: 'reassignments.removeThrottle',
      object: 'the throttle',
      title: 'Remove the throttle of a reassignment that is over',
      level: 'C1',
      user,
      reason: `Confirmed with the reassignment (act ${run.id})`,
      via: 'kafka',
      state: 'sent',
      ended: false,
      ms: null,
      note: null,
      error: null,
      steps: null,
      undo: { can: false, why: 'It belonged to a reassignment that is over.', by: null },
      undoes: null,
    },
    detail: {
      sentence: 'It was set for a reassignment, which is over, and would hold back every later copy.',
      changes: changes.slice(0, 2_000),
      moreChanges: Math.max(0, changes.length - 2_000),
      impact: [],
      verdict: 'safe',
      asOf: at,
      wayBack: null,
      equivalent: null,
      requests: items.slice(0, 1_000).map(({ resource }) => `IncrementalAlterConfigs ${resource.kind} ${resource.name}`),
    },
    plan: null,
  }
}
