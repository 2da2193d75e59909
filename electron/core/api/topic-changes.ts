import type { SamsaContract } from '../../../shared/contract/index.ts'
import { loadOf, sharedRacks, spreadReplicas } from '../../../shared/domain/placement/spread.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { assignmentProblems } from '../commands/kafka/assign.ts'
import { placeable } from '../commands/kafka/live-cluster.ts'
import { badInput } from '../commands/refuse-input.ts'
import type { Runner } from '../commands/runner.ts'
import { addPartitions } from '../commands/topics/add-partitions.ts'
import { configureTopic } from '../commands/topics/configure-topic.ts'
import { createTopic } from '../commands/topics/create-topic.ts'
import { deleteRecords } from '../commands/topics/delete-records.ts'
import { removeTopics } from '../commands/topics/remove-topics.ts'
import type { KafkaWorlds } from './kafka-worlds.ts'

type TopicChanges = 'previewAssignment' | 'create' | 'configure' | 'addPartitions' | 'deleteRecords' | 'remove'

export const topicChangeHandlers = (runner: Runner, worlds: KafkaWorlds): Pick<Handlers<SamsaContract>['topics'], TopicChanges> => ({
  async previewAssignment({ cluster, topic, from, partitions, replication }, { signal }) {
    const brokers = placeable(await worlds(cluster).client.metadata(signal))
    const problems = assignmentProblems({ topic, from, partitions, replication, assignment: null }, brokers)
    if (problems.length > 0) throw badInput('topics.previewAssignment', problems)
    const assignment = spreadReplicas(brokers, { from, partitions, replication, seed: topic })
    const racks = new Set(brokers.flatMap((b) => b.rack ?? [])).size
    return { assignment, brokers: loadOf(assignment, brokers), sameRack: sharedRacks(assignment, brokers), racks }
  },
  create: runner.change(createTopic, worlds),
  configure: runner.change(configureTopic, worlds),
  addPartitions: runner.change(addPartitions, worlds),
  deleteRecords: runner.change(deleteRecords, worlds),
  remove: runner.change(removeTopics, worlds),
})
