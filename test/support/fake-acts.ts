import type { AuditRow } from '../../shared/contract/audit.ts'
import type { Plan } from '../../shared/contract/changes.ts'
import { fakeAct } from './fake-changes.ts'

/** What was done over the last days, with every end that an act can have. */
export function fakeActs(now: number): readonly AuditRow[] {
  const minutes = (n: number): number => now - n * 60_000
  const noWay = { can: false, why: 'Data that is gone does not come back', by: null }
  const reason = 'INC-4711: broker 3 is slow'
  return [
    fakeAct(now, {
      act: 'act-10',
      at: minutes(17),
      command: 'elsewhere.topic',
      object: 'payments.dlq',
      title: 'Topic payments.dlq was changed',
      level: null,
      via: 'kafka',
      user: 'someone else',
      ms: null,
      undo: { can: false, why: 'It was not done from here.', by: null },
      seen: { from: minutes(18), away: false },
    }),
    fakeAct(now, {
      act: 'act-9',
      at: minutes(3),
      command: 'groups.resetOffsets',
      object: 'billing',
      title: 'Reset offsets of billing',
      level: 'C3',
      via: 'kafka',
      ms: 812,
      note: '12 of 12 partitions read back as written.',
      reason,
    }),
    fakeAct(now, {
      act: 'act-8',
      at: minutes(41),
      title: 'Stop broker 3',
      object: 'broker 3',
      command: 'brokers.stop',
      level: 'C2',
      state: 'accepted',
      ended: false,
      ms: null,
      note: 'Waiting until the scheduler says stopped.',
      steps: { done: 1, of: 2, now: 'Waits for the task to end' },
      undo: { can: false, why: 'It goes on', by: null },
      reason,
    }),
    fakeAct(now, {
      act: 'act-7',
      at: minutes(64),
      command: 'topics.configure',
      object: 'orders.events',
      title: 'Change configuration of orders.events',
      level: 'C2',
      via: 'kafka',
      state: 'unknown',
      ms: 30_004,
      note: 'The connection broke after the request was sent.',
      undo: { can: false, why: 'Not known whether there is anything to take back', by: null },
      reason,
    }),
    fakeAct(now, {
      act: 'act-6',
      at: minutes(190),
      command: 'topics.remove',
      object: 'load-test.tmp',
      title: 'Delete topic load-test.tmp',
      level: 'C3',
      via: 'kafka',
      state: 'failed',
      ms: 140,
      error: { code: 'audit.notWritten', about: { why: 'The disk is full (ENOSPC)' } },
      undo: noWay,
    }),
    fakeAct(now, {
      act: 'act-5',
      at: minutes(1500),
      command: 'topics.create',
      object: 'orders.retry',
      title: 'Create topic orders.retry',
      level: 'C1',
      via: 'kafka',
      ms: 640,
      environment: 'staging',
      profile: 'orders-staging',
      cluster: 'orders-staging',
      undo: noWay,
    }),
    fakeAct(now, {
      act: 'act-4',
      at: minutes(1512),
      command: 'access.unlock',
      object: 'orders-eu',
      title: 'Unlock orders-eu',
      level: null,
      via: 'samsa',
      ms: 0,
      undo: { can: false, why: 'It ended by itself', by: null },
      reason,
    }),
  ]
}

/** The plan of the visual guide: broker 3 is to stop while broker 5 is away. */
export const stopBroker3: Partial<Plan> = {
  object: 'broker 3',
  title: 'Stop broker 3',
  sentence: '38 partitions fall under min ISR, because broker 5 is away too.',
  changes: [
    { what: 'State', before: 'running', after: 'stopped' },
    { what: 'Leads', before: '71', after: '0' },
    { what: 'In sync', before: '830', after: '616' },
  ],
  impact: [
    { severity: 'warn', text: '38 partitions refuse writes with acks=all.', path: '/topics?filter=urp%3E0' },
    { severity: 'info', text: '71 leaders move: broker 0 68 → 86, broker 1 70 → 87, broker 2 69 → 87, broker 4 70 → 88.', path: null },
    { severity: 'info', text: '13 groups read from other leaders, 2 of them grow.', path: '/groups' },
  ],
  wayBack: 'Start it again. Until 14:12 only agent-17 is used; its data stays in /data/kafka-3. Catching up takes about 4 min at 80 MiB/s.',
  equivalent: 'kafka-mesos.sh broker stop 3 --timeout 30s',
  confirm: { ask: true, typed: 'broker 3', armAfterMs: 0 },
}

export const deleteTopic: Partial<Plan> = {
  level: 'C3',
  object: 'load-test.tmp',
  title: 'Delete topic load-test.tmp',
  sentence: '4.2 GiB in 12 partitions are gone for good; 2 groups lose their positions.',
  verdict: 'breaks',
  changes: [
    { what: 'Topic load-test.tmp', before: '12 partitions, 3 replicas', after: null },
    { what: 'retention.ms', before: '604800000', after: null },
    { what: 'Offsets of group load-test', before: '12 partitions', after: null },
  ],
  impact: [
    { severity: 'bad', text: 'Group load-test is reading it now with 3 members.', path: '/groups/load-test' },
    {
      severity: 'warn',
      text: 'auto.create.topics.enable is on: a producer that still writes makes it again, with default settings.',
      path: '/brokers',
    },
  ],
  wayBack: null,
  equivalent: 'kafka-topics.sh --bootstrap-server kafka-1.eu.example.org:9092,kafka-2.eu.example.org:9092 --delete --topic load-test.tmp',
  via: 'kafka',
  confirm: { ask: true, typed: 'load-test.tmp', armAfterMs: 5000 },
}

export const startBroker: Partial<Plan> = {
  level: 'C1',
  title: 'Start broker 5',
  object: 'broker 5',
  sentence: 'The scheduler takes the next offer that fits; for 7 minutes only agent-19 does.',
  verdict: null,
  confirm: { ask: true, typed: null, armAfterMs: 0 },
}
