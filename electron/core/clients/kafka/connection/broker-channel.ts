import type { AppError } from '../../../../../shared/errors/error.ts'
import type { Permit } from '../../../lib/permit.ts'
import type { VersionTable } from '../versions.ts'
import type { ChangePass } from './frame-guard.ts'

export interface ChannelRequest {
  readonly key: number
  readonly name: string
  readonly version: number
  /** Whether both headers carry a tag section; the channel writes and strips it. */
  readonly flexible: boolean
  readonly body: Buffer
  /** Set for what changes the cluster. The permit is checked when its turn comes; the pass tells afterwards whether it was sent. */
  readonly change?: { readonly permit: Permit; readonly pass: ChangePass }
}

export interface CallOptions {
  /** From the call to the whole answer, the wait for its turn included. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

/** One connection to one broker, ready for requests. It lives until it is closed or fails once; then a new one is opened. */
export interface BrokerChannel {
  /** Where it is connected to. */
  readonly address: string
  readonly versions: VersionTable
  /** Set when the version table is a guess for a broker without ApiVersions. */
  readonly guessed: boolean
  /**
   * The body of the answer. Rejects with a catalogue error, or the signal's reason. At most `inFlight` requests are under way; 100 wait,
   * then `core.busy` (G-04). An aborted request that was sent already keeps its place until it is answered.
   */
  call(request: ChannelRequest, options: CallOptions): Promise<Buffer>
  /** Nothing looks into this answer any more: its memory is used for another. */
  done(body: Buffer): void
  /** Sends nothing for that long (KIP-219). */
  hold(ms: number): void
  /** Why it is no longer usable. */
  readonly failure: AppError | null
  onEnd(ended: (failure: AppError, idle: boolean) => void): void
  /** Ends the socket at once; calls under way fail. */
  close(): void
}

/** What passed over all connections of a client. */
export interface Traffic {
  requests: number
  bytesIn: number
  bytesOut: number
  inFlight: number
  readonly byApi: Map<number, number>
}
