import type { SchedulerAct, SchedulerCapabilities } from '../../../../shared/domain/scheduler/capabilities.ts'
import type { SchedulerRelease } from '../../../../shared/domain/scheduler/model.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import type { Http, HttpRequest } from '../http.ts'
import type { Answer } from './answer.ts'
import { sendChange, type Outcome } from './outcome.ts'

/** What every change needs: a connection for the routes `schedulerChange`, which an observing one does not have. */
export interface ChangeContext {
  readonly http: Http
  readonly base: string
  readonly release: SchedulerRelease
  readonly can: SchedulerCapabilities
}

export const invalid = (field: string, why: string): AppError => new AppError('scheduler.invalid', { field, why })

/** Null: the release offers it. */
export const needs = ({ can, base, release }: ChangeContext, act: SchedulerAct, what: string): AppError | null =>
  can[act].offered ? null : new AppError('scheduler.unsupported', { address: base, what, release: release.line })

/** ZooKeeper may be away for 30 s before the scheduler says so, and saving goes there too. */
const CHANGE_TIMES: NonNullable<HttpRequest['times']> = { firstByte: 40_000, total: 45_000 }

export const send = <T>(
  { http, base }: ChangeContext,
  path: string,
  form: Readonly<Record<string, string>>,
  signal: AbortSignal,
  read: (answer: Answer) => T,
): Promise<Outcome<T>> => sendChange(http, { base, method: 'POST', path, form, signal, times: CHANGE_TIMES }, read)
