/** Where the scheduler, Mesos and Kafka contradict each other about one broker. That they do is data, not an error. */
export type DisagreementKind =
  | 'runningUnknownToKafka'
  | 'runningUnknownToMesos'
  | 'runningEndedInMesos'
  | 'inKafkaUnknownToScheduler'
  | 'inKafkaNotRunning'
  | 'taskUnknownToScheduler'
  | 'otherTask'
  | 'otherEndpoint'
  | 'otherAgent'

export interface Disagreement {
  readonly kind: DisagreementKind
  /** What the first side says, and the second: a state, a task id, an address. */
  readonly says: string
  readonly other: string
}

export interface Agreement {
  /** `partial`: what can be compared agrees, but a side was not read. `settling`: differs, but only since a moment ago. */
  readonly is: 'agree' | 'disagree' | 'settling' | 'partial'
  readonly scheduler: string | null
  readonly mesos: string | null
  readonly kafka: 'seen' | 'notSeen' | null
  readonly disagreements: readonly Disagreement[]
}

/** One disagreement as a sentence. */
export function disagreementWords({ kind, says, other }: Disagreement): string {
  switch (kind) {
    case 'runningUnknownToKafka':
      return 'Running for the scheduler, unknown to Kafka'
    case 'runningUnknownToMesos':
      return `Running for the scheduler, but Mesos does not know its task ${says}`
    case 'runningEndedInMesos':
      return `Running for the scheduler, but for Mesos its task is ${other}`
    case 'inKafkaUnknownToScheduler':
      return 'In Kafka, unknown to the scheduler'
    case 'inKafkaNotRunning':
      return `In Kafka, but ${says} for the scheduler`
    case 'taskUnknownToScheduler':
      return `Mesos runs task ${other} for it, which the scheduler does not know`
    case 'otherTask':
      return `The scheduler says its task is ${says}, Mesos runs ${other}`
    case 'otherEndpoint':
      return `The scheduler says it answers at ${says}, Kafka says ${other}`
    case 'otherAgent':
      return `The scheduler says it is on ${says}, Mesos says on ${other}`
  }
}
