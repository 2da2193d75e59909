import type { AuditDetail, AuditRow } from '../../../shared/contract/audit.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Journal } from '../lib/journal/journal.ts'
import type { JournalEntry } from '../lib/journal/line.ts'
import { actOf, eventIn, type AuditEvent } from './audit-events.ts'

const MOST_EVENTS = 2_000

/** Everything that the files hold of one act. */
export async function detailOf(row: AuditRow, journal: Journal): Promise<AuditDetail> {
  let detail: Omit<AuditDetail, 'row' | 'events' | 'response'> | null = null
  let response: string | null = null
  const events: AuditDetail['events'] = []
  for await (const entry of journal.read()) {
    const event = eventIn(entry)
    if (event === null || actOf(event) !== row.act) continue
    if ('detail' in event) detail = event.detail
    if (event.kind === 'outcome') response = event.response ?? response
    if (events.length < MOST_EVENTS) events.push(lineFor(entry, event, events.at(-1)?.state ?? 'sent'))
  }
  if (detail === null) throw new AppError('audit.unknownAct', { act: row.act })
  return { ...detail, row, events, response }
}

function lineFor({ at }: JournalEntry, event: AuditEvent, before: AuditRow['state']): AuditDetail['events'][number] {
  switch (event.kind) {
    case 'intent':
    case 'seen':
      return { at, state: event.row.state, text: event.row.title }
    case 'step':
      return { at, state: before, text: event.now }
    case 'outcome':
      return { at, state: event.state, text: event.note ?? '' }
  }
}
