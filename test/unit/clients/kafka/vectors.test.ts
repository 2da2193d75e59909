import { describe, expect, it } from 'vitest'
import { apiVersions } from '../../../../electron/core/clients/kafka/codecs/api-versions.ts'
import { listGroups } from '../../../../electron/core/clients/kafka/codecs/list-groups.ts'
import { listOffsets } from '../../../../electron/core/clients/kafka/codecs/list-offsets.ts'
import { decodeAssignment } from '../../../../electron/core/clients/kafka/codecs/member-assignment.ts'
import { metadata } from '../../../../electron/core/clients/kafka/codecs/metadata.ts'
import { byTopic } from './expectations.ts'
import { createTopics } from '../../../../electron/core/clients/kafka/codecs/create-topics.ts'
import { offsetCommit } from '../../../../electron/core/clients/kafka/codecs/offset-commit.ts'
import { offsetFetch } from '../../../../electron/core/clients/kafka/codecs/offset-fetch.ts'

/** Written out by hand from the message definitions; `|` and blanks are for the eye. */
const bytes = (hex: string): Buffer => Buffer.from(hex.replace(/[\s|]/g, ''), 'hex')

describe('D-10 bodies by bytes', () => {
  it('ApiVersions v0', () => {
    expect(apiVersions.decode(0, bytes('0000 | 00000002 | 0003 0000 000d | 0012 0000 0004'))).toEqual({
      error: 0,
      throttleMs: 0,
      apis: [
        { key: 3, min: 0, max: 13 },
        { key: 18, min: 0, max: 4 },
      ],
    })
  })

  it('Metadata v0: error 9 of a partition is a fact', () => {
    const body = bytes(
      `00000001 | 00000001 0004 6b31 6c6f 00002384
       00000001 | 0000 0001 74 | 00000001 | 0009 00000000 00000001 00000002 00000001 00000002 00000001 00000001`,
    )
    expect(metadata.decode(0, body)).toEqual({
      throttleMs: 0,
      error: 0,
      brokers: [{ id: 1, host: 'k1lo', port: 9092, rack: null }],
      clusterId: null,
      controllerId: null,
      topics: [
        {
          name: 't',
          topicId: null,
          internal: false,
          error: 0,
          partitions: [{ error: 9, partition: 0, leader: 1, leaderEpoch: -1, replicas: [1, 2], isr: [1], offline: [] }],
        },
      ],
    })
    expect(metadata.encode(0, { topics: null })).toEqual(bytes('00000000'))
  })

  it('Metadata v12: compact, with topic id, epochs and a partition without leader', () => {
    const body = bytes(
      `00000000 | 02 00000001 02 61 00002384 00 00 | 03 6364 | 00000001
       02 | 0000 02 74 00112233445566778899aabbccddeeff 00
            02 0005 00000003 ffffffff 00000007 02 00000002 01 02 00000002 00 | 80000000 00 | 00`,
    )
    expect(metadata.decode(12, body)).toMatchObject({
      clusterId: 'cd',
      topics: [
        {
          topicId: 'ABEiM0RVZneImaq7zN3u_w',
          partitions: [{ error: 5, partition: 3, leader: -1, leaderEpoch: 7, replicas: [2], isr: [], offline: [2] }],
        },
      ],
    })
    expect(metadata.encode(12, { topics: null })).toEqual(bytes('00 | 00 | 00 | 00'))
  })

  it('ListOffsets v1 and v7', () => {
    const request = { isolation: 'uncommitted', timestamp: -1, topics: [{ topic: 't', partitions: [5] }], timeoutMs: 1 } as const
    expect(listOffsets.encode(1, request)).toEqual(bytes('ffffffff | 00000001 0001 74 00000001 00000005 ffffffffffffffff'))
    expect(listOffsets.encode(7, request)).toEqual(bytes('ffffffff 00 | 02 02 74 02 00000005 ffffffff ffffffffffffffff 00 00 | 00'))
    const answer = listOffsets.decode(
      7,
      bytes('00000000 | 02 02 74 02 00000005 0000 ffffffffffffffff 000000000000002a 00000001 00 00 | 00'),
    )
    expect(byTopic(answer)).toEqual({
      throttleMs: 0,
      topics: [{ topic: 't', partitions: [{ partition: 5, error: 0, offset: 42, timestamp: -1 }] }],
    })
  })

  it('OffsetFetch v1 and v8: no commit is negative, an error is NaN, metadata and errors by place', () => {
    expect(offsetFetch.encode(1, { groups: ['g'], topics: [{ topic: 't', partitions: [0] }] })).toEqual(
      bytes('0001 67 | 00000001 0001 74 00000001 00000000'),
    )
    expect(offsetFetch.encode(8, { groups: ['g'], topics: null })).toEqual(bytes('02 02 67 00 00 | 00 | 00'))
    const body = bytes(
      `00000000 | 02 02 67 | 02 02 74 | 04
         00000000 0000000000000009 ffffffff 02 6d 0000 00
         00000001 ffffffffffffffff ffffffff 01 0000 00
         00000002 ffffffffffffffff ffffffff 00 001d 00
       00 | 0000 00 | 00`,
    )
    expect(offsetFetch.decode(8, body).groups).toEqual([
      {
        group: 'g',
        error: 0,
        topics: [
          {
            topic: 't',
            partitions: Int32Array.of(0, 1, 2),
            offsets: Float64Array.of(9, -1, Number.NaN),
            metadata: new Map([[0, 'm']]),
            errors: new Map([[2, 29]]),
          },
        ],
      },
    ])
  })

  it('ListGroups v5: types without regard to case', () => {
    const body = bytes(
      `00000000 | 0000 | 03 | 02 67 09 636f6e73756d6572 06 456d707479 08 434c6153736963 00 | 02 68 01 01 06 6f74686572 00 | 00`,
    )
    expect(listGroups.decode(5, body).groups).toEqual([
      { group: 'g', protocolType: 'consumer', state: 'Empty', type: 'classic' },
      { group: 'h', protocolType: '', state: '', type: 'unknown' },
    ])
  })
})

