import { useEffect, useRef } from 'react'
import type { AuditRow } from '../../../shared/contract/audit.ts'
import { useViewRow } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { inCluster, useApp, type App, type Notice } from '../actions.ts'
import type { Followed } from './changes.tsx'

const t = en.changes

/** Waits for the end of an act whose dialog is gone, and tells it. */
export function Follow({ followed, onEnd }: { readonly followed: Followed; onEnd(act: string): void }) {
  const app = useApp()
  const row = useViewRow('audit', 'list', { cluster: followed.cluster }, followed.act)
  const told = useRef(false)
  const ended = row?.ended === true ? row : null
  useEffect(() => {
    if (ended === null || told.current) return
    told.current = true
    app.notify(noticeOf(ended, followed, app))
    onEnd(followed.act)
  }, [ended, app, followed, onEnd])
  return null
}

const tones = { verified: 'ok', accepted: 'warn', sent: 'warn', failed: 'bad', unknown: 'warn' } as const

function noticeOf(row: AuditRow, followed: Followed, app: App): Notice {
  const state = row.state === 'sent' ? 'unknown' : row.state
  const detail = row.note ?? (row.error === null ? null : errorText(row.error).cause)
  const undo = row.state === 'verified' && row.undo.can
  return {
    tone: tones[row.state],
    title: t.told[state](followed.title),
    ...(detail === null || detail === '' ? {} : { detail }),
    link: undo
      ? {
          title: en.common.undo,
          run: () => void app.change('audit', 'undo', { act: row.act }, { title: t.undoing(followed.title) }),
        }
      : {
          title: t.toActivity,
          run: () => app.open(inCluster(followed.cluster, `/activity?act=${encodeURIComponent(row.act)}`)),
        },
  }
}
