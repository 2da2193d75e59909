import type {
  MesosAgent,
  MesosFramework,
  MesosMaintenance,
  MesosMasterMetrics,
  MesosRole,
  MesosSnapshot,
  MesosTask,
} from '../../../../shared/domain/mesos.ts'
import type { AppError } from '../../../../shared/errors/error.ts'
import type { HttpNetwork } from '../http/network.ts'
import type { Credential, HttpTls } from '../http/settings.ts'
import type { MesosEvent } from './events.ts'

export interface MesosSettings {
  /** `http://m1:5050`; behind a proxy one address with its path, `https://dcos.example/mesos`. */
  readonly masters: readonly string[]
  /** Further addresses that the user accepted as masters of this cluster. */
  readonly accepted: readonly string[]
  /** `dcos`: agents are reached through the Admin Router that serves the master address. */
  readonly agentsVia: 'direct' | 'dcos'
  readonly credential: Credential
  readonly agentCredential: Credential
  readonly tls: HttpTls | null
  readonly plainCredentials: boolean
  readonly network?: HttpNetwork | undefined
}

/** Who told it. A frame is built of readings with the same epoch: another epoch is another leader (G-08). */
export interface Told<T> {
  readonly value: T
  readonly leader: string
  readonly epoch: number
}

export interface MasterReading {
  readonly master: string
  readonly metrics: MesosMasterMetrics | null
  readonly error: AppError | null
}

export interface FileEntry {
  readonly name: string
  readonly path: string
  readonly directory: boolean
  readonly size: number | null
  readonly modifiedAt: number | null
  readonly mode: string
}

export interface FilePage {
  readonly offset: number
  readonly data: Buffer
  /** Of the whole file; null: this way of reading does not tell. */
  readonly size: number | null
}

export type FollowPiece = { readonly kind: 'data'; readonly offset: number; readonly data: Buffer } | { readonly kind: 'restarted' }

export interface WhichSandbox {
  readonly agent: MesosAgent
  readonly frameworkId: string
  readonly taskId: string
  /** Null: the built-in command executor. */
  readonly executorId: string | null
}

/** Reading only. Every answer comes from the leader or is an error; every error is one of the catalogue. */
export interface MesosClient {
  /** Cheapest, of every master: who leads, how many agents and tasks, how busy. Also finds the leader. */
  masters(signal: AbortSignal): Promise<readonly MasterReading[]>
  version(signal: AbortSignal): Promise<Told<string | null>>
  /** Agents with their counts, registered frameworks; no tasks. */
  summary(signal: AbortSignal): Promise<Told<MesosSnapshot>>
  /** One framework with its tasks and executors (`/frameworks?framework_id=`, Mesos 1.4; before, everything comes and is cut here). */
  framework(id: string, signal: AbortSignal): Promise<Told<MesosSnapshot>>
  agent(id: string, signal: AbortSignal): Promise<Told<MesosAgent | null>>
  tasks(
    which: { readonly frameworkId: string; readonly limit: number; readonly offset: number },
    signal: AbortSignal,
  ): Promise<Told<readonly MesosTask[]>>
  /** With messages and reasons, of all frameworks: on demand (Mesos 1.0). */
  tasksWithCauses(signal: AbortSignal): Promise<Told<MesosSnapshot>>
  /** Everything at once. Never in steady state: it holds the master up. */
  state(signal: AbortSignal): Promise<Told<MesosSnapshot>>
  frameworks(signal: AbortSignal): Promise<Told<readonly MesosFramework[]>>
  roles(signal: AbortSignal): Promise<Told<readonly MesosRole[]>>
  maintenance(signal: AbortSignal): Promise<Told<MesosMaintenance>>
  flags(signal: AbortSignal): Promise<Told<ReadonlyMap<string, string>>>
  /** One subscription: ends with an error when the leader, the network or the framing gives out. Read it without pausing. */
  subscribe(signal: AbortSignal): AsyncIterable<Told<MesosEvent>>
  sandbox(which: WhichSandbox, signal: AbortSignal): Promise<string>
  browse(agent: MesosAgent, path: string, signal: AbortSignal): Promise<readonly FileEntry[]>
  /** Bytes as they are in the file. */
  read(agent: MesosAgent, path: string, from: number, length: number, signal: AbortSignal): Promise<FilePage>
  size(agent: MesosAgent, path: string, signal: AbortSignal): Promise<number>
  /** From `from` on, as the file grows; tells when it was cut or replaced. */
  follow(agent: MesosAgent, path: string, from: number, signal: AbortSignal): AsyncIterable<FollowPiece>
  download(agent: MesosAgent, path: string, signal: AbortSignal): Promise<AsyncIterable<Buffer>>
  close(): void
}
