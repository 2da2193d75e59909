import type { BrokerRow } from '../../shared/contract/brokers.ts'
import { en } from '../text/en.ts'
import { idsOf, possibleActs, type BrokerAct } from '../ui/mesos/broker-acts.ts'
import type { RowAction } from '../ui/table/types.ts'
import type { App } from './actions.ts'

/** Opens the form of an act that has one: `brokers` are the ids as the scheduler writes them, `of` the one that the form begins with. */
export type OpenBrokerForm = (act: 'update' | 'clone', of: BrokerRow, brokers: string) => void

/** The forms stand over the list of brokers: other screens go there. */
export const formOverList =
  (app: App): OpenBrokerForm =>
  (act, of, brokers) =>
    app.open(`/brokers?${new URLSearchParams({ form: act, of: of.key, ...(brokers === of.key ? {} : { brokers }) })}`)

/** Each goes through the one dialog that plans, asks, applies and follows. */
export function runBrokerAct(app: App, act: BrokerAct, chosen: readonly BrokerRow[], openForm: OpenBrokerForm): void {
  const brokers = idsOf(chosen)
  const how = { title: en.brokerActs.title[act](brokers, chosen.length > 1) }
  const [first] = chosen
  if (act === 'update' || act === 'clone') {
    if (first) openForm(act, first, brokers)
  } else if (act === 'stop') void app.change('lifecycle', 'stop', { brokers, force: false }, how)
  else void app.change('lifecycle', act, { brokers }, how)
}

/** What can be done with a broker, or with all marked ones; the list and the broker's own screen offer the same. What cannot be done now says why. */
export const brokerActs = (
  may: true | string,
  chosen: readonly BrokerRow[],
  run: (act: BrokerAct, chosen: readonly BrokerRow[]) => void,
): readonly RowAction[] =>
  possibleActs(chosen, may).map(({ act, title, off, danger }) => ({ id: act, title, off, danger, run: () => run(act, chosen) }))
