import { useEffect, useMemo, useRef, useState } from 'react'
import type { Environment } from '../../shared/contract/profiles.ts'
import type { AppError } from '../../shared/errors/error.ts'
import type { ChangeInput, ChangeName, SubjectName } from '../host/contract-types.ts'
import { useView } from '../host/hooks.ts'
import { useApp, usePlace } from './actions.ts'
import { fieldProblems } from '../text/errors.ts'

/** How a form hands what it asked for to the dialog of changes. Imported by features, like `actions.ts`. */
export interface FormChange<S extends SubjectName, M extends ChangeName<S>> {
  /** Plans; the dialog takes over when the plan is there. `title`: what was pressed. */
  submit(input: ChangeInput<S, M>, title: string): void
  readonly busy: boolean
  /** The dialog stands in its place: the form keeps what was written and comes back when that is cancelled. */
  readonly hidden: boolean
  /** What the core says about single fields, by their path; empty once something was changed. */
  readonly problems: Readonly<Record<string, string>>
  /** What it says about the whole, and about fields that this form does not show: nothing goes unsaid. */
  readonly error: AppError | null
  /** After a change in the form: what was said about it before does not hold any more. */
  forget(): void
}

interface State {
  readonly busy: boolean
  readonly hidden: boolean
  readonly error: AppError | null
}

const quiet: State = { busy: false, hidden: false, error: null }

/** `shows`: whether the form has a place for what is said about the field of that path. */
export function useFormChange<S extends SubjectName, M extends ChangeName<S>>(
  subject: S,
  member: M,
  onDone: () => void,
  shows: (path: string) => boolean,
): FormChange<S, M> {
  const app = useApp()
  const [state, setState] = useState(quiet)
  const latest = useRef(onDone)
  latest.current = onDone
  const [left] = useState(() => new AbortController())
  useEffect(() => () => left.abort(), [left])
  const change = useMemo(() => {
    const problems = state.error === null ? {} : fieldProblems(state.error)
    return {
      submit(input: ChangeInput<S, M>, title: string) {
        setState({ ...quiet, busy: true })
        const form = { onShown: () => setState({ ...quiet, hidden: true }), signal: left.signal }
        void app.change(subject, member, input, { title, form }).then((end) => {
          if (end.is === 'applied') latest.current()
          else setState({ ...quiet, error: end.is === 'refused' ? end.error : null })
        })
      },
      busy: state.busy,
      hidden: state.hidden,
      problems,
      forget: () => setState((now) => (now.error === null ? now : { ...now, error: null })),
    }
  }, [app, subject, member, left, state])
  const paths = Object.keys(change.problems)
  return { ...change, error: paths.length > 0 && paths.every(shows) ? null : state.error }
}

const none = {}

/** Across the top of a form: the environment and the profile that it is about. */
export function usePlaceOfForm(): { readonly environment: Environment; readonly name: string } {
  const { cluster } = usePlace()
  const card = useView('profiles', 'list', none).byKey.get(cluster ?? '')
  return { environment: card?.environment ?? 'other', name: card?.name ?? '' }
}
