import type { AlertRow } from '../../../shared/contract/alerts.ts'
import type { AlertRule } from '../../../shared/domain/alerts/rule.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Document } from './document.ts'
import type { AlertHappening } from './engine.ts'
import { changed, withEntry, type AlertLog } from './log.ts'
import { show, silentBecause, type NotifyNeeds } from './notify.ts'
import type { AlertChoices } from './rules.ts'

export interface LogWriterNeeds {
  readonly cluster: string
  readonly choices: Document<AlertChoices>
  readonly alerts: Document<AlertLog>
  readonly notify: NotifyNeeds
  readonly clock: Clock
  readonly log: Log
}

/** Writes what happened into the log of alerts, and has the system tell what is to be told. */
export interface LogWriter {
  take(happening: AlertHappening): void
  /** Tells what still stands and was not told, because it was muted or in quiet hours, once that is over. */
  tellHeldBack(rules: readonly AlertRule[]): void
  /** What stands cannot be looked after any more. */
  leave(): void
}

export function createLogWriter({ cluster, choices, alerts, notify, clock, log }: LogWriterNeeds): LogWriter {
  let made = 0

  const save = (next: (before: AlertLog) => AlertLog): void => {
    alerts.change(next).catch((error: unknown) => log.warn('The alert log was not saved', { cluster, error }))
  }
  const tell = (alert: AlertRow, evenInQuietHours: boolean, again: boolean): AlertRow['silent'] => {
    const why = silentBecause(choices.current(), notify.notifications, alert, evenInQuietHours, clock.wall())
    if (why !== null) return why
    return show(notify, alert, again) ? null : 'failed'
  }
  const fire = ({ rule, subject, reading }: AlertHappening): void => {
    made += 1
    const alert = newAlert({ rule, subject, event: 'fired', reading }, clock.wall(), made)
    const silent = tell(alert, rule.evenInQuietHours, false)
    save((before) => withEntry(before, { ...alert, silent }))
  }
  const standing = ({ rule, subject }: AlertHappening): AlertRow | undefined =>
    alerts.current().findLast((each) => each.rule === rule.id && each.subject === subject && each.ended === null)
  const remind = (happening: AlertHappening): void => {
    save((before) => {
      const alert = standing(happening)
      // Whoever has seen it is not told again.
      if (!alert || alert.acknowledgedAt !== null) return before
      tell(alert, happening.rule.evenInQuietHours, true)
      return changed(before, new Set([alert.id]), { remindedAt: clock.wall(), value: happening.reading?.value ?? alert.value })
    })
  }
  const end = (happening: AlertHappening, ended: AlertRow['ended']): void => {
    const endedAt = clock.wall()
    // Asked when its turn comes: the entry may still be on its way to the disk.
    save((before) => {
      const alert = standing(happening)
      return alert ? changed(before, new Set([alert.id]), { ended, endedAt }) : before
    })
  }
  return {
    take(happening) {
      switch (happening.event) {
        case 'fired':
          return fire(happening)
        case 'reminded':
          return remind(happening)
        case 'recovered':
        case 'gone':
        case 'ruleChanged':
          return end(happening, happening.event)
      }
    },
    tellHeldBack(rules) {
      const held = alerts.current().filter(isHeldBack)
      if (held.length === 0) return
      const told = held.filter((alert) => {
        const even = rules.find((rule) => rule.id === alert.rule)?.evenInQuietHours ?? false
        return silentBecause(choices.current(), notify.notifications, alert, even, clock.wall()) === null && show(notify, alert, true)
      })
      if (told.length > 0) save((before) => changed(before, new Set(told.map(({ id }) => id)), { silent: null }))
    },
    leave: () => save((before) => unwatched(before, clock.wall())),
  }
}

const isHeldBack = ({ ended, acknowledgedAt, silent }: AlertRow): boolean =>
  ended === null && acknowledgedAt === null && (silent === 'quietHours' || silent === 'muted')

const newAlert = ({ rule, subject, reading }: AlertHappening, firedAt: number, n: number): AlertRow => ({
  id: `${firedAt.toString(36)}-${n}`,
  rule: rule.id,
  // Taken from the contract's own parse when the rule was saved.
  condition: rule.condition as AlertRow['condition'],
  forSeconds: rule.forSeconds,
  subject,
  value: reading?.value ?? null,
  verdict: reading?.verdict ?? null,
  firedAt,
  endedAt: null,
  ended: null,
  remindedAt: null,
  acknowledgedAt: null,
  silent: null,
  path: pathOf(rule.condition.is, subject, firedAt),
})

const unwatched = (log: AlertLog, at: number): AlertLog =>
  log.some((each) => each.ended === null)
    ? log.map((each) => (each.ended === null ? { ...each, ended: 'unwatched' as const, endedAt: at } : each))
    : log

/** The place that shows the moment. */
function pathOf(is: AlertHappening['rule']['condition']['is'], subject: string, firedAt: number): string {
  switch (is) {
    case 'verdict':
    case 'lag':
    case 'timeLag':
      return `/groups/${encodeURIComponent(subject)}?moment=${firedAt}`
    case 'brokerDown':
      return `/brokers/${encodeURIComponent(subject)}`
    case 'partitions':
      return '/topics'
    case 'frameworkAway':
      return '/overview'
  }
}
