import type { Permit } from '../../lib/permit.ts'
import type { KafkaChanges } from './kafka-changes.ts'
import { createAcls, deleteAcls } from './ops/changes/acls.ts'
import { alterQuotas } from './ops/changes/client-quotas.ts'
import { alterConfigs } from './ops/changes/configs.ts'
import { commitOffsets, deleteGroups, deleteOffsets, removeMembers } from './ops/changes/groups.ts'
import { electLeaders, reassign } from './ops/changes/reassignments.ts'
import { deleteRecords, produce } from './ops/changes/records.ts'
import { createPartitions, createTopics, deleteTopics } from './ops/changes/topics.ts'
import { removeScram, setScram } from './ops/changes/user-scram.ts'
import type { Context } from './ops/context.ts'

/** The changes of a client, for one permitted act. */
export function createKafkaChanges(context: Context, permit: Permit): KafkaChanges {
  const permitted = { ...context, permit }
  return {
    createTopics: (topics, signal) => createTopics(topics, permitted, signal),
    deleteTopics: (topics, signal) => deleteTopics(topics, permitted, signal),
    createPartitions: (topics, signal) => createPartitions(topics, permitted, signal),
    alterConfigs: (resources, signal) => alterConfigs(resources, permitted, signal),
    deleteRecords: (partitions, signal) => deleteRecords(partitions, permitted, signal),
    reassign: (partitions, signal) => reassign(partitions, permitted, signal),
    electLeaders: (partitions, signal) => electLeaders(partitions, permitted, signal),
    produce: (items, signal) => produce(items, permitted, signal),
    createAcls: (acls, signal) => createAcls(acls, permitted, signal),
    deleteAcls: (acls, signal) => deleteAcls(acls, permitted, signal),
    alterQuotas: (edits, signal) => alterQuotas(edits, permitted, signal),
    setScram: (credentials, signal) => setScram(credentials, permitted, signal),
    removeScram: (credentials, signal) => removeScram(credentials, permitted, signal),
    commitOffsets: (group, commits, signal) => commitOffsets(group, commits, permitted, signal),
    deleteOffsets: (group, partitions, signal) => deleteOffsets(group, partitions, permitted, signal),
    deleteGroups: (groups, signal) => deleteGroups(groups, permitted, signal),
    removeMembers: (group, members, signal) => removeMembers(group, members, permitted, signal),
  }
}
