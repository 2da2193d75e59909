import type { DiscoveryHop, Found } from '../../shared/contract/discovery.ts'
import { FRAMEWORK, hostOfAgent } from './fake-on-mesos.ts'

const masters = ['master-1', 'master-2', 'master-3'].map((name) => `http://${name}.eu.example.org:5050`)
const nothing: Found = { masters: [], leader: null, agentsVia: 'direct', framework: null, marathon: null, scheduler: null, bootstrap: [] }
const withMasters: Found = { ...nothing, masters, leader: masters[1] ?? null }
const withFramework: Found = { ...withMasters, framework: { id: FRAMEWORK, name: 'kafka' } }
const withScheduler: Found = { ...withFramework, scheduler: `http://${hostOfAgent(14)}:31500` }
const all: Found = { ...withScheduler, bootstrap: [0, 1, 2, 3, 4].map((id) => `${hostOfAgent(id + 11)}:${31_000 + id}`) }

const hop = (id: string, kind: DiscoveryHop['kind'], label: string, found: Found, change: Partial<DiscoveryHop> = {}): DiscoveryHop => ({
  id,
  kind,
  label,
  state: 'ok',
  ms: 12,
  detail: '',
  error: null,
  found,
  choices: [],
  override: null,
  ...change,
})

/** Discovery of the cluster on Mesos from one of its masters; Marathon cannot be asked. */
export const fakeDiscovery: readonly DiscoveryHop[] = [
  hop('address', 'address', 'master-1.eu.example.org:5050', nothing, { ms: 0, detail: 'one address, of no kind yet' }),
  hop('master', 'master', 'master-1.eu.example.org:5050', nothing, { state: 'running', ms: null }),
  hop(
    'master',
    'master',
    'master-1.eu.example.org:5050',
    { ...nothing, masters: masters.slice(0, 1) },
    { ms: 31, detail: 'Mesos 1.11.0', override: 'masters' },
  ),
  hop('leader', 'leader', 'Leading master', withMasters, { ms: 18, detail: 'master-2.eu.example.org:5050 leads', override: 'masters' }),
  hop('framework', 'framework', 'Framework', withFramework, {
    ms: 44,
    state: 'warning',
    detail: '2 of 5 frameworks look like a Kafka scheduler; kafka was taken',
    choices: [
      { field: 'framework', value: FRAMEWORK, label: 'kafka · 8 tasks' },
      { field: 'framework', value: '7f3c9a10-22d4-4f0e-9a31-6a1c5f0e8d11-0007', label: 'kafka-test · no task' },
    ],
    override: 'framework',
  }),
  hop('marathon', 'marathon', 'Marathon', withFramework, {
    state: 'failed',
    ms: 5_002,
    error: {
      code: 'http.timeout',
      about: { address: 'marathon.eu.example.org:8080', request: 'GET /v2/info', phase: 'connect', seconds: 5 },
    },
    override: 'marathon',
  }),
  hop('scheduler', 'scheduler', 'Scheduler', withScheduler, {
    ms: 27,
    detail: `${hostOfAgent(14)}:31500, release 0.10.0.0, from the executor of broker 0`,
    override: 'scheduler',
  }),
  hop('brokers', 'brokers', 'Brokers', all, { ms: 9, detail: '11 defined, 7 run', override: 'bootstrap' }),
  hop('kafka', 'kafka', 'Kafka', all, { ms: 21, detail: 'cluster lkc-7Qf2, Kafka 1.1, 6 brokers' }),
  hop('done', 'done', 'Everything was found', all, { ms: 167, state: 'warning' }),
]