describe('D-10 assignments written by group members', () => {
  const good = bytes('0001 | 00000002 | 0001 61 00000002 00000000 00000003 | 0001 62 00000000 | ffffffff')

  it('reads those of consumers', () => {
    expect(decodeAssignment('consumer', good)).toEqual([
      { topic: 'a', partitions: [0, 3] },
      { topic: 'b', partitions: [] },
    ])
    expect(decodeAssignment('consumer', Buffer.alloc(0))).toEqual([])
  })

  it('leaves those of others alone, and says so of what it cannot read', () => {
    expect(decodeAssignment('connect', good)).toBe(null)
    expect(decodeAssignment('consumer', bytes('0001 7fffffff'))).toBe(null)
    expect(decodeAssignment('consumer', Buffer.from('hello world'))).toBe(null)
  })

  it('OffsetCommit v2: nobody’s generation, the broker’s retention', () => {
    const topics = [{ topic: 't', partitions: [{ partition: 1, offset: 42, metadata: null }] }]
    const body = bytes('0001 67 | ffffffff | 0000 | ffffffffffffffff | 00000001 0001 74 00000001 00000001 000000000000002a ffff')
    expect(offsetCommit.encode(2, { group: 'g', topics })).toEqual(body)
    expect(offsetCommit.decode(2, bytes('00000001 0001 74 00000001 00000001 0019'))).toEqual({
      throttleMs: 0,
      topics: [{ topic: 't', partitions: [{ partition: 1, error: 25 }] }],
    })
  })

  it('CreateTopics v7: compact, with the broker’s words', () => {
    const topic = { name: 't', partitions: 2, replication: 1, assignment: [], configs: [{ name: 'a', value: 'b' }] }
    const body = bytes('02 | 02 74 00000002 0001 01 02 02 61 02 62 00 00 | 00000009 00 | 00')
    expect(createTopics.encode(7, { topics: [topic], timeoutMs: 9 })).toEqual(body)
    const reply = bytes(`00000000 | 02 02 74 00000000000000000000000000000000 0024 03 6e6f ffffffff ffff 00 00 | 00`)
    expect(createTopics.decode(7, reply)).toEqual({ throttleMs: 0, topics: [{ name: 't', error: 36, message: 'no' }] })
  })
})
