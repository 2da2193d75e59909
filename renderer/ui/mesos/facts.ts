import type { Agreement } from '../../../shared/domain/joined/disagreement.ts'
import type { BrokerPhase } from '../../../shared/domain/scheduler/phase.ts'

/** A broker as far as its state in words asks: rows of the contract have it. Null: not read, or not known to that side. */
export interface BrokerFacts {
  readonly id: number
  readonly host: string
  readonly port: number
  readonly rack: string | null
  readonly state: 'up' | 'down' | 'unreachable' | 'connecting' | 'absent'
  readonly controller: boolean
  readonly leaders: number
  readonly scheduler: {
    readonly active: boolean
    readonly phase: BrokerPhase
    readonly needsRestart: boolean
    readonly task: {
      readonly hostname: string | null
      readonly attributes: readonly { readonly name: string; readonly value: string }[]
    } | null
    readonly endpoint: { readonly address: string } | null
    readonly stickiness: { readonly hostname: string | null; readonly until: number | null }
    readonly data: { readonly kind: 'absolute' | 'volume' | 'sandbox' }
  } | null
  readonly mesos: {
    readonly since: number | null
    readonly ended: boolean
    readonly state: string
    readonly hostname: string | null
  } | null
  readonly agreement: Agreement | null
}

/** Where it is, or was asked to be. */
export const agentOf = ({ scheduler, mesos }: Pick<BrokerFacts, 'scheduler' | 'mesos'>): string | null =>
  scheduler?.task?.hostname ?? (mesos?.ended === false ? mesos.hostname : null)

/** The attribute that tells where it stands, as the agent has it; else what Kafka was told. */
export const rackOf = ({ scheduler, rack }: Pick<BrokerFacts, 'scheduler' | 'rack'>): string | null =>
  scheduler?.task?.attributes.find(({ name }) => name === 'rack' || name === 'zone')?.value ?? rack

/** Stopped by its scheduler: that nothing listens where it was is no trouble. */
export const isStopped = ({ scheduler }: Pick<BrokerFacts, 'scheduler'>): boolean =>
  scheduler !== null && !scheduler.active && scheduler.task === null

const isRunning = (facts: BrokerFacts): boolean => facts.scheduler?.phase.kind === 'running'

/** Runs for the scheduler, and Kafka does not have it, or it does not answer us. */
export const kafkaTrouble = (facts: BrokerFacts): 'notInKafka' | 'joining' | 'silent' | null => {
  if (!isRunning(facts)) return null
  if (facts.state === 'down' || facts.state === 'absent') return facts.agreement?.is === 'settling' ? 'joining' : 'notInKafka'
  return facts.state === 'unreachable' ? 'silent' : null
}
