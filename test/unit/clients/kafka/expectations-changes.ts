import { alterConfigs, incrementalAlterConfigs } from '../../../../electron/core/clients/kafka/codecs/alter-configs.ts'
import { createPartitions } from '../../../../electron/core/clients/kafka/codecs/create-partitions.ts'
import { createTopics } from '../../../../electron/core/clients/kafka/codecs/create-topics.ts'
import { deleteGroups } from '../../../../electron/core/clients/kafka/codecs/delete-groups.ts'
import { deleteRecords } from '../../../../electron/core/clients/kafka/codecs/delete-records.ts'
import { deleteTopics } from '../../../../electron/core/clients/kafka/codecs/delete-topics.ts'
import { electLeaders } from '../../../../electron/core/clients/kafka/codecs/elect-leaders.ts'
import { leaveGroup } from '../../../../electron/core/clients/kafka/codecs/leave-group.ts'
import { offsetCommit } from '../../../../electron/core/clients/kafka/codecs/offset-commit.ts'
import { offsetDelete } from '../../../../electron/core/clients/kafka/codecs/offset-delete.ts'
import {
  alterPartitionReassignments,
  listPartitionReassignments,
} from '../../../../electron/core/clients/kafka/codecs/partition-reassignments.ts'
import { produce } from '../../../../electron/core/clients/kafka/codecs/produce.ts'
import { createAcls, deleteAcls, describeAcls } from '../../../../electron/core/clients/kafka/codecs/acls.ts'
import { alterClientQuotas, describeClientQuotas } from '../../../../electron/core/clients/kafka/codecs/client-quotas.ts'
import { alterUserScram, describeUserScram } from '../../../../electron/core/clients/kafka/codecs/user-scram.ts'
import type { Case } from './expectations.ts'
import type { changeLayouts } from './layouts-changes.ts'
import type { Struct, Value } from './layout-codec.ts'

/** Looking into generated values, whose shapes the layouts say. */
const list = (value: Value | undefined): Struct[] => (value ?? []) as Struct[]

const throttleMs = (v: Struct): Value => v['ThrottleTimeMs'] ?? 0

const named = (r: Struct): object => ({ name: r['Name'] ?? '', error: r['ErrorCode'], message: r['ErrorMessage'] ?? null })

const resources = (v: Struct): object => ({
  throttleMs: throttleMs(v),
  resources: list(v['Responses']).map((r) => ({
    type: r['ResourceType'],
    name: r['ResourceName'],
    error: r['ErrorCode'],
    message: r['ErrorMessage'],
  })),
})

const partitions = (v: Struct): object[] =>
  list(v['Topics']).map((t) => ({
    topic: t['Name'],
    partitions: list(t['Partitions']).map((p) => ({ partition: p['PartitionIndex'], error: p['ErrorCode'] })),
  }))

const messages = (p: Struct, id: string): object => ({ partition: p[id], error: p['ErrorCode'], message: p['ErrorMessage'] })

const moving = (p: Struct): object => ({
  partition: p['PartitionIndex'],
  replicas: p['Replicas'],
  adding: p['AddingReplicas'],
  removing: p['RemovingReplicas'],
})

const result = (r: Struct): object => ({ error: r['ErrorCode'], message: r['ErrorMessage'] })

const acl = (place: Struct, a: Struct): object => ({
  resource: place['ResourceType'],
  name: place['ResourceName'],
  pattern: place['PatternType'],
  principal: a['Principal'],
  host: a['Host'],
  operation: a['Operation'],
  permission: a['PermissionType'],
})

const entity = (v: Struct): object[] => list(v['Entity']).map((e) => ({ type: e['EntityType'], name: e['EntityName'] }))

