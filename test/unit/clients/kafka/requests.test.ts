import { describe, expect, it } from 'vitest'
import { apiVersions } from '../../../../electron/core/clients/kafka/codecs/api-versions.ts'
import { consumerGroupDescribe } from '../../../../electron/core/clients/kafka/codecs/consumer-group-describe.ts'
import { describeCluster } from '../../../../electron/core/clients/kafka/codecs/describe-cluster.ts'
import { describeConfigs } from '../../../../electron/core/clients/kafka/codecs/describe-configs.ts'
import { describeGroups } from '../../../../electron/core/clients/kafka/codecs/describe-groups.ts'
import { describeLogDirs } from '../../../../electron/core/clients/kafka/codecs/describe-log-dirs.ts'
import { findCoordinator } from '../../../../electron/core/clients/kafka/codecs/find-coordinator.ts'
import { listGroups } from '../../../../electron/core/clients/kafka/codecs/list-groups.ts'
import { listOffsets } from '../../../../electron/core/clients/kafka/codecs/list-offsets.ts'
import { metadata } from '../../../../electron/core/clients/kafka/codecs/metadata.ts'
import { offsetFetch } from '../../../../electron/core/clients/kafka/codecs/offset-fetch.ts'
import type { Struct } from './layout-codec.ts'
import { readBack } from './read-back.ts'

const zeroId = 'A'.repeat(22)

describe('E-05 Metadata requests', () => {
  it('ask for all topics and create none, in every version', () => {
    for (const { version, sent } of readBack('metadata', metadata, { topics: null })) {
      expect(sent['Topics']).toEqual(version === 0 ? [] : null)
      expect(sent['AllowAutoTopicCreation']).toBe(version >= 4 ? false : undefined)
      expect(sent['IncludeTopicAuthorizedOperations']).toBe(version >= 8 ? false : undefined)
    }
  })

  it('name topics', () => {
    for (const { version, sent } of readBack('metadata', metadata, { topics: ['__proto__', 'b'] })) {
      const id = version >= 10 ? { TopicId: zeroId } : {}
      expect(sent['Topics']).toEqual([
        { ...id, Name: '__proto__' },
        { ...id, Name: 'b' },
      ])
    }
  })
})

describe('requests in every version', () => {
  it('ListOffsets: as a consumer, with the isolation asked for', () => {
    const request = { isolation: 'committed', timestamp: -2, topics: [{ topic: 't', partitions: [3, 9] }], timeoutMs: 30_000 } as const
    for (const { version, sent } of readBack('listOffsets', listOffsets, request)) {
      const partition = (index: number): Struct => ({
        PartitionIndex: index,
        ...(version >= 4 ? { CurrentLeaderEpoch: -1 } : {}),
        Timestamp: -2,
        ...(version === 0 ? { MaxNumOffsets: 1 } : {}),
      })
      expect(sent['ReplicaId']).toBe(-1)
      expect(sent['IsolationLevel']).toBe(version >= 2 ? 1 : undefined)
      expect(sent['Topics']).toEqual([{ Name: 't', Partitions: [partition(3), partition(9)] }])
      expect(sent['TimeoutMs']).toBe(version >= 10 ? 30_000 : undefined)
    }
  })

  it('OffsetFetch: one group below v8, many from there; all topics as null', () => {
    for (const { version, sent } of readBack('offsetFetch', offsetFetch, { groups: ['g', 'h'], topics: null })) {
      const member = version >= 9 ? { MemberId: null, MemberEpoch: -1 } : {}
      if (version >= 8) expect(sent['Groups']).toEqual(['g', 'h'].map((GroupId) => ({ GroupId, ...member, Topics: null })))
      else expect(sent).toMatchObject({ GroupId: 'g', Topics: null })
      expect(sent['RequireStable']).toBe(version >= 7 ? false : undefined)
    }
  })

  it('OffsetFetch: the partitions that old brokers must be told', () => {
    const [v0] = readBack('offsetFetch', offsetFetch, { groups: ['g'], topics: [{ topic: 't', partitions: [0, 1] }] })
    expect(v0?.sent).toEqual({ GroupId: 'g', Topics: [{ Name: 't', PartitionIndexes: [0, 1] }] })
  })

  it('FindCoordinator: one key below v4, and always of a group', () => {
    for (const { version, sent } of readBack('findCoordinator', findCoordinator, { keys: ['g', 'h'] })) {
      expect(sent['Key']).toBe(version <= 3 ? 'g' : undefined)
      expect(sent['KeyType']).toBe(version >= 1 ? 0 : undefined)
      expect(sent['CoordinatorKeys']).toEqual(version >= 4 ? ['g', 'h'] : undefined)
    }
  })

  it('ListGroups, DescribeGroups, ConsumerGroupDescribe, DescribeCluster, DescribeLogDirs, ApiVersions', () => {
    for (const { version, sent } of readBack('listGroups', listGroups, {}))
      expect(sent['TypesFilter']).toEqual(version >= 5 ? [] : undefined)
    for (const { sent } of readBack('describeGroups', describeGroups, { groups: ['g'] })) expect(sent['Groups']).toEqual(['g'])
    for (const { sent } of readBack('consumerGroupDescribe', consumerGroupDescribe, { groups: ['g'] }))
      expect(sent['GroupIds']).toEqual(['g'])
    for (const { version, sent } of readBack('describeCluster', describeCluster, {})) {
      expect(sent['IncludeFencedBrokers']).toBe(version >= 2 ? true : undefined)
      expect(sent['EndpointType']).toBe(version >= 1 ? 1 : undefined)
    }
    for (const { sent } of readBack('describeLogDirs', describeLogDirs, { topics: null })) expect(sent['Topics']).toBe(null)
    const topics = [{ name: 't', partitions: [0, 2] }]
    for (const { sent } of readBack('describeLogDirs', describeLogDirs, { topics }))
      expect(sent['Topics']).toEqual([{ Topic: 't', Partitions: [0, 2] }])
    const software = { name: 'samsa', version: '1.0' }
    for (const { version, sent } of readBack('apiVersions', apiVersions, { software })) {
      expect(sent).toEqual(version >= 3 ? { ClientSoftwareName: 'samsa', ClientSoftwareVersion: '1.0' } : {})
    }
  })

  it('DescribeConfigs', () => {
    const request = {
      resources: [
        { type: 2, name: 't', keys: null },
        { type: 4, name: '1', keys: ['a'] },
      ],
      documentation: true,
    }
    for (const { version, sent } of readBack('describeConfigs', describeConfigs, request)) {
      expect(sent['Resources']).toEqual([
        { ResourceType: 2, ResourceName: 't', ConfigurationKeys: null },
        { ResourceType: 4, ResourceName: '1', ConfigurationKeys: ['a'] },
      ])
      expect(sent['IncludeDocumentation']).toBe(version >= 3 ? true : undefined)
    }
  })
})
