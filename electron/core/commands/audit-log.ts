import type { AuditDetail, AuditProof, AuditRow } from '../../../shared/contract/audit.ts'
import type { ViewSource } from '../../../shared/rpc/define.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { createChanges } from '../lib/changes.ts'
import type { Clock } from '../lib/clock.ts'
import type { Json } from '../lib/envelope.ts'
import { whyFailed } from '../lib/file-system.ts'
import type { Journal } from '../lib/journal/journal.ts'
import { lineOf } from '../lib/journal/line.ts'
import { monthOf } from '../lib/journal/parts.ts'
import type { Log } from '../lib/log.ts'
import { redactJson } from '../lib/redact-json.ts'
import type { Redactor } from '../lib/redact.ts'
import { detailOf } from './audit-detail.ts'
import type { OwnAct } from './elsewhere/explained.ts'
import { ownActsSince } from './elsewhere/own-acts.ts'
import {
  actOf,
  eventIn,
  rowAfter,
  takenBack,
  type AuditEvent,
  type IntentEvent,
  type OutcomeEvent,
  type SeenEvent,
  type StepEvent,
} from './audit-events.ts'

export const MOST_ACTS = 5_000
const MOST_SEEN = 1_000
const KEPT_MONTHS = 12
const EXPORT_BYTES = 1_000_000

export interface AuditNeeds {
  readonly journal: Journal
  readonly clock: Clock
  readonly redactor: Redactor
  readonly log: Log
}

/** What was done from this app: the rows in memory, everything else in the journal's files. */
export interface AuditLog {
  /** On the disk when it resolves. Fails with `audit.notWritten`: then nothing may be sent. */
  intent(event: Omit<IntentEvent, 'kind' | 'mono'>): Promise<void>
  /** As `intent`: a step that is not on the disk is not begun. */
  step(event: Omit<StepEvent, 'kind' | 'mono'>): Promise<void>
  /** Shown even where it cannot be written; the file then says less than the screen, and the view says so. */
  outcome(event: Omit<OutcomeEvent, 'kind' | 'mono'>): Promise<void>
  /** As `outcome`: what others changed is shown even where it cannot be written. */
  seen(event: Omit<SeenEvent, 'kind' | 'mono'>): Promise<void>
  /** What was done from here on a cluster and may have had effects since then. */
  actsSince(cluster: string, from: number): Promise<readonly OwnAct[]>
  row(act: string): AuditRow | undefined
  list(cluster: string | null): ViewSource<AuditRow>
  /** Fails with `audit.unknownAct`. */
  entry(act: string): Promise<AuditDetail>
  prove(): Promise<AuditProof>
  export(cluster: string | null, from: number): Promise<{ text: string; next: number | null }>
  settled(): Promise<void>
}

