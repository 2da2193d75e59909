import type { Profile } from '../../../../shared/contract/profiles.ts'
import type { ClusterState } from '../../../../shared/domain/cluster-state.ts'
import { changesBetween, type SeenChange, type Survey, type SurveyKind, type SurveyPart } from '../../../../shared/domain/survey.ts'
import type { Changes } from '../../lib/changes.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import { inSlices } from '../../lib/slices.ts'
import type { AuditLog } from '../audit-log.ts'
import { unexplained, type OwnAct } from './explained.ts'
import type { KeptSurveys } from './kept-surveys.ts'
import { MOST_TOPICS, surveySettings, surveyTopics, type SettingsReader } from './read-survey.ts'
import { restEventOf, seenEventOf } from './seen-events.ts'

/** What is kept tells when something was still as it was, to within this. */
const KEEP_MS = 600_000
/** Between two readings; of many topics the answer is large. */
export const SURVEY_MS = 60_000
const LARGE_SURVEY_MS = 600_000
const MANY_TOPICS = 100
/** After connecting, until the layout was read. */
const SOON_MS = 2_000
/** Entries at one reading; all that is beyond that is one entry. */
const MOST_AT_ONCE = 100

export interface ElsewhereNeeds {
  readonly clock: Clock
  readonly log: Log
  readonly audit: Pick<AuditLog, 'seen' | 'actsSince'>
  readonly kept: KeptSurveys
  readonly profile: (id: string) => Profile
  /** Null: not connected. */
  readonly connected: (cluster: string) => (SettingsReader & { readonly state: ClusterState }) | null
  /** False while its reading is paused, or while it does not answer. */
  readonly isRead: (cluster: string) => boolean
  readonly clusters: () => readonly string[]
  readonly onClusters: Changes['listen']
  readonly newId: () => string
  readonly signal: AbortSignal
}

const NOTHING: Survey = new Map()

interface Watch {
  /** Null: not connected, or nothing was read yet. */
  last: Survey | null
  /** The next comparison is the first one since a connection. */
  away: boolean
  connected: boolean
  /** What this connection may not read. */
  refused: Set<SurveyKind>
  settingsAt: number
  keptAt: number
  work: Promise<void> | null
  cancel: () => void
}

/**
 * Reads how connected clusters are set up, every minute, and writes into the audit log what was changed and by nobody here. The first
 * reading is compared with the one that was kept: what is different happened while Samsa was away; without one nothing is said.
 */
export function watchElsewhere(needs: ElsewhereNeeds): { stop(): Promise<void> } {
  const { clock, log, signal } = needs
  const watches = new Map<string, Watch>()

  const read = async (id: string, watch: Watch): Promise<void> => {
    let next = SURVEY_MS
    try {
      next = await visit(needs, id, watch)
    } catch (error) {
      if (!signal.aborted && needs.connected(id) !== null) log.warn('How a cluster is set up could not be read', { cluster: id, error })
    }
    watch.work = null
    if (watch.connected && !signal.aborted) watch.cancel = clock.after(next, () => begin(id, watch))
  }
  const begin = (id: string, watch: Watch): void => {
    if (watch.work === null && !signal.aborted) watch.work = read(id, watch)
  }
  const look = (): void => {
    const ids = needs.clusters()
    for (const [id, watch] of watches) {
      if (ids.includes(id)) continue
      watch.cancel()
      watch.connected = false
      watches.delete(id)
    }
    for (const id of ids) {
      const is = needs.connected(id) !== null
      const watch = watches.get(id) ?? {
        last: null,
        away: true,
        connected: false,
        refused: new Set<SurveyKind>(),
        settingsAt: -Infinity,
        keptAt: -Infinity,
        work: null,
        cancel: () => {},
      }
      watches.set(id, watch)
      if (is === watch.connected) continue
      watch.connected = is
      watch.cancel()
      if (is) {
        Object.assign(watch, { away: true, settingsAt: -Infinity, refused: new Set<SurveyKind>() })
        watch.cancel = clock.after(SOON_MS, () => begin(id, watch))
      }
    }
  }
  needs.onClusters(look, signal)
  look()
  return {
    async stop() {
      for (const watch of watches.values()) watch.cancel()
      await Promise.all([...watches.values()].flatMap(({ work }) => work ?? []))
      // As late as can be: the next start tells what was changed since then.
      for (const [id, { last, keptAt }] of watches) if (last !== null && clock.now() > keptAt) await needs.kept.keep(id, last)
    },
  }
}

/** One reading, compared with the one before. Tells when the next one is due, in ms. */
async function visit(needs: ElsewhereNeeds, id: string, watch: Watch): Promise<number> {
  const { clock, kept, signal } = needs
  const there = needs.connected(id)
  if (there === null || !needs.isRead(id)) return SOON_MS
  const topics = await inSlices(surveyTopics(there.state))
  if (topics === null) return SOON_MS
  const due = there.state.topics.size > MANY_TOPICS && there.state.topics.size <= MOST_TOPICS ? LARGE_SURVEY_MS : SURVEY_MS
  const settings =
    clock.now() - watch.settingsAt >= due - SOON_MS ? await surveySettings(there.state, there, watch.refused, signal) : NOTHING
  if (settings.size > 0) watch.settingsAt = clock.now()
  // Another connection meanwhile: what it shows may be another cluster.
  if (needs.connected(id)?.client !== there.client) return SURVEY_MS
  const before = watch.last ?? (await kept.read(id))
  const now: Survey = new Map<SurveyKind, SurveyPart>([...(before ?? NOTHING), ['topic', topics], ...settings])
  const found = before === null ? [] : await inSlices(changesBetween(before, now))
  if (found.length > 0) await write(needs, id, found, watch.away)
  watch.last = now
  watch.away = false
  const isNew = before === null || found.length > 0 || now.size > before.size
  if (isNew || clock.now() - watch.keptAt >= KEEP_MS) {
    watch.keptAt = clock.now()
    await kept.keep(id, now)
  }
  return SURVEY_MS
}

async function write({ audit, profile, newId }: ElsewhereNeeds, id: string, found: readonly SeenChange[], away: boolean): Promise<void> {
  const acts: readonly OwnAct[] = await audit.actsSince(id, Math.min(...found.map(({ from }) => from)))
  const foreign = found.flatMap((change) => unexplained(change, acts) ?? [])
  const circumstances = { profile: profile(id), away }
  for (const change of foreign.slice(0, MOST_AT_ONCE)) await audit.seen(seenEventOf(change, { ...circumstances, act: newId() }))
  const rest = foreign.slice(MOST_AT_ONCE)
  if (rest.length > 0) await audit.seen(restEventOf(rest, { ...circumstances, act: newId() }))
}
