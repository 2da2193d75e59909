import type { AuditDetail, AuditProof, AuditRow } from '../../shared/contract/audit.ts'
import type { AccessRow } from '../../shared/contract/access.ts'
import type { Placement } from '../../shared/contract/lifecycle.ts'
import type { ActState, ChangeRequest, ChangeResult, Plan } from '../../shared/contract/changes.ts'
import type { SamsaHandlers } from '../../shared/contract/index.ts'
import type { ProfileCard } from '../../shared/contract/profiles.ts'
import { AppError } from '../../shared/errors/error.ts'
import { createCell } from './fake-cell.ts'

/** A plan as the core makes it; a test changes what it is about. */
export const fakePlan = (now: number, change: Partial<Plan> = {}): Plan => ({
  id: 'plan-1',
  command: 'brokers.stop',
  cluster: 'orders-eu',
  level: 'C2',
  object: 'broker 2',
  title: 'Stop broker 2',
  sentence: 'The scheduler ends the task of broker 2 on agent-17. Its data stays there; nothing is moved.',
  changes: [
    { what: 'active', before: 'true', after: 'false' },
    { what: 'task', before: 'kafka-2-6f1c on agent-17', after: null },
  ],
  moreChanges: 0,
  impact: [
    { severity: 'bad', text: '2 partitions go under min ISR: writers with acks=all are refused.', path: '/topics/orders?tab=partitions' },
    { severity: 'warn', text: '14 leaders move to brokers 1 and 3.', path: '/brokers/2' },
    { severity: 'info', text: '3 groups change their coordinator.', path: '/groups' },
  ],
  verdict: 'degrades',
  asOf: now - 1_400,
  wayBack: 'Start broker 2 again: it returns to agent-17 for 10 min.',
  equivalent: './kafka-mesos.sh broker stop 2 --timeout 0s',
  via: 'scheduler',
  confirm: { ask: true, typed: 'broker 2', armAfterMs: 0 },
  plannedAt: now,
  expiresAt: now + 120_000,
  ...change,
})

export const fakeAct = (now: number, change: Partial<AuditRow> = {}): AuditRow => ({
  act: 'act-1',
  at: now - 60_000,
  cluster: 'orders-eu',
  profile: 'orders-eu',
  environment: 'production',
  command: 'brokers.start',
  object: 'broker 2',
  title: 'Start broker 2',
  level: 'C1',
  user: 'ada',
  reason: null,
  via: 'scheduler',
  state: 'verified',
  ended: true,
  ms: 8_400,
  note: null,
  error: null,
  steps: null,
  undo: { can: true, why: null, by: null },
  undoes: null,
  ...change,
})

const resetOfBilling: Partial<Plan> = {
  sentence: 'billing begins at the offsets of 20:30 in 12 partitions of orders.events; 172\u202F692 messages are read again.',
  changes: [
    { what: 'orders.events p0', before: '1204411', after: '1190020' },
    { what: 'orders.events p1', before: '1204508', after: '1190117' },
    { what: 'orders.events p2', before: '1204605', after: '1190214' },
  ],
  moreChanges: 9,
  impact: [{ severity: 'warn', text: '172\u202F692 messages are read a second time.', path: '/groups/billing?tab=positions' }],
  wayBack: 'Undo puts back the 12 offsets as they were, until the group runs again.',
  equivalent:
    'kafka-consumer-groups.sh --bootstrap-server kafka-1.eu.example.org:9092 --group billing --topic orders.events --reset-offsets --to-datetime 2026-11-29T20:30:00.000 --execute',
}

export const fakeDetail = (row: AuditRow, now: number): AuditDetail => {
  const ofReset = row.command === 'groups.resetOffsets'
  const { sentence, changes, moreChanges, impact, verdict, asOf, wayBack, equivalent } = fakePlan(now, ofReset ? resetOfBilling : {})
  const requests = [ofReset ? 'OffsetCommit v7 to broker 2: 12 partitions of orders.events' : 'POST /api/broker/stop broker=2&timeout=0s']
  const events = [
    { at: row.at, state: 'sent' as const, text: row.title },
    { at: row.at + (row.ms ?? 0), state: row.state, text: row.note ?? '' },
  ]
  return { row, sentence, changes, moreChanges, impact, verdict, asOf, wayBack, equivalent, requests, events, response: null }
}

const steps = ['agents', 'active', 'offered', 'cpus', 'mem', 'port', 'volume', 'hostname=unique', 'sticky host', 'failover delay']

/** Six agents, of which one fits. */
export const fakePlacement = (now: number): Placement => {
  const left = [6, 6, 5, 4, 3, 3, 3, 1, 1, 1]
  const whys = [
    null,
    "hostname doesn't match unique",
    "hostname doesn't match unique",
    'mem < 2048',
    'cpus < 2.0',
    'agents with GPUs are not offered',
  ]
  const agents = whys.map((why, n) => ({ id: `S${n}`, hostname: `agent-${11 + n}`, fits: why === null, why, rules: [] }))
  return {
    asOf: now - 3_000,
    funnel: steps.map((rule, n) => ({ rule, left: left[n] ?? 0, out: [] })),
    agents,
    advice: ['With 1536 MiB instead of 2048 it fits on agent-14.'],
    order: [{ broker: 3, hostname: 'agent-11', why: null }],
  }
}

const soundProof: AuditProof = { entries: 42, files: 2, since: null, sealed: true, restored: null, bad: null }

