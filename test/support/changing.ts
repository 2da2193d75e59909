import type { AuditRow } from '../../shared/contract/audit.ts'
import type { ChangeRequest, ChangeResult, Plan } from '../../shared/contract/changes.ts'
import { AppError } from '../../shared/errors/error.ts'
import { seeView, type TestCore } from './test-core.ts'

/** A member made by `change`, as the page calls it. */
export type ChangeCall<Input> = (request: ChangeRequest<Input>) => Promise<ChangeResult>

export interface Applied {
  readonly plan: Plan
  /** As it stood when nothing more was going to happen to it. */
  readonly row: AuditRow
}

/** Plans, confirms as asked, and waits for the end of the act in the audit log. */
export async function applied<Input>(core: TestCore, cluster: string, call: ChangeCall<Input>, input: Input): Promise<Applied> {
  const plan = await planned(cluster, call, input)
  return { plan, row: await confirmed(core, cluster, call, plan) }
}

export async function planned<Input>(cluster: string, call: ChangeCall<Input>, input: Input): Promise<Plan> {
  const result = await call({ do: 'plan', cluster, input })
  if (result.is !== 'plan') throw new Error(`Not a plan: ${JSON.stringify(result)}`)
  return result.plan
}

export interface FieldIssue {
  readonly path: string
  readonly message: string
}

/** At which fields an input was refused, and why; fails where it was not, or for another reason. */
export async function refusedAt(work: Promise<unknown>): Promise<readonly FieldIssue[]> {
  const error: unknown = await work.then(
    () => new Error('It was not refused'),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof AppError) || error.code !== 'rpc.badInput') throw error
  return (error as AppError<'rpc.badInput'>).about.issues
}

export async function confirmed<Input>(core: TestCore, cluster: string, call: ChangeCall<Input>, plan: Plan): Promise<AuditRow> {
  const result = await call({ do: 'apply', cluster, plan: plan.id, typed: plan.confirm.typed, reason: null })
  if (result.is !== 'applied') throw new Error(`Not applied: ${JSON.stringify(result)}`)
  return ended(core, cluster, result.act)
}

/** The act at its end. */
export async function ended(core: TestCore, cluster: string, act: string): Promise<AuditRow> {
  const view = seeView<{ readonly cluster: string | null }, AuditRow>(core.page.audit.list, { cluster }, 'act')
  try {
    await view.until((seen) => seen.rows.get(act)?.ended === true, `act ${act} ends`, 60_000)
    const row = view.rows.get(act)
    if (row === undefined) throw new Error('It is gone')
    return row
  } finally {
    view.close()
  }
}
