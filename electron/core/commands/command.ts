import type { ChangeLevel, Impact, Plan, PlanChange, Verdict } from '../../../shared/contract/changes.ts'
import type { AppError } from '../../../shared/errors/error.ts'
import type { Json } from '../lib/envelope.ts'
import type { Permit } from '../lib/permit.ts'

/**
 * A change is a value: four functions, run by the runner in one order. `plan` and `verify` read; `send` is the only place that changes
 * anything, and only the runner calls it.
 */
export interface CommandDefinition<Input, World, Exact = Input, Answer = unknown> {
  /** `subject.member` of the contract. */
  readonly name: string
  readonly level: ChangeLevel
  /** Reads live state and says what would happen. Input that cannot be: throws `rpc.badInput` with the field (see `refuse-input.ts`). */
  plan(input: Input, world: World, signal: AbortSignal): Promise<PlanDraft<Exact>>
  /** Sends once, never again by machine. A longer act tells each step through `journal` before it begins, and asks `permit` before each request. */
  send(exact: Exact, world: World, signal: AbortSignal, journal: StepJournal, permit: Permit): Promise<SendOutcome<Answer>>
  /**
   * What of `exact` is kept on the disk, sealed, for looking again: all of it, where this is left out. Without secrets; `verify` must do
   * with it.
   */
  written?(exact: Exact): Json
  /**
   * Reads again: has it happened? Asked until it says yes or no, or the time is up. `answer`: what was said when it was accepted; it is
   * gone when somebody looks again later.
   */
  verify(exact: Exact, world: World, signal: AbortSignal, answer?: Answer): Promise<Verified>
  /** How long `verify` is asked after sending; ms. */
  readonly verifyFor?: number
  /** The reverse, made of what `plan` kept in `before`; null: cannot be taken back. */
  undo?(done: Done<Exact>): Reverse | null
}

export interface Done<Exact> {
  readonly exact: Exact
  readonly before: Json
}

export interface Reverse {
  /** Name of the command that takes it back. */
  readonly command: string
  readonly input: Json
}

export interface PlanDraft<Exact = unknown> extends Pick<
  Plan,
  'object' | 'title' | 'sentence' | 'wayBack' | 'equivalent' | 'via' | 'asOf'
> {
  /** Raised above the definition's where this very act is worse. */
  readonly level?: ChangeLevel
  readonly changes: readonly PlanChange[]
  readonly impact: readonly Impact[]
  readonly verdict: Verdict | null
  /** What is to be typed where that is asked for; left out: `object`. For several objects, their count and kind: `37 topics`. */
  readonly phrase?: string
  /** What will be sent, one line a request, without secrets. */
  readonly requests: readonly string[]
  /** Figures of which more is worse, by what they count: `partitions that go offline`. A larger one at the moment of pressing stops it. */
  readonly worseWhenMore?: Readonly<Record<string, number>>
  /** What was asked for with everything resolved: targets by name, maps merged. What was confirmed is what is sent. Left out: the input. */
  readonly exact?: Exact
  /** Kept for `undo`; what is C2 or C3 and touches settings or positions keeps them here. */
  readonly before?: Json
}

/** Told before it begins; on the disk when this resolves. */
export type StepJournal = (step: { readonly done: number; readonly of: number; readonly now: string }) => Promise<void>

export type SendOutcome<Answer = unknown> =
  | { readonly is: 'accepted'; readonly response: string; readonly answer?: Answer }
  /** Certainly nothing was done; or of several things, what `note` says. */
  | { readonly is: 'refused'; readonly error: AppError; readonly note?: string }
  /** It may have happened: timeout, reset. Read back before anything is said. */
  | { readonly is: 'unknown'; readonly error: AppError | null; readonly note?: string }

export type Verified =
  | { readonly is: 'yes'; readonly note?: string }
  | { readonly is: 'not yet'; readonly note?: string }
  /** Certainly not as intended. */
  | { readonly is: 'no'; readonly note: string }

/** A command with its world and the input it was planned with; what it takes is known to it alone. */
export interface BoundAct {
  readonly command: CommandDefinition<unknown, unknown>
  readonly world: () => Promise<unknown>
  readonly input: Json
  /** The act that this one takes back. */
  readonly undoes: string | null
}
