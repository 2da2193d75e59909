import { describe, expect, it } from 'vitest'
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
import { alterClientQuotas, describeClientQuotas } from '../../../../electron/core/clients/kafka/codecs/client-quotas.ts'
import { alterUserScram, describeUserScram } from '../../../../electron/core/clients/kafka/codecs/user-scram.ts'
import { createAcls, deleteAcls } from '../../../../electron/core/clients/kafka/codecs/acls.ts'
import { readBack } from './read-back.ts'

const zeroId = 'A'.repeat(22)

describe('E-01 requests that change something, in every version', () => {
  it('CreateAcls and DeleteAcls: each by what it is', () => {
    const one = { resource: 2, name: '__proto__', pattern: 4, principal: 'User:a', host: '*', operation: 3, permission: 3 }
    const rest = { Operation: 3, PermissionType: 3 }
    for (const { sent } of readBack('createAcls', createAcls, { acls: [one] }))
      expect(sent['Creations']).toEqual([
        { ResourceType: 2, ResourceName: '__proto__', ResourcePatternType: 4, Principal: 'User:a', Host: '*', ...rest },
      ])
    for (const { sent } of readBack('deleteAcls', deleteAcls, { filters: [one] }))
      expect(sent['Filters']).toEqual([
        {
          ResourceTypeFilter: 2,
          ResourceNameFilter: '__proto__',
          PatternTypeFilter: 4,
          PrincipalFilter: 'User:a',
          HostFilter: '*',
          ...rest,
        },
      ])
  })

  it('AlterClientQuotas: sets and removes, of a name or of the default; DescribeClientQuotas asks for all', () => {
    const edits = [
      {
        entity: [
          { type: 'user', name: '__proto__' },
          { type: 'client-id', name: null },
        ],
        ops: [
          { key: 'producer_byte_rate', value: 1_048_576 },
          { key: 'request_percentage', value: null },
        ],
      },
    ]
    for (const { sent } of readBack('alterClientQuotas', alterClientQuotas, { edits }))
      expect(sent).toEqual({
        Entries: [
          {
            Entity: [
              { EntityType: 'user', EntityName: '__proto__' },
              { EntityType: 'client-id', EntityName: null },
            ],
            Ops: [
              { Key: 'producer_byte_rate', Value: 1_048_576, Remove: false },
              { Key: 'request_percentage', Value: 0, Remove: true },
            ],
          },
        ],
        ValidateOnly: false,
      })
    for (const { sent } of readBack('describeClientQuotas', describeClientQuotas, {}))
      expect(sent).toEqual({ Components: [], Strict: false })
  })

  it('AlterUserScramCredentials: what is removed and what is set, salted; DescribeUserScramCredentials asks for all', () => {
    const [salt, saltedPassword] = [Buffer.from('salt'), Buffer.from('salted')]
    const upsertions = [{ user: 'ada', mechanism: 2, iterations: 4_096, salt, saltedPassword }]
    for (const { sent } of readBack('alterUserScram', alterUserScram, { deletions: [{ user: '__proto__', mechanism: 1 }], upsertions }))
      expect(sent).toEqual({
        Deletions: [{ Name: '__proto__', Mechanism: 1 }],
        Upsertions: [{ Name: 'ada', Mechanism: 2, Iterations: 4_096, Salt: salt, SaltedPassword: saltedPassword }],
      })
    for (const { sent } of readBack('describeUserScram', describeUserScram, {})) expect(sent).toEqual({ Users: null })
  })

  it('Produce: to all in-sync replicas, without a transaction', () => {
    const batch = Buffer.from('a batch')
    const request = { timeoutMs: 7, topics: [{ topic: '__proto__', partitions: [{ partition: 2, batch }] }] }
    for (const { sent } of readBack('produce', produce, request))
      expect(sent).toEqual({
        TransactionalId: null,
        Acks: -1,
        TimeoutMs: 7,
        TopicData: [{ Name: '__proto__', PartitionData: [{ Index: 2, Records: batch }] }],
      })
  })

  it('CreateTopics: figures or an assignment, and never only validated', () => {
    const topics = [
      { name: '__proto__', partitions: 3, replication: 2, assignment: [], configs: [{ name: 'retention.ms', value: '1' }] },
      {
        name: 'b',
        partitions: -1,
        replication: -1,
        assignment: [
          [1, 2],
          [2, 3],
        ],
        configs: [{ name: 'x', value: null }],
      },
    ]
    for (const { version, sent } of readBack('createTopics', createTopics, { topics, timeoutMs: 7 })) {
      expect(sent).toEqual({
        Topics: [
          { Name: '__proto__', NumPartitions: 3, ReplicationFactor: 2, Assignments: [], Configs: [{ Name: 'retention.ms', Value: '1' }] },
          {
            Name: 'b',
            NumPartitions: -1,
            ReplicationFactor: -1,
            Assignments: [
              { PartitionIndex: 0, BrokerIds: [1, 2] },
              { PartitionIndex: 1, BrokerIds: [2, 3] },
            ],
            Configs: [{ Name: 'x', Value: null }],
          },
        ],
        TimeoutMs: 7,
        ...(version >= 1 ? { ValidateOnly: false } : {}),
      })
    }
  })

  it('DeleteTopics: by name, also where topics have ids', () => {
    for (const { version, sent } of readBack('deleteTopics', deleteTopics, { names: ['a', 'b'], timeoutMs: 7 })) {
      const byName = { Topics: ['a', 'b'].map((Name) => ({ Name, TopicId: zeroId })), TimeoutMs: 7 }
      expect(sent).toEqual(version >= 6 ? byName : { TopicNames: ['a', 'b'], TimeoutMs: 7 })
    }
  })

  it('CreatePartitions: to a count, with or without an assignment', () => {
    const topics = [
      { name: 'a', count: 5, assignment: null },
      { name: 'b', count: 2, assignment: [[1, 3]] },
    ]
    for (const { sent } of readBack('createPartitions', createPartitions, { topics, timeoutMs: 7 })) {
      expect(sent['Topics']).toEqual([
        { Name: 'a', Count: 5, Assignments: null },
        { Name: 'b', Count: 2, Assignments: [{ BrokerIds: [1, 3] }] },
      ])
      expect(sent['ValidateOnly']).toBe(false)
    }
  })

  it('IncrementalAlterConfigs and AlterConfigs', () => {
    const steps = [
      { name: 'a', operation: 0, value: '1' },
      { name: 'b', operation: 1, value: null },
    ]
    for (const { sent } of readBack('incrementalAlterConfigs', incrementalAlterConfigs, {
      resources: [{ type: 2, name: 't', configs: steps }],
    })) {
      const Configs = [
        { Name: 'a', ConfigOperation: 0, Value: '1' },
        { Name: 'b', ConfigOperation: 1, Value: null },
      ]
      expect(sent).toEqual({ Resources: [{ ResourceType: 2, ResourceName: 't', Configs }], ValidateOnly: false })
    }
    const whole = { resources: [{ type: 4, name: '1', configs: [{ name: 'a', value: '1' }] }] }
    for (const { sent } of readBack('alterConfigs', alterConfigs, whole))
      expect(sent).toEqual({
        Resources: [{ ResourceType: 4, ResourceName: '1', Configs: [{ Name: 'a', Value: '1' }] }],
        ValidateOnly: false,
      })
  })

  it('AlterPartitionReassignments: new replicas or none, which takes back; the list; preferred leaders only', () => {
    const topics = [
      {
        name: 't',
        partitions: [
          { partition: 0, replicas: [3, 1] },
          { partition: 4, replicas: null },
        ],
      },
    ]
    for (const { version, sent } of readBack('alterPartitionReassignments', alterPartitionReassignments, { topics, timeoutMs: 7 })) {
      const Partitions = [
        { PartitionIndex: 0, Replicas: [3, 1] },
        { PartitionIndex: 4, Replicas: null },
      ]
      const allow = version >= 1 ? { AllowReplicationFactorChange: true } : {}
      expect(sent).toEqual({ TimeoutMs: 7, ...allow, Topics: [{ Name: 't', Partitions }] })
    }
    for (const { sent } of readBack('listPartitionReassignments', listPartitionReassignments, { timeoutMs: 7 }))
      expect(sent).toEqual({ TimeoutMs: 7, Topics: null })
    const asked = { topics: [{ name: 't', partitions: [0, 2] }], timeoutMs: 7 }
    for (const { version, sent } of readBack('electLeaders', electLeaders, asked))
      expect(sent).toEqual({
        ...(version >= 1 ? { ElectionType: 0 } : {}),
        TopicPartitions: [{ Topic: 't', Partitions: [0, 2] }],
        TimeoutMs: 7,
      })
  })

  it('DeleteRecords', () => {
    const topics = [
      {
        name: 't',
        partitions: [
          { partition: 3, before: 2 ** 40 },
          { partition: 4, before: -1 },
        ],
      },
    ]
    for (const { sent } of readBack('deleteRecords', deleteRecords, { topics, timeoutMs: 7 })) {
      const Partitions = [
        { PartitionIndex: 3, Offset: 2 ** 40 },
        { PartitionIndex: 4, Offset: -1 },
      ]
      expect(sent).toEqual({ Topics: [{ Name: 't', Partitions }], TimeoutMs: 7 })
    }
  })

  it('OffsetCommit: of nobody, so that a running group refuses it, and without a retention of ours', () => {
    const topics = [
      {
        topic: 't',
        partitions: [
          { partition: 0, offset: 42, metadata: null },
          { partition: 1, offset: 2 ** 40, metadata: 'm' },
        ],
      },
    ]
    for (const { version, sent } of readBack('offsetCommit', offsetCommit, { group: 'g', topics })) {
      const epoch = version >= 6 ? { CommittedLeaderEpoch: -1 } : {}
      expect(sent).toEqual({
        GroupId: 'g',
        GenerationIdOrMemberEpoch: -1,
        MemberId: '',
        ...(version >= 7 ? { GroupInstanceId: null } : {}),
        ...(version <= 4 ? { RetentionTimeMs: -1 } : {}),
        Topics: [
          {
            Name: 't',
            Partitions: [
              { PartitionIndex: 0, CommittedOffset: 42, ...epoch, CommittedMetadata: null },
              { PartitionIndex: 1, CommittedOffset: 2 ** 40, ...epoch, CommittedMetadata: 'm' },
            ],
          },
        ],
      })
    }
  })

  it('OffsetDelete, DeleteGroups, LeaveGroup', () => {
    for (const { sent } of readBack('offsetDelete', offsetDelete, { group: 'g', topics: [{ topic: 't', partitions: [0, 2] }] }))
      expect(sent).toEqual({ GroupId: 'g', Topics: [{ Name: 't', Partitions: [{ PartitionIndex: 0 }, { PartitionIndex: 2 }] }] })
    for (const { sent } of readBack('deleteGroups', deleteGroups, { groups: ['g', 'h'] })) expect(sent).toEqual({ GroupsNames: ['g', 'h'] })
    const members = [
      { member: 'm-1', instance: null },
      { member: '', instance: 'static' },
    ]
    for (const { version, sent } of readBack('leaveGroup', leaveGroup, { group: 'g', members, reason: 'why' })) {
      const reason = version >= 5 ? { Reason: 'why' } : {}
      expect(sent).toEqual({
        GroupId: 'g',
        Members: [
          { MemberId: 'm-1', GroupInstanceId: null, ...reason },
          { MemberId: '', GroupInstanceId: 'static', ...reason },
        ],
      })
    }
  })
})
