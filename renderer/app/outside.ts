import { useRef } from 'react'
import { useStream } from '../host/hooks.ts'
import { en } from '../text/en.ts'
import type { Action, ActionContext, Notice } from './actions.ts'
import { usePresence } from './use-presence.ts'

const t = en.app
const none = {}

/** The browser tells of its downloads itself; of the desktop's, the host does. */
const savedNotice = ({ name, path, saved }: { readonly name: string; readonly path: string; readonly saved: boolean }): Notice =>
  saved ? { tone: 'ok', title: t.saved(name), detail: path } : { tone: 'bad', title: t.notSaved(name), detail: t.notSavedWhy(path) }

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
    if (request.is === 'link') return now.context.app.notify({ tone: 'warn', title: t.linkWrong, detail: t.linkWhy[request.why] })
    if (request.is === 'file') return now.context.app.notify(savedNotice(request))
    const action = now.actions.find(({ id }) => id === request.id)
    if (action) now.run(action, now.context)
  })
}
