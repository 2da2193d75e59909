import type { ComparedKind } from '../../shared/contract/compare.ts'

const none = { read: true, onlyLeft: [], onlyRight: [], different: [] }

/** Two clusters that ought to be alike, and are not quite. */
export const fakeCompared: readonly ComparedKind[] = [
  {
    ...none,
    kind: 'topics',
    onlyLeft: ['scratch.replay'],
    onlyRight: ['orders.events.v2', 'orders.dlq'],
    different: [
      {
        name: 'orders.events',
        fields: [
          { field: 'partitions', left: '12', right: '24' },
          { field: 'retention.ms', left: '21600000', right: null },
        ],
        moreFields: 0,
      },
      { name: 'payments|ledger', fields: [{ field: 'min.insync.replicas', left: '2', right: '1' }], moreFields: 3 },
    ],
    counts: { onlyLeft: 1, onlyRight: 2, different: 2, same: 59 },
  },
  { ...none, kind: 'groups', counts: { onlyLeft: 0, onlyRight: 0, different: 0, same: 38 } },
  {
    ...none,
    kind: 'brokers',
    different: [{ name: '3', fields: [{ field: 'rack', left: 'rack-c', right: '—' }], moreFields: 0 }],
    counts: { onlyLeft: 0, onlyRight: 0, different: 1, same: 5 },
  },
  {
    ...none,
    kind: 'acls',
    onlyRight: ['User:reports'],
    different: [{ name: 'User:billing', fields: [{ field: 'Write on topic orders…', left: 'allow', right: null }], moreFields: 0 }],
    counts: { onlyLeft: 0, onlyRight: 1, different: 1, same: 14 },
  },
  { ...none, kind: 'agents', read: false, counts: { onlyLeft: 0, onlyRight: 0, different: 0, same: 0 } },
]