export async function createAuditLog({ journal, clock, redactor, log }: AuditNeeds): Promise<AuditLog> {
  const changes = createChanges()
  let rows = new Map<string, AuditRow>()
  let problem: AppError | null = null
  const lists = new Map<string | null, { readonly of: typeof rows; readonly rows: ReadonlyMap<string, AuditRow> }>()

  const take = (event: AuditEvent): void => {
    const act = actOf(event)
    const row = rowAfter(rows.get(act), event)
    if (row === undefined) return
    const next = new Map(rows).set(act, row)
    const undone = event.kind === 'outcome' && row.state === 'verified' && row.undoes !== null ? next.get(row.undoes) : undefined
    if (undone !== undefined) next.set(undone.act, takenBack(undone, act))
    // What others did never pushes out what was done from here.
    if (event.kind === 'seen') dropOldest(next, ({ seen }) => seen !== undefined, MOST_SEEN)
    dropOldest(next, () => true, MOST_ACTS)
    rows = next
  }
  const write = async (event: AuditEvent): Promise<void> => {
    // Its own types are JSON; the compiler does not see that of interfaces.
    const body = redactJson(event as unknown as Json, redactor)
    try {
      await journal.append(body)
      problem = null
    } catch (error) {
      problem = new AppError('audit.notWritten', { why: whyFailed(error) }, { cause: error })
      log.error('The audit log was not written', { error: problem })
      changes.tell()
      throw problem
    }
  }
  const writeAndTake = async (event: AuditEvent): Promise<void> => {
    await write(event)
    take(event)
    changes.tell()
  }

  const cut = new Date(clock.wall())
  cut.setUTCMonth(cut.getUTCMonth() - KEPT_MONTHS)
  const dropped = await journal.dropBefore(monthOf(cut.getTime())).catch(() => [])
  if (dropped.length > 0) log.info('Audit files older than a year were removed', { files: dropped })
  for await (const entry of journal.read()) {
    const event = eventIn(entry)
    if (event !== null) take(event)
  }

  const audit: AuditLog = {
    intent: (event) => writeAndTake({ kind: 'intent', mono: clock.now(), ...event }),
    step: (event) => writeAndTake({ kind: 'step', mono: clock.now(), ...event }),
    async outcome(event) {
      const whole: OutcomeEvent = { kind: 'outcome', mono: clock.now(), ...event }
      await write(whole).catch(() => undefined)
      take(whole)
      changes.tell()
    },
    async seen(event) {
      const whole: SeenEvent = { kind: 'seen', mono: clock.now(), ...event }
      await write(whole).catch(() => undefined)
      take(whole)
      changes.tell()
    },
    actsSince: (cluster, from) => ownActsSince(rowsOf(cluster).values(), journal, from),
    row: (act) => rows.get(act),
    list: (cluster) => ({
      watch: changes.listen,
      read: () => ({
        rows: rowsOf(cluster),
        about: {
          state: 'live',
          asOf: null,
          errors: problem === null ? [] : [{ code: problem.code, about: problem.about }],
          progress: null,
        },
      }),
    }),
    async entry(act) {
      const row = rows.get(act)
      if (row === undefined) throw new AppError('audit.unknownAct', { act })
      return detailOf(row, journal)
    },
    prove: () => journal.prove(),
    export: (cluster, from) => exportFrom(journal, cluster, from),
    settled: journal.settled,
  }
  await closeLost(audit, [...rows.values()])
  return audit

  function rowsOf(cluster: string | null): ReadonlyMap<string, AuditRow> {
    const known = lists.get(cluster)
    if (known?.of === rows) return known.rows
    const found = cluster === null ? rows : new Map([...rows].filter(([, row]) => row.cluster === cluster))
    lists.set(cluster, { of: rows, rows: found })
    return found
  }
}

function dropOldest(rows: Map<string, AuditRow>, of: (row: AuditRow) => boolean, most: number): void {
  let count = 0
  for (const row of rows.values()) if (of(row)) count += 1
  for (const row of rows.values()) {
    if (count <= most) return
    if (!of(row)) continue
    rows.delete(row.act)
    count -= 1
  }
}

/** What had begun and has no end in the file: Samsa ended in between. */
async function closeLost(audit: AuditLog, rows: readonly AuditRow[]): Promise<void> {
  for (const row of rows) {
    if (row.ended) continue
    const note = 'Samsa ended before it knew what became of this. Look at the cluster, or press “Look again”.'
    await audit.outcome({ act: row.act, state: 'unknown', ended: true, note, error: null, response: null, ms: null })
  }
}

/** Whole lines as they stand in the files, about a megabyte at a time; of one cluster, the lines of its acts. */
async function exportFrom(journal: Journal, cluster: string | null, from: number): Promise<{ text: string; next: number | null }> {
  const acts = new Set<string>()
  let text = ''
  for await (const entry of journal.read()) {
    const event = eventIn(entry)
    if (event !== null && 'row' in event && event.row.cluster === cluster) acts.add(event.row.act)
    if (cluster !== null && (event === null || !acts.has(actOf(event)))) continue
    if (entry.seq <= from) continue
    if (text.length > EXPORT_BYTES) return { text, next: entry.seq - 1 }
    text += lineOf(entry)
  }
  return { text, next: null }
}
