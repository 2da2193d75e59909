import type { Plan, ChangeRequest, ChangeResult } from '../../../shared/contract/changes.ts'
import type { Profile } from '../../../shared/contract/profiles.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Clock } from '../lib/clock.ts'
import type { Json } from '../lib/envelope.ts'
import type { Log } from '../lib/log.ts'
import type { SealedFolder } from '../lib/sealed-folder.ts'
import type { Access } from './access.ts'
import type { AuditLog } from './audit-log.ts'
import type { BoundAct, CommandDefinition, PlanDraft } from './command.ts'
import { whatIsWorse } from './compare-plans.ts'
import { intentOf } from './intent.ts'
import { makePlan } from './make-plan.ts'
import { createPlans } from './plans.ts'
import { createRunningActs, type RunningActs } from './running-acts.ts'
import { createUndo } from './undo.ts'

export interface RunnerNeeds {
  readonly clock: Clock
  readonly log: Log
  readonly access: Access
  readonly audit: AuditLog
  /** What taking back and looking again need: input and reverse, by act. */
  readonly kept: SealedFolder
  /** Fails with `profile.unknown`. */
  readonly profile: (id: string) => Profile
  readonly user: string
  /** What disturbs service is typed on every cluster, not on production alone. */
  readonly typesAlways?: () => boolean
  readonly newId?: () => string
}

export type ChangeHandler<Input> = (request: ChangeRequest<Input>, context: { readonly signal: AbortSignal }) => Promise<ChangeResult>

export interface Runner {
  /**
   * The handler of a member made by `change`. It does in one place and one order: access level, plan, what was typed, plan again and
   * stop if it is different, intent on the disk, send, read back until it is so or time is up, end on the disk.
   */
  change<Input, World, Exact>(
    command: CommandDefinition<Input, World, Exact>,
    world: (cluster: string) => Promise<World> | World,
  ): ChangeHandler<Input>
  /** The handler of `audit.undo`. */
  readonly undo: ChangeHandler<{ readonly act: string }>
  readonly acts: Pick<RunningActs, 'cancel'> & { lookAgain(act: string): Promise<void> }
  /** The cluster was disconnected, or the machine slept: what was planned does not hold any more. */
  forgetPlans(cluster: string | null): void
  /** Ends what is running, and waits until that is written. */
  stop(): Promise<void>
}

/** Plans judge a state at most this old (E-14). */
export const FRESH_MS = 10_000

export function createRunner(needs: RunnerNeeds): Runner {
  const { clock, access, audit, kept, newId = () => crypto.randomUUID() } = needs
  const plans = createPlans<BoundAct>(clock)
  const running = createRunningActs(needs)

  const draftOf = async ({ command, input, world }: BoundAct, signal: AbortSignal): Promise<{ draft: PlanDraft; world: unknown }> => {
    const made = await world()
    const draft = await command.plan(input, made, signal)
    if (draft.asOf !== null && clock.wall() - draft.asOf > FRESH_MS) throw new AppError('plan.notLive', { asOf: draft.asOf })
    return { draft, world: made }
  }
  const keep = (member: string, cluster: string, act: BoundAct, draft: PlanDraft): Plan => {
    const { environment } = needs.profile(cluster)
    const circumstances = {
      id: newId(),
      cluster,
      environment,
      access: access.check(cluster),
      now: clock.wall(),
      typesAlways: needs.typesAlways?.() ?? false,
    }
    const plan = makePlan(act.command, draft, circumstances)
    plans.keep({ plan, draft, member, act })
    return plan
  }
  const plan = async (member: string, cluster: string, act: BoundAct, signal: AbortSignal): Promise<ChangeResult> => {
    access.check(cluster)
    const { draft } = await draftOf(act, signal)
    return { is: 'plan', plan: keep(member, cluster, act, draft) }
  }
  const apply = async (member: string, request: Apply, signal: AbortSignal): Promise<ChangeResult> => {
    const { cluster } = request
    access.check(cluster)
    const found = plans.find(request.plan, cluster, member)
    checkConfirmation(found.plan, request, found.age)
    plans.take(request.plan)
    const { draft, world } = await draftOf(found.act, signal)
    const worse = whatIsWorse(found.draft, draft, found.act.command.level)
    if (worse.length > 0) return { is: 'worse', plan: keep(member, cluster, found.act, draft), what: [...worse] }
    const act = newId()
    const { command, undoes } = found.act
    // JSON, as what it was made of is.
    const exact = (draft.exact ?? found.act.input) as Json
    const written = command.written?.(exact) ?? exact
    const reverse = command.undo?.({ exact, before: draft.before ?? null }) ?? null
    const profile = needs.profile(cluster)
    // Sealed and on the disk, as the intent is: what cannot be taken back because of a full disk is not done.
    await keepWhatUndoNeeds(kept, act, {
      command: command.name,
      cluster,
      exact: written,
      reverse: reverse === null ? null : { ...reverse },
    })
    // The unlock may have ended meanwhile.
    access.check(cluster)
    const reason = request.reason ?? access.reason(cluster)
    const intent = { act, at: clock.wall(), user: needs.user, profile, reason, canUndo: reverse !== null, undoes }
    await audit.intent(intentOf(found.plan, draft, intent))
    running.start({ act, command, exact, world, check: () => void access.check(cluster) })
    return { is: 'applied', act, state: 'sent' }
  }
  const handle = <Input>(member: string, bind: (input: Input, cluster: string) => Promise<BoundAct>): ChangeHandler<Input> => {
    return async (request, { signal }) => {
      if (request.do === 'apply') return apply(member, request, signal)
      access.check(request.cluster)
      return plan(member, request.cluster, await bind(request.input, request.cluster), signal)
    }
  }
  const undo = createUndo({ audit, kept, clock })

  return {
    change(command, world) {
      // What goes into its functions comes out of its own contract member and its own world.
      const erased = command as unknown as CommandDefinition<unknown, unknown>
      const worldOf = async (cluster: string): Promise<unknown> => world(cluster)
      undo.register(erased, worldOf)
      return handle(command.name, (input, cluster) =>
        // It came over a port, so it is JSON.
        Promise.resolve({ command: erased, world: () => worldOf(cluster), input: input as Json, undoes: null }),
      )
    },
    undo: handle('audit.undo', ({ act }, cluster) => undo.bind(act, cluster)),
    acts: { cancel: running.cancel, lookAgain: async (act) => running.lookAgain(act, await undo.again(act)) },
    forgetPlans: plans.forget,
    stop() {
      plans.forget(null)
      return running.stop()
    },
  }
}

type Apply = Extract<ChangeRequest<unknown>, { do: 'apply' }>

function checkConfirmation(plan: Plan, { typed }: Apply, age: number): void {
  const { confirm } = plan
  // Code point by code point: look-alike letters are other letters.
  if (confirm.typed !== null && typed !== confirm.typed) throw new AppError('plan.wrongPhrase', { phrase: confirm.typed })
  if (age < confirm.armAfterMs) throw new AppError('plan.notArmed', { seconds: Math.ceil(confirm.armAfterMs / 1_000) })
}

async function keepWhatUndoNeeds(kept: SealedFolder, act: string, document: Json): Promise<void> {
  try {
    await kept.put(act, document)
  } catch (error) {
    const why = error instanceof Error ? error.name : 'unknown'
    throw new AppError('audit.notWritten', { why }, { cause: error })
  }
}
