import { brokerActs as t } from '../../text/broker-acts.ts'
import type { BrokerFacts } from './facts.ts'

export type BrokerAct = 'start' | 'lookAtOffers' | 'stop' | 'restart' | 'update' | 'clone' | 'remove'

export interface PossibleAct {
  readonly act: BrokerAct
  /** “Stop broker 3…”: dots where a dialog with more than a sentence follows. */
  readonly title: string
  /** Why not now. What the core would refuse anyway is said before it is asked. */
  readonly off: string | undefined
  readonly danger: boolean
}

type Facts = Pick<BrokerFacts, 'id' | 'scheduler'>

/** Per broker; null: it may. The core judges again, with what it reads then. */
const why: Readonly<Record<BrokerAct, (broker: Facts) => string | null>> = {
  start: ({ scheduler }) => (scheduler?.active === true && scheduler.task !== null ? t.why.runs : null),
  lookAtOffers: ({ scheduler }) => (scheduler?.active === true && scheduler.task === null ? null : t.why.doesNotWait),
  stop: ({ scheduler }) => (scheduler?.active === true || scheduler?.task ? null : t.why.stopped),
  restart: ({ scheduler }) => (scheduler?.phase.kind === 'running' ? null : t.why.notRunning),
  update: () => null,
  clone: () => null,
  remove: ({ scheduler }) => (scheduler?.active === true ? t.why.active : scheduler?.task ? t.why.hasTask : null),
}

const order: readonly BrokerAct[] = ['start', 'lookAtOffers', 'stop', 'restart', 'update', 'clone', 'remove']

/** What can be done to these brokers now, and why not. `may`: whether the cluster may be changed at all. */
export function possibleActs(brokers: readonly Facts[], may: true | string): readonly PossibleAct[] {
  const names = idsOf(brokers)
  const many = brokers.length > 1
  return order.map((act) => {
    const unknown = brokers.find(({ scheduler }) => scheduler === null)
    const refused = brokers.map((broker) => ({ broker, reason: why[act](broker) })).find(({ reason }) => reason !== null)
    const reason = refused === undefined ? null : many ? t.why.ofBroker(refused.broker.id, refused.reason ?? '') : refused.reason
    const off =
      may !== true
        ? may
        : unknown
          ? t.why.notScheduled(unknown.id)
          : act === 'clone' && many
            ? t.why.onlyOne
            : reason === null
              ? undefined
              : reason
    return { act, title: t.title[act](names, many), off, danger: act === 'stop' || act === 'remove' }
  })
}

/** `0,2,3`: as the scheduler writes brokers. */
export const idsOf = (brokers: readonly { readonly id: number }[]): string =>
  brokers
    .map(({ id }) => id)
    .toSorted((a, b) => a - b)
    .join(',')

/** The two that fit its state; all of them are in its menu. */
export const wantedActs = ({ scheduler }: Facts): readonly BrokerAct[] =>
  scheduler?.active === true ? (scheduler.task === null ? ['lookAtOffers', 'stop'] : ['restart', 'stop']) : ['start', 'remove']
