import { useCallback, useEffect, useReducer, useRef } from 'react'
import type { ActState } from '../../../shared/contract/changes.ts'
import { toAppError } from '../../host/app-error.ts'
import { useChangeCall } from '../../host/use-change-call.ts'
import type { ChangeRequest } from './request.ts'
import { isEnd, next, type Step } from './steps.ts'

/** Planned again this long before the plan is too old, so that a press never meets one that is. */
const BEFORE_EXPIRY_MS = 3000

export interface Steps {
  readonly step: Step
  /** Plans (again) from the same input. */
  plan(again: boolean): void
  apply(typed: string | null): void
  /** What the audit log says about the act. */
  told(state: ActState): void
}

/** Moves a change from step to step: plans at once, again when the plan gets old, and applies when it is told to. */
export function useSteps(request: ChangeRequest): Steps {
  const call = useChangeCall(request.subject, request.member, request.cluster)
  const [step, dispatch] = useReducer(next, { at: 'planning' })
  const gone = useRef(false)
  const asked = useRef(0)

  const plan = useCallback(
    (again: boolean) => {
      const mine = ++asked.current
      // A plan that is replaced stays on the screen until the new one is there.
      if (!again) dispatch({ type: 'plan' })
      call.plan(request.input).then(
        (made) => !gone.current && mine === asked.current && dispatch({ type: 'planned', plan: made, again }),
        (error: unknown) =>
          !gone.current && mine === asked.current && dispatch({ type: 'refused', error: toAppError(error, request.member) }),
      )
    },
    [call, request],
  )

  const apply = useCallback(
    (typed: string | null) => {
      if (step.at !== 'asking') return
      asked.current++
      dispatch({ type: 'apply' })
      call.apply(step.plan.id, typed).then(
        (answer) => {
          if (answer.is === 'worse') return dispatch({ type: 'worse', plan: answer.plan, what: answer.what })
          dispatch({ type: 'applied', act: answer.act, state: answer.state })
          call.disturb()
        },
        (error: unknown) => {
          const reason = toAppError(error, request.member)
          dispatch({ type: 'notSent', error: reason })
          // A plan is good for one press.
          if (reason.code.startsWith('plan.')) plan(true)
        },
      )
    },
    [call, plan, request.member, step],
  )

  const told = useCallback(
    (state: ActState) => {
      dispatch({ type: 'told', state })
      if (isEnd(state)) call.disturb()
    },
    [call],
  )

  // Once a request: a new connection to the core does not ask again by itself.
  const first = useRef(plan)
  useEffect(() => {
    gone.current = false
    first.current(false)
    return () => {
      gone.current = true
    }
  }, [])

  const expiresAt = step.at === 'asking' ? step.plan.expiresAt : null
  useEffect(() => {
    if (expiresAt === null) return
    const timer = setTimeout(() => plan(true), Math.max(1000, expiresAt - Date.now() - BEFORE_EXPIRY_MS))
    return () => clearTimeout(timer)
  }, [expiresAt, plan])

  return { step, plan, apply, told }
}
