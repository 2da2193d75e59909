import type { SandboxFiles } from './sandbox.ts'

/** What is true of one Mesos cluster. Times are wall clock ms, memory and disk MiB. */
export interface WorldMaster {
  readonly name: string
  readonly id: string
  up: boolean
  startedAt: number
  electedAt: number | null
  /** Before its registry is read: v1 answers 503, agents are recovering. */
  recovering: boolean
}

export interface Amounts {
  readonly cpus: number
  readonly mem: number
  readonly disk?: number
  readonly ports?: readonly (readonly [number, number])[]
}

export interface WorldAgent {
  readonly id: string
  readonly hostname: string
  /** Set when its face listens; until then it is not registered. */
  port: number | null
  readonly attributes: Readonly<Record<string, string | number>>
  readonly total: Amounts
  readonly registeredAt: number
  reregisteredAt: number | null
  state: 'active' | 'disconnected' | 'unreachable' | 'gone' | 'recovered'
  deactivated: boolean
  drain: {
    state: 'DRAINING' | 'DRAINED'
    readonly markGone: boolean
    readonly graceSeconds: number | null
    readonly startedAt: number
  } | null
  /** By executor key. */
  readonly sandboxes: Map<string, Sandbox>
}

export interface Sandbox {
  readonly frameworkId: string
  readonly executorId: string
  readonly executorName: string
  readonly containerId: string
  readonly directory: string
  readonly files: SandboxFiles
}

export interface WorldFramework {
  readonly id: string
  readonly name: string
  readonly user: string
  readonly hostname: string
  readonly pid: string | null
  readonly role: string
  readonly principal: string | null
  readonly webuiUrl: string
  readonly checkpoint: boolean
  readonly failoverSeconds: number
  readonly capabilities: readonly string[]
  readonly registeredAt: number
  reregisteredAt: number | null
  unregisteredAt: number | null
  connected: boolean
  removed: boolean
}

export interface WorldStatus {
  readonly state: string
  readonly at: number
  readonly message: string | null
  readonly reason: string | null
  readonly source: string
  readonly healthy: boolean | null
}

export interface WorldTask {
  readonly frameworkId: string
  readonly id: string
  readonly name: string
  readonly agentId: string
  /** Null: the command executor. */
  readonly executor: { readonly id: string; readonly name: string; readonly uris: readonly string[]; readonly command?: string } | null
  readonly resources: Amounts
  readonly labels: readonly { readonly key: string; readonly value?: string }[]
  readonly containerId: string
  state: string
  statuses: readonly WorldStatus[]
}

export const isOver = (state: string): boolean => /^TASK_(FINISHED|FAILED|KILLED|ERROR|LOST|DROPPED|GONE|GONE_BY_OPERATOR)$/.test(state)

export type WorldEvent =
  | { readonly kind: 'taskAdded'; readonly task: WorldTask }
  | { readonly kind: 'taskUpdated'; readonly task: WorldTask; readonly status: WorldStatus }
  | { readonly kind: 'agentAdded' | 'agentRemoved'; readonly agent: WorldAgent }
  | { readonly kind: 'frameworkAdded' | 'frameworkUpdated' | 'frameworkRemoved'; readonly framework: WorldFramework }
  /** Nothing is told of these on any stream. */
  | { readonly kind: 'leader'; readonly leader: WorldMaster | null }
  | { readonly kind: 'masters' }