export const changeCases: Readonly<Record<keyof typeof changeLayouts, Case>> = {
  describeAcls: {
    api: describeAcls,
    expected: (v) => ({
      throttleMs: throttleMs(v),
      ...result(v),
      acls: list(v['Resources']).flatMap((r) => list(r['Acls']).map((a) => acl(r, a))),
    }),
  },
  createAcls: { api: createAcls, expected: (v) => ({ throttleMs: throttleMs(v), results: list(v['Results']).map(result) }) },
  deleteAcls: {
    api: deleteAcls,
    expected: (v) => ({
      throttleMs: throttleMs(v),
      results: list(v['FilterResults']).map((r) => ({
        ...result(r),
        matching: list(r['MatchingAcls']).map((m) => ({ ...result(m), acl: acl(m, m) })),
      })),
    }),
  },
  describeClientQuotas: {
    api: describeClientQuotas,
    expected: (v) => ({
      throttleMs: throttleMs(v),
      ...result(v),
      quotas: list(v['Entries']).map((q) => ({
        entity: entity(q),
        values: list(q['Values']).map(({ Key: key, Value: value }) => ({ key, value })),
      })),
    }),
  },
  alterClientQuotas: {
    api: alterClientQuotas,
    expected: (v) => ({ throttleMs: throttleMs(v), results: list(v['Entries']).map((r) => ({ ...result(r), entity: entity(r) })) }),
  },
  describeUserScram: {
    api: describeUserScram,
    expected: (v) => ({
      throttleMs: throttleMs(v),
      ...result(v),
      users: list(v['Results']).map((r) => ({
        user: r['User'],
        ...result(r),
        credentials: list(r['CredentialInfos']).map((c) => ({ mechanism: c['Mechanism'], iterations: c['Iterations'] })),
      })),
    }),
  },
  alterUserScram: {
    api: alterUserScram,
    expected: (v) => ({ throttleMs: throttleMs(v), results: list(v['Results']).map((r) => ({ user: r['User'], ...result(r) })) }),
  },
  produce: {
    api: produce,
    expected: (v) => ({
      throttleMs: throttleMs(v),
      topics: list(v['Responses']).map((t) => ({
        topic: t['Name'],
        partitions: list(t['PartitionResponses']).map((p) => ({
          partition: p['Index'],
          error: p['ErrorCode'],
          baseOffset: p['BaseOffset'],
          message:
            list(p['RecordErrors']).find((r) => r['BatchIndexErrorMessage'] !== null)?.['BatchIndexErrorMessage'] ??
            p['ErrorMessage'] ??
            null,
        })),
      })),
    }),
  },
  createTopics: { api: createTopics, expected: (v) => ({ throttleMs: throttleMs(v), topics: list(v['Topics']).map(named) }) },
  deleteTopics: { api: deleteTopics, expected: (v) => ({ throttleMs: throttleMs(v), topics: list(v['Responses']).map(named) }) },
  createPartitions: { api: createPartitions, expected: (v) => ({ throttleMs: throttleMs(v), topics: list(v['Results']).map(named) }) },
  incrementalAlterConfigs: { api: incrementalAlterConfigs, expected: resources },
  alterConfigs: { api: alterConfigs, expected: resources },
  alterPartitionReassignments: {
    api: alterPartitionReassignments,
    expected: (v) => ({
      throttleMs: throttleMs(v),
      error: v['ErrorCode'],
      message: v['ErrorMessage'],
      topics: list(v['Responses']).map((t) => ({
        topic: t['Name'],
        partitions: list(t['Partitions']).map((p) => messages(p, 'PartitionIndex')),
      })),
    }),
  },
  listPartitionReassignments: {
    api: listPartitionReassignments,
    expected: (v) => ({
      throttleMs: throttleMs(v),
      error: v['ErrorCode'],
      message: v['ErrorMessage'],
      topics: list(v['Topics']).map((t) => ({ topic: t['Name'], partitions: list(t['Partitions']).map(moving) })),
    }),
  },
  electLeaders: {
    api: electLeaders,
    expected: (v) => ({
      throttleMs: throttleMs(v),
      error: v['ErrorCode'] ?? 0,
      topics: list(v['ReplicaElectionResults']).map((t) => ({
        topic: t['Topic'],
        partitions: list(t['PartitionResult']).map((p) => messages(p, 'PartitionId')),
      })),
    }),
  },
  deleteRecords: {
    api: deleteRecords,
    expected: (v) => ({
      throttleMs: throttleMs(v),
      topics: list(v['Topics']).map((t) => ({
        topic: t['Name'],
        partitions: list(t['Partitions']).map((p) => ({
          partition: p['PartitionIndex'],
          lowWatermark: p['LowWatermark'],
          error: p['ErrorCode'],
        })),
      })),
    }),
  },
  offsetCommit: { api: offsetCommit, expected: (v) => ({ throttleMs: throttleMs(v), topics: partitions(v) }) },
  offsetDelete: {
    api: offsetDelete,
    expected: (v) => ({ throttleMs: throttleMs(v), error: v['ErrorCode'], topics: partitions(v) }),
  },
  deleteGroups: {
    api: deleteGroups,
    expected: (v) => ({
      throttleMs: throttleMs(v),
      groups: list(v['Results']).map((r) => ({ group: r['GroupId'], error: r['ErrorCode'] })),
    }),
  },
  leaveGroup: {
    api: leaveGroup,
    expected: (v) => ({
      throttleMs: throttleMs(v),
      error: v['ErrorCode'],
      members: list(v['Members']).map((m) => ({ member: m['MemberId'], instance: m['GroupInstanceId'], error: m['ErrorCode'] })),
    }),
  },
}