/** How an apply goes: as the core's would, told by one word. */
export interface FakeOutcome {
  /** `worse`: nothing is sent, another plan comes back. `refused`: the core throws. `follow`: it stays at `sent` until `step` or `end`. */
  readonly is: 'worse' | 'refused' | 'follow' | ActState
  readonly plan?: Partial<Plan>
  readonly what?: readonly string[]
  readonly note?: string
}

/** Access, audit log and changes of a core made of data. */
export interface FakeChanges {
  readonly access: ReturnType<typeof createCell<AccessRow>>
  readonly acts: ReturnType<typeof createCell<AuditRow>>
  /** What the next plan says, and how its apply ends. */
  next: { plan: Partial<Plan>; outcome: FakeOutcome }
  proof: AuditProof
  /** A handler for any member made by `change`. */
  readonly change: (request: ChangeRequest<unknown>) => ChangeResult
  /** An act that follows goes on. */
  step(act: string, steps: AuditRow['steps']): void
  end(act: string, state: ActState, note?: string): void
}

export function createFakeChanges(profiles: readonly ProfileCard[], now: number): FakeChanges {
  const rows = profiles.map((card): AccessRow => {
    const base = card.environment === 'production' ? 'observe' : card.access
    const canUnlock = base === 'observe'
    return { profile: card.id, level: base, base, until: null, canUnlock, why: null, shortName: card.name }
  })
  const access = createCell('profile', rows, now)
  const acts = createCell<AuditRow>('act', [], now)
  let plan: Plan | null = null
  let made = 0

  const fake: FakeChanges = {
    access,
    acts,
    next: { plan: {}, outcome: { is: 'verified' } },
    proof: soundProof,
    change(request) {
      if (access.rows().find((row) => row.profile === request.cluster)?.level === 'observe')
        throw new AppError('access.observe', { profile: request.cluster, never: false })
      if (request.do === 'plan') return planned(fake.next.plan, request.cluster)
      if (plan === null || plan.id !== request.plan) throw new AppError('plan.gone', { seconds: 120 })
      if (plan.confirm.typed !== null && plan.confirm.typed !== request.typed)
        throw new AppError('plan.wrongPhrase', { phrase: plan.confirm.typed })
      return applied(plan, request.reason)
    },
    step: (act, steps) => acts.patch(act, { steps }),
    end: (act, state, note) => acts.patch(act, { state, ended: true, ms: 4_200, note: note ?? null, steps: null }),
  }
  const planned = (change: Partial<Plan>, cluster: string): Extract<ChangeResult, { is: 'plan' }> => {
    plan = fakePlan(now, { id: `plan-${++made}`, cluster, ...change })
    return { is: 'plan', plan }
  }
  const applied = (confirmed: Plan, reason: string | null): ChangeResult => {
    const { outcome } = fake.next
    const what = [...(outcome.what ?? ['Partitions that go offline: 2 now, and 0 before.'])]
    if (outcome.is === 'worse') {
      fake.next = { ...fake.next, outcome: { is: 'verified' } }
      return { ...planned({ ...confirmed, ...outcome.plan, id: `plan-${made + 1}` }, confirmed.cluster), is: 'worse', what }
    }
    if (outcome.is === 'refused') throw new AppError('audit.notWritten', { why: 'the disk is full (ENOSPC)' })
    const state = outcome.is === 'follow' ? 'sent' : outcome.is
    const act = `made-${++made}`
    const { cluster, command, object, title, level, via } = confirmed
    const ended = outcome.is !== 'follow'
    const note = outcome.note ?? null
    const row = fakeAct(now, {
      act,
      at: now,
      cluster,
      command,
      object,
      title,
      level,
      via,
      state,
      ended,
      ms: ended ? 4_200 : null,
      note,
      reason,
    })
    acts.set([...acts.rows(), row])
    return { is: 'applied', act, state: 'sent' }
  }
  return fake
}

export function fakeChangeHandlers(fake: FakeChanges, now: number): Pick<SamsaHandlers, 'access' | 'audit' | 'lifecycle'> {
  const one = (act: string): AuditRow => {
    const row = fake.acts.rows().find((each) => each.act === act)
    if (row === undefined) throw new AppError('audit.unknownAct', { act })
    return row
  }
  const { change } = fake
  return {
    lifecycle: {
      add: change,
      clone: change,
      update: change,
      start: change,
      lookAtOffers: change,
      stop: change,
      restart: change,
      remove: change,
      placement: () => fakePlacement(now),
    },
    access: {
      state: () => fake.access.source,
      unlock({ cluster, typed }) {
        if (typed !== fake.access.rows().find((row) => row.profile === cluster)?.shortName)
          throw new AppError('access.wrongName', { profile: cluster })
        fake.access.patch(cluster, { level: 'guarded', until: now + 15 * 60_000 })
        return {}
      },
      lock({ cluster }) {
        for (const row of fake.access.rows()) {
          if (cluster === null || row.profile === cluster) fake.access.patch(row.profile, { level: row.base, until: null })
        }
        return {}
      },
    },
    audit: {
      list: () => fake.acts.source,
      entry: ({ act }) => fakeDetail(one(act), now),
      verify: () => fake.proof,
      export: () => ({
        text: fake.acts
          .rows()
          .map((row) => `${JSON.stringify(row)}\n`)
          .join(''),
        next: null,
      }),
      undo: fake.change,
      cancel: ({ act }) => {
        fake.end(act, 'unknown', 'The waiting was ended.')
        return {}
      },
      lookAgain: ({ act }) => {
        fake.end(act, 'verified')
        return {}
      },
    },
  }
}
