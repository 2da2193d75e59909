import type { Reader } from '../../../electron/core/clients/kafka/wire/reader.ts'
import type { Writer } from '../../../electron/core/clients/kafka/wire/writer.ts'
import type { World } from '../world.ts'
import type { EmulatedRelease, Versions } from './releases.ts'

/** What an API's handler gets: the request's body, where the answer goes, and what is true. */
export interface Call {
  readonly api: number
  readonly version: number
  readonly broker: number
  readonly request: Reader
  readonly reply: Writer
  readonly world: World
  readonly cluster: ClusterFace
  readonly throttleMs: number
  /** False: `code` gives 0 whatever it is asked. */
  readonly mayFail: boolean
  /** Error code that a fault gives to one item; 0: none. */
  code(item?: { topic?: string; partition?: number; group?: string }): number
}

/** What the brokers of one emulated cluster have in common. */
export interface ClusterFace {
  readonly clusterId: string
  readonly release: EmulatedRelease
  readonly versions: Versions
  /** How long a new leader says 78 OFFSET_NOT_AVAILABLE, until its followers have told it how far they are. */
  readonly leaderSettlesMs: number
  /** Host and port as metadata tells them. */
  advertised(broker: number): { readonly host: string; readonly port: number }
  /** Broker that coordinates the group; −1: none now. */
  coordinator(group: string): number
  /** Encoded metadata of all topics, by version, for one layout. */
  readonly metadataCache: Map<string, Buffer>
}

/** Written as authorized operations when nobody asked for them. */
export const NOT_ASKED = -2_147_483_648
