import type { AlertRow, AlertRuleRow, AlertSettings } from '../../../shared/contract/alerts.ts'
import { readRule, type AlertFacts } from '../../../shared/domain/alerts/level.ts'
import type { DesktopServices } from '../../../shared/desktop-services.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { ViewAbout, ViewSource } from '../../../shared/rpc/define.ts'
import type { AlertBook, Alerts } from '../alerts/alerts.ts'
import { isKnown } from '../alerts/engine.ts'
import { factsOf } from '../alerts/facts.ts'
import type { AlertChoices } from '../alerts/rules.ts'
import type { ClustersNeeds } from './clusters.ts'

export interface AlertViewsNeeds extends ClustersNeeds {
  readonly alerts: Alerts
  readonly notifications: DesktopServices['notifications']
}

type Rules = AlertChoices['rules']

/** Not read from the disk yet, or not to be read. */
const without = (failed: AppError | null): ViewAbout => ({
  state: failed ? 'failed' : 'loading',
  asOf: null,
  errors: failed ? [{ code: failed.code, about: failed.about }] : [],
  progress: null,
})

/** Rows of a book; loading until it was read from the disk. */
function bookView<Row>(
  { alerts, checkProfile }: AlertViewsNeeds,
  cluster: string,
  rowsOf: (book: AlertBook) => Iterable<readonly [string, Row]>,
  watchMore: (changed: () => void, signal: AbortSignal) => void = () => {},
): ViewSource<Row> {
  checkProfile(cluster)
  let failed: AppError | null = null
  return {
    watch(tell, signal) {
      const listen = (book: AlertBook): void => {
        if (signal.aborted) return
        book.choices.onChange(tell, signal)
        book.alerts.onChange(tell, signal)
        tell()
      }
      alerts.open(cluster).then(listen, (error: unknown) => {
        failed = error instanceof AppError ? error : new AppError('core.unexpected', { where: 'alerts' }, { cause: error })
        tell()
      })
      watchMore(tell, signal)
    },
    read() {
      const book = alerts.book(cluster)
      if (book === null) return { rows: new Map(), about: without(failed) }
      const errors = [...book.choices.problems(), ...book.alerts.problems()].map(({ code, about }) => ({ code, about }))
      return { rows: new Map(rowsOf(book)), about: { state: 'live', asOf: null, errors, progress: null } }
    },
  }
}

export const logRows = (needs: AlertViewsNeeds, cluster: string): ViewSource<AlertRow> =>
  bookView(needs, cluster, (book) => book.alerts.current().map((row): [string, AlertRow] => [row.id, row]))

export function settingsRow(needs: AlertViewsNeeds, cluster: string): ViewSource<AlertSettings> {
  const { notifications: n } = needs
  let made: { readonly from: AlertChoices; readonly row: AlertSettings } | null = null
  return bookView(needs, cluster, ({ choices }) => {
    const from = choices.current()
    const { watched, quiet, notify, muted } = from
    if (made?.from !== from) {
      const notifications = { available: n.available, why: n.available ? '' : n.why }
      made = { from, row: { id: 'settings', watched: [...watched], quiet, notify, muted: [...muted], notifications } }
    }
    return [['settings', made.row]]
  })
}

export function ruleRows(needs: AlertViewsNeeds, cluster: string): ViewSource<AlertRuleRow> {
  const before = new Map<string, AlertRuleRow>()
  const live = needs.connections.cluster(cluster)
  const watchMore = (tell: () => void, signal: AbortSignal): void => live.onReading(tell, signal)
  const rowsOf = ({ choices, alerts }: AlertBook) => {
    const { rules, watched } = choices.current()
    const facts = factsOf(live, new Set(watched))
    return rules.map((rule): [string, AlertRuleRow] => {
      const standing = alerts.current().filter((each) => each.rule === rule.id && each.ended === null).length
      const row = { ...rule, standing, blind: blindBecause(rule, facts) }
      const known = before.get(rule.id)
      const same = known !== undefined && JSON.stringify(known) === JSON.stringify(row)
      if (!same) before.set(rule.id, row)
      return [rule.id, same ? known : row]
    })
  }
  return bookView(needs, cluster, rowsOf, watchMore)
}

function blindBecause(rule: Rules[number], facts: AlertFacts | null): AlertRuleRow['blind'] {
  if (facts === null) return 'notConnected'
  if (!isKnown(rule, facts)) return 'notRead'
  const readings = readRule(rule, facts)
  return readings.length > 0 && readings.every(({ level }) => level === 'unknown') ? 'notRead' : null
}
