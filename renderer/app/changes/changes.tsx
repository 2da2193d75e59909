import { useEffect, useRef, useState } from 'react'
import type { AccessRow } from '../../../shared/contract/access.ts'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { useClient } from '../../host/api.tsx'
import { toAppError } from '../../host/app-error.ts'
import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { duration } from '../../ui/format/times.ts'
import { useNow } from '../../ui/format/zone.tsx'
import { timeLeft } from '../access/may-change.ts'
import { useApp } from '../actions.ts'
import { ChangeDialog } from './change-dialog.tsx'
import type { ChangeRequest } from './request.ts'
import { isEnd, type Step } from './steps.ts'
import { useSteps } from './use-steps.ts'

const t = en.changes

export interface ChangeProps {
  readonly request: ChangeRequest
  readonly profile: ProfileCard | null
  readonly access: AccessRow | null
  /** The dialog is gone; an act that goes on is followed elsewhere. */
  onGone(followed: Followed | null): void
}

/** An act whose end will be told. */
export interface Followed {
  readonly act: string
  readonly cluster: string
  readonly title: string
}

/** One change that somebody asked for: its dialog, and what becomes of it. */
export function Change({ request, profile, access, onGone }: ChangeProps) {
  const app = useApp()
  const client = useClient()
  const steps = useSteps(request)
  const { step } = steps
  const row = useActRow(request.cluster, step)
  useTold(steps, row)
  useSettled(request, step)

  const skips = useSkipped(steps)
  const act = step.at === 'following' ? step.act : null
  const title = step.at === 'following' ? step.plan.title : request.title
  // Nothing more is to be read in the dialog: the notice says it.
  const silent = act !== null && (skips || (step.at === 'following' && step.state === 'verified'))
  const close = (): void => {
    if (act === null) request.settle({ is: 'cancelled' })
    const toldHere = step.at === 'following' && isEnd(step.state) && step.state !== 'verified'
    onGone(act === null || toldHere ? null : { act, cluster: request.cluster, title })
  }
  const latest = useRef(close)
  latest.current = close
  const abandoned = useLeft(request)
  const over = silent || (request.form && (step.at === 'refused' || (abandoned && step.at === 'planning')))
  useEffect(() => {
    if (over) latest.current()
  }, [over])

  const left = timeLeft(access, useNow())
  const tell = (error: unknown): void => {
    const text = errorText(toAppError(error, 'audit'))
    app.notify({ tone: 'bad', title: text.title, detail: text.cause })
  }
  if (over || skips || (request.form && step.at === 'planning')) return null
  return (
    <ChangeDialog
      steps={steps}
      title={step.at === 'planning' ? t.planning(request.title) : request.title}
      profile={profile}
      unlocked={left === null ? undefined : t.unlockedFor(duration(left))}
      row={row}
      onClose={close}
      onOpen={(path) => {
        close()
        app.open(path)
      }}
      onLookAgain={(id) => void client.audit.lookAgain({ act: id }).catch(tell)}
      onStop={(id) => void client.audit.cancel({ act: id }).catch(tell)}
    />
  )
}

/** The form that asked was closed. */
function useLeft({ signal }: ChangeRequest): boolean {
  const [left, setLeft] = useState(signal?.aborted ?? false)
  useEffect(() => {
    const leave = (): void => setLeft(true)
    signal?.addEventListener('abort', leave)
    return () => signal?.removeEventListener('abort', leave)
  }, [signal])
  return left
}

/** What the audit log says of the act, once there is one. */
function useActRow(cluster: string, step: Step) {
  const { byKey } = useView('audit', 'list', step.at === 'following' ? { cluster } : null)
  return step.at === 'following' ? (byKey.get(step.act) ?? null) : null
}

function useTold({ step, told }: ReturnType<typeof useSteps>, row: ReturnType<typeof useActRow>): void {
  const state = row?.state
  const here = step.at === 'following' ? step.state : null
  useEffect(() => {
    if (state !== undefined && here !== null && state !== here) told(state)
  }, [state, here, told])
}

/** Who asked is told as soon as it is on its way, or refused where the asker shows it. */
function useSettled(request: ChangeRequest, step: Step): void {
  const { at } = step
  const act = at === 'following' ? step.act : null
  const error = at === 'refused' && request.form ? step.error : null
  useEffect(() => {
    if (act !== null) request.settle({ is: 'applied', act })
    else if (error !== null) request.settle({ is: 'refused', error: toAppError(error, request.member) })
    else if (at === 'asking') request.shown()
  }, [request, at, act, error])
}

/** An open cluster and an act that is easily undone: applied at once, without a question; with one when pressing finds it worse. */
function useSkipped({ step, apply }: ReturnType<typeof useSteps>): boolean {
  const skipped = useRef(false)
  const skips = step.at === 'asking' && !step.plan.confirm.ask && step.worse.length === 0 && step.error === null
  useEffect(() => {
    if (!skips || skipped.current) return
    skipped.current = true
    apply(null)
  }, [skips, apply])
  return skips || (skipped.current && (step.at === 'applying' || step.at === 'following'))
}
