import type { SamsaContract } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import type { AlertBook } from '../alerts/alerts.ts'
import { changed } from '../alerts/log.ts'
import { replay } from '../alerts/replay.ts'
import { MOST_RULES, type AlertChoices } from '../alerts/rules.ts'
import type { Histories } from '../history/histories.ts'
import type { Clock } from '../lib/clock.ts'
import { heard } from '../../../shared/rpc/heard.ts'
import { logRows, ruleRows, settingsRow, type AlertViewsNeeds } from './alert-views.ts'

export interface AlertsHandlersNeeds extends AlertViewsNeeds {
  readonly histories: Histories
  readonly clock: Clock
}

const HOUR_MS = 3_600_000

type AlertsHandlers = Handlers<SamsaContract>['alerts']

export const alertsHandlers = (needs: AlertsHandlersNeeds): AlertsHandlers => ({
  rules: ({ cluster }) => ruleRows(needs, cluster),
  settings: ({ cluster }) => settingsRow(needs, cluster),
  log: ({ cluster }) => logRows(needs, cluster),
  opened: (_input, { signal }) => heard((tell, end) => needs.alerts.onOpened(tell, end), signal),
  ...choiceHandlers(needs),
  ...logHandlers(needs),
})

type Choosing = Pick<AlertsHandlers, 'save' | 'remove' | 'configure' | 'watch' | 'mute'>

function choiceHandlers({ alerts, clock, checkProfile }: AlertsHandlersNeeds): Choosing {
  const bookOf = (cluster: string): Promise<AlertBook> => {
    checkProfile(cluster)
    return alerts.open(cluster)
  }
  const change = async (cluster: string, next: (choices: AlertChoices) => AlertChoices): Promise<Record<string, never>> => {
    const { choices } = await bookOf(cluster)
    await choices.change(next)
    return {}
  }
  return {
    async save({ cluster, rule }) {
      const { choices } = await bookOf(cluster)
      const id = rule.id ?? newId(choices.current())
      await choices.change((before) => ({ ...before, rules: withRule(before.rules, { ...rule, id }) }))
      return { id }
    },
    remove: ({ cluster, id }) => change(cluster, (before) => ({ ...before, rules: before.rules.filter((rule) => rule.id !== id) })),
    configure: ({ cluster, quiet, notify }) =>
      change(cluster, (before) => ({
        ...before,
        ...(quiet === undefined ? {} : { quiet }),
        ...(notify === undefined ? {} : { notify }),
      })),
    watch: ({ cluster, group, on }) => change(cluster, (before) => ({ ...before, watched: withName(before.watched, group, on) })),
    mute: ({ cluster, group, forSeconds }) =>
      change(cluster, (before) => {
        const now = clock.wall()
        const others = before.muted.filter((each) => each.group !== group && each.until > now)
        return { ...before, muted: forSeconds === 0 ? others : [...others, { group, until: now + forSeconds * 1_000 }] }
      }),
  }
}

function logHandlers({
  alerts,
  clock,
  checkProfile,
  connections,
  histories,
}: AlertsHandlersNeeds): Pick<AlertsHandlers, 'acknowledge' | 'test'> {
  return {
    async acknowledge({ cluster, ids }) {
      checkProfile(cluster)
      const book = await alerts.open(cluster)
      const open = new Set(ids)
      await book.alerts.change((before) => {
        const unseen = before.filter((each) => open.has(each.id) && each.acknowledgedAt === null).map((each) => each.id)
        return changed(before, new Set(unseen), { acknowledgedAt: clock.wall() })
      })
      return {}
    },
    async test({ cluster, rule, hours }, { signal }) {
      checkProfile(cluster)
      const { choices } = await alerts.open(cluster)
      const to = clock.wall()
      const groups = [...connections.cluster(cluster).store.current().groups.keys()]
      const watched = new Set(choices.current().watched)
      return replay({ histories, cluster, groups, watched }, { ...rule, id: rule.id ?? '' }, to - hours * HOUR_MS, to, signal)
    },
  }
}

type Rules = AlertChoices['rules']

function withRule(rules: Rules, rule: Rules[number]): Rules {
  if (rules.some((each) => each.id === rule.id)) return rules.map((each) => (each.id === rule.id ? rule : each))
  if (rules.length >= MOST_RULES) throw new AppError('alerts.tooMany', { most: MOST_RULES })
  return [...rules, rule]
}

function newId({ rules }: AlertChoices): string {
  const taken = new Set(rules.map((rule) => rule.id))
  let n = rules.length + 1
  while (taken.has(`rule-${n}`)) n += 1
  return `rule-${n}`
}

function withName(names: readonly string[], name: string, on: boolean): string[] {
  const others = names.filter((each) => each !== name)
  return on ? [...others, name] : others
}
