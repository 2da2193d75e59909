import type { ClusterState } from '../../../../shared/domain/cluster-state.ts'
import type { Problem } from '../../../../shared/domain/part-status.ts'

/** Its leader did not answer: the broker's own error says why. */
const LEADER_DID_NOT_ANSWER = -2

/** Names of the codes that an offsets answer can hold for a partition (Kafka protocol guide, "Error Codes"). */
const names: Readonly<Record<number, string>> = {
  3: 'UNKNOWN_TOPIC_OR_PARTITION',
  5: 'LEADER_NOT_AVAILABLE',
  6: 'NOT_LEADER_OR_FOLLOWER',
  9: 'REPLICA_NOT_AVAILABLE',
  29: 'TOPIC_AUTHORIZATION_FAILED',
  43: 'UNSUPPORTED_FOR_MESSAGE_FORMAT',
  56: 'KAFKA_STORAGE_ERROR',
  74: 'FENCED_LEADER_EPOCH',
  75: 'UNKNOWN_LEADER_EPOCH',
  78: 'OFFSET_NOT_AVAILABLE',
}

/** Why offsets of a partition could not be read. */
export function readingProblem(state: ClusterState, leader: number, code: number): Problem {
  const told = code === LEADER_DID_NOT_ANSWER ? state.brokers.get(leader)?.link?.problem : null
  return told ?? { code: 'kafka.error', about: { code, name: names[code] ?? `error ${code}`, what: `offsets from broker ${leader}` } }
}
