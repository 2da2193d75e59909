import { useRef } from 'react'
import { useStream } from '../host/hooks.ts'
import type { Action, ActionContext } from './actions.ts'
import { usePresence } from './use-presence.ts'

const none = {}

/** What the system asks: a link opens a place (and connects nothing), a menu item runs an action, or says why it cannot now. */
export function useOutside(
  actions: readonly Action[],
  context: ActionContext,
  run: (action: Action, context: ActionContext) => void,
): void {
  usePresence()
  const latest = useRef({ actions, context, run })
  latest.current = { actions, context, run }
  useStream('host', 'outside', none, (request) => {
    const now = latest.current
    if (request.is === 'place') return now.context.app.open(`/${request.path}`)
    const action = now.actions.find(({ id }) => id === request.id)
    if (action) now.run(action, now.context)
  })
}
