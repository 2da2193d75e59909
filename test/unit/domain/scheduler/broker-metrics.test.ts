import { describe, expect, it } from 'vitest'
import { brokerReadings } from '../../../../shared/domain/scheduler/broker-metrics.ts'

const texts = (values: Readonly<Record<string, number>>) =>
  [...brokerReadings(new Map(Object.entries(values)))].map(([group, all]) => [group, all.map(({ id, value, wrong }) => [id, value, wrong])])

describe('what a broker reports through the scheduler', () => {
  it('is told in readings that have a name; one that did not come is not there, and never 0', () => {
    expect(
      texts({
        'kafka.server,BrokerTopicMetrics,BytesInPerSec': 10_342.7,
        // Of one topic: no figure of the broker.
        'kafka.server,BrokerTopicMetrics,BytesOutPerSec,topic.orders': 7,
        'kafka.network,RequestMetrics,TotalTimeMs_p99,request.Produce': 12.5,
        'kafka.server,ReplicaManager,UnderReplicatedPartitions': 3,
        'kafka.controller,KafkaController,OfflinePartitionsCount': 0,
        'vm,gc,ms,G1 Old Generation': 100,
        'vm,gc,ms,G1 Young Generation': 2_400,
      }),
    ).toEqual([
      ['traffic', [['bytesIn', 10_342.7, false]]],
      ['requests', [['produceP99', 12.5, false]]],
      [
        'replication',
        [
          ['underReplicated', 3, true],
          ['offlinePartitions', 0, false],
        ],
      ],
      ['process', [['gcMs', 2_500, false]]],
    ])
  })

  it('knows the three values of 0.9.5', () => {
    expect(texts({ underReplicatedPartitions: 0, offlinePartitionsCount: 2, activeControllerCount: 1 })[2]).toEqual([
      'replication',
      [
        ['underReplicated', 0, false],
        ['offlinePartitions', 2, true],
        ['activeController', 1, false],
      ],
    ])
  })
})
