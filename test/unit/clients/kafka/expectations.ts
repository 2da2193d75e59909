import { apiVersions } from '../../../../electron/core/clients/kafka/codecs/api-versions.ts'
import { consumerGroupDescribe } from '../../../../electron/core/clients/kafka/codecs/consumer-group-describe.ts'
import { describeCluster } from '../../../../electron/core/clients/kafka/codecs/describe-cluster.ts'
import { describeConfigs } from '../../../../electron/core/clients/kafka/codecs/describe-configs.ts'
import { describeGroups } from '../../../../electron/core/clients/kafka/codecs/describe-groups.ts'
import { describeLogDirs } from '../../../../electron/core/clients/kafka/codecs/describe-log-dirs.ts'
import { fetch } from '../../../../electron/core/clients/kafka/codecs/fetch.ts'
import { findCoordinator } from '../../../../electron/core/clients/kafka/codecs/find-coordinator.ts'
import { listGroups } from '../../../../electron/core/clients/kafka/codecs/list-groups.ts'
import { listOffsets, type ListOffsetsResponse } from '../../../../electron/core/clients/kafka/codecs/list-offsets.ts'
import { metadata } from '../../../../electron/core/clients/kafka/codecs/metadata.ts'
import { offsetFetch } from '../../../../electron/core/clients/kafka/codecs/offset-fetch.ts'
import type { Api } from '../../../../electron/core/clients/kafka/codecs/api.ts'
import { changeCases } from './expectations-changes.ts'
import type { LayoutName } from './layouts.ts'
import type { Struct, Value } from './layout-codec.ts'

/** Looking into generated values, whose shapes the layouts say. */
const list = (value: Value | undefined): Struct[] => (value ?? []) as Struct[]
const num = (value: Value | undefined): number => value as number
const text = (value: Value | undefined): string => (value ?? '') as string
const nums = (value: Value | undefined): number[] => (value ?? []) as number[]

export interface Case {
  readonly api: Pick<Api<never, unknown>, 'key' | 'name' | 'versions' | 'flexibleFrom' | 'decode' | 'over'>
  /** What the decoder must give for a value of the layout. */
  readonly expected: (value: Struct, version: number) => unknown
  /** What the decoder gave, in the same terms. */
  readonly shown?: (decoded: unknown) => unknown
}

const throttle = (v: Struct): number => num(v['ThrottleTimeMs'] ?? 0)

const offsetsTopic = (t: Struct): unknown => ({
  topic: text(t['Name']),
  partitions: Int32Array.from(list(t['Partitions']), (p) => num(p['PartitionIndex'])),
  offsets: Float64Array.from(list(t['Partitions']), (p) => (p['ErrorCode'] === 0 ? num(p['CommittedOffset']) : Number.NaN)),
  metadata: new Map(list(t['Partitions']).flatMap((p, i) => (p['Metadata'] ? [[i, p['Metadata']]] : []))),
  errors: new Map(list(t['Partitions']).flatMap((p, i) => (p['ErrorCode'] === 0 ? [] : [[i, p['ErrorCode']]]))),
})

const assigned = (a: Value | undefined): unknown =>
  list((a as Struct)['TopicPartitions']).map((t) => ({ topic: text(t['TopicName']), partitions: nums(t['Partitions']) }))

const bytesKnown = (value: Value | undefined): number | null => (value === undefined || num(value) < 0 ? null : num(value))

const typeOf = (value: string): string =>
  ['classic', 'consumer', 'share', 'streams'].includes(value.toLowerCase()) ? value.toLowerCase() : 'unknown'

/** The flat arrays of ListOffsets, topic by topic. */
export const byTopic = ({ throttleMs, topics, partitions, errors, offsets, timestamps }: ListOffsetsResponse): unknown => ({
  throttleMs,
  topics: topics.map(({ topic, from, to }) => ({
    topic,
    partitions: Array.from({ length: to - from }, (_, i) => ({
      partition: partitions[from + i],
      error: errors[from + i],
      offset: offsets[from + i],
      timestamp: timestamps[from + i],
    })),
  })),
})

export const cases: Readonly<Record<LayoutName, Case>> = {
  metadata: {
    api: metadata,
    expected: (v, version) => ({
      throttleMs: throttle(v),
      error: v['ErrorCode'] ?? 0,
      brokers: list(v['Brokers']).map((b) => ({ id: b['NodeId'], host: b['Host'], port: b['Port'], rack: b['Rack'] ?? null })),
      clusterId: v['ClusterId'] ?? null,
      controllerId: v['ControllerId'] ?? null,
      topics: list(v['Topics']).map((t) => ({
        name: t['Name'],
        topicId: t['TopicId'] ?? null,
        internal: version === 0 ? t['Name'] === '__consumer_offsets' : t['IsInternal'],
        error: t['ErrorCode'],
        partitions: list(t['Partitions'])
          .map((p) => ({
            error: p['ErrorCode'],
            partition: num(p['PartitionIndex']),
            leader: p['LeaderId'],
            leaderEpoch: p['LeaderEpoch'] ?? -1,
            replicas: p['ReplicaNodes'],
            isr: p['IsrNodes'],
            offline: p['OfflineReplicas'] ?? [],
          }))
          .toSorted((a, b) => a.partition - b.partition),
      })),
    }),
  },
  listOffsets: {
    api: listOffsets,
    shown: (decoded) => byTopic(decoded as ListOffsetsResponse), // of that decoder
    expected: (v, version) => ({
      throttleMs: throttle(v),
      topics: list(v['Topics']).map((t) => ({
        topic: t['Name'],
        partitions: list(t['Partitions']).map((p) => ({
          partition: p['PartitionIndex'],
          error: p['ErrorCode'],
          offset: version === 0 ? (nums(p['OldStyleOffsets'])[0] ?? -1) : p['Offset'],
          timestamp: p['Timestamp'] ?? -1,
        })),
      })),
    }),
  },
  offsetFetch: {
    api: offsetFetch,
    expected: (v, version) => ({
      throttleMs: throttle(v),
      groups:
        version >= 8
          ? list(v['Groups']).map((g) => ({ group: g['GroupId'], error: g['ErrorCode'], topics: list(g['Topics']).map(offsetsTopic) }))
          : [{ group: null, error: v['ErrorCode'] ?? 0, topics: list(v['Topics']).map(offsetsTopic) }],
    }),
  },
  findCoordinator: {
    api: findCoordinator,
    expected: (v, version) => {
      const node = (c: Struct, key: Value | undefined): unknown => ({
        key,
        error: c['ErrorCode'],
        nodeId: c['NodeId'],
        host: c['Host'],
        port: c['Port'],
      })
      const coordinators = version >= 4 ? list(v['Coordinators']).map((c) => node(c, c['Key'])) : [node(v, null)]
      return { throttleMs: throttle(v), coordinators }
    },
  },
  listGroups: {
    api: listGroups,
    expected: (v) => ({
      throttleMs: throttle(v),
      error: v['ErrorCode'],
      groups: list(v['Groups']).map((g) => ({
        group: g['GroupId'],
        protocolType: g['ProtocolType'],
        state: g['GroupState'] ?? '',
        type: typeOf(text(g['GroupType'])),
      })),
    }),
  },
  describeGroups: {
    api: describeGroups,
    expected: (v) => ({
      throttleMs: throttle(v),
      groups: list(v['Groups']).map((g) => ({
        error: g['ErrorCode'],
        message: g['ErrorMessage'] ?? null,
        group: g['GroupId'],
        state: g['GroupState'],
        protocolType: g['ProtocolType'],
        protocol: g['ProtocolData'],
        members: list(g['Members']).map((m) => ({
          member: m['MemberId'],
          instance: m['GroupInstanceId'] ?? null,
          clientId: m['ClientId'],
          host: m['ClientHost'],
          metadata: m['MemberMetadata'],
          assignment: m['MemberAssignment'],
        })),
      })),
    }),
  },
  consumerGroupDescribe: {
    api: consumerGroupDescribe,
    expected: (v) => ({
      throttleMs: throttle(v),
      groups: list(v['Groups']).map((g) => ({
        error: g['ErrorCode'],
        message: g['ErrorMessage'],
        group: g['GroupId'],
        state: g['GroupState'],
        epoch: g['GroupEpoch'],
        assignmentEpoch: g['AssignmentEpoch'],
        assignor: g['AssignorName'],
        members: list(g['Members']).map((m) => ({
          member: m['MemberId'],
          instance: m['InstanceId'],
          rack: m['RackId'],
          epoch: m['MemberEpoch'],
          clientId: m['ClientId'],
          host: m['ClientHost'],
          assigned: assigned(m['Assignment']),
          target: assigned(m['TargetAssignment']),
        })),
      })),
    }),
  },
  describeCluster: {
    api: describeCluster,
    expected: (v) => ({
      throttleMs: throttle(v),
      error: v['ErrorCode'],
      message: v['ErrorMessage'],
      clusterId: v['ClusterId'],
      controllerId: v['ControllerId'],
      brokers: list(v['Brokers']).map((b) => ({
        id: b['BrokerId'],
        host: b['Host'],
        port: b['Port'],
        rack: b['Rack'],
        fenced: b['IsFenced'] ?? false,
      })),
    }),
  },
  describeConfigs: {
    api: describeConfigs,
    expected: (v, version) => ({
      throttleMs: throttle(v),
      resources: list(v['Results']).map((r) => ({
        error: r['ErrorCode'],
        message: r['ErrorMessage'],
        type: r['ResourceType'],
        name: r['ResourceName'],
        configs: list(r['Configs']).map((c) => ({
          name: c['Name'],
          value: c['Value'],
          ...defaultOf(c, version),
          readOnly: c['ReadOnly'],
          source: c['ConfigSource'] ?? -1,
          isDefault: version === 0 ? c['IsDefault'] : c['ConfigSource'] === 5,
          sensitive: c['IsSensitive'],
          type: c['ConfigType'] ?? 0,
          documentation: c['Documentation'] ?? null,
        })),
      })),
    }),
  },
  describeLogDirs: {
    api: describeLogDirs,
    expected: (v) => ({
      throttleMs: throttle(v),
      error: v['ErrorCode'] ?? 0,
      dirs: list(v['Results']).map((d) => ({
        path: d['LogDir'],
        error: d['ErrorCode'],
        totalBytes: bytesKnown(d['TotalBytes']),
        usableBytes: bytesKnown(d['UsableBytes']),
        replicas: list(d['Topics']).flatMap((t) =>
          list(t['Partitions']).map((p) => ({
            topic: t['Name'],
            partition: p['PartitionIndex'],
            sizeBytes: p['PartitionSize'],
            offsetLag: p['OffsetLag'],
            isFuture: p['IsFutureKey'],
          })),
        ),
      })),
    }),
  },
  apiVersions: {
    api: apiVersions,
    expected: (v) => ({
      throttleMs: throttle(v),
      error: v['ErrorCode'],
      apis: list(v['ApiKeys']).map((a) => ({ key: a['ApiKey'], min: a['MinVersion'], max: a['MaxVersion'] })),
    }),
  },
  fetch: {
    api: fetch,
    expected: (v) => ({
      throttleMs: throttle(v),
      error: v['ErrorCode'] ?? 0,
      topics: list(v['Responses']).map((t) => ({
        topic: t['Topic'],
        partitions: list(t['Partitions']).map((p) => ({
          partition: p['PartitionIndex'],
          error: p['ErrorCode'],
          highWatermark: p['HighWatermark'],
          lastStable: p['LastStableOffset'] ?? -1,
          logStart: p['LogStartOffset'] ?? -1,
          aborted:
            (p['AbortedTransactions'] ?? null) === null
              ? null
              : list(p['AbortedTransactions']).map((a) => ({ producerId: a['ProducerId'], firstOffset: a['FirstOffset'] })),
          records: p['Records'] ?? Buffer.alloc(0),
        })),
      })),
    }),
  },
  ...changeCases,
}

/** Of a value that is none of the user's it is the value; else what the synonyms say, if they do. */
function defaultOf(config: Record<string, Value>, version: number): { readonly defaultValue?: Value | undefined } {
  const isDefault = version === 0 ? config['IsDefault'] : config['ConfigSource'] === 5
  if (isDefault === true) return { defaultValue: config['Value'] }
  const told = version === 0 ? undefined : list(config['Synonyms']).find((synonym) => synonym['Source'] === 5)
  return told === undefined ? {} : { defaultValue: told['Value'] }
}
