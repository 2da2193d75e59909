import { useMemo } from 'react'
import { useApp, useMayChange, usePlace } from '../../app/actions.ts'
import { useTellFailure } from '../../app/actions-failure.ts'
import type { AuditRow } from '../../../shared/contract/audit.ts'
import { useClient } from '../../host/api.tsx'
import { en } from '../../text/en.ts'

const t = en.activity

export interface ActActs {
  /** Why this act cannot be taken back now; undefined when it can. */
  undoOff(row: AuditRow): string | undefined
  undo(row: AuditRow): void
  lookAgain(row: AuditRow): void
  stop(row: AuditRow): void
  /** Goes to another act. */
  show(act: string): void
}

/** What can be done with an act of the log. */
export function useActActs(): ActActs {
  const app = useApp()
  const client = useClient()
  const place = usePlace()
  const may = useMayChange()
  const tell = useTellFailure('audit')
  return useMemo(() => {
    return {
      undoOff(row) {
        if (!row.undo.can) return row.undo.why ?? (row.undo.by === null ? t.goesOn : t.undoneBy)
        // It is planned for the cluster of this window.
        if (row.cluster !== place.cluster) return t.elsewhere(row.profile)
        return may === true ? undefined : may
      },
      undo: (row) => void app.change('audit', 'undo', { act: row.act }, { title: t.undoTitle(row.title) }),
      lookAgain: (row) => void client.audit.lookAgain({ act: row.act }).catch(tell),
      stop: (row) => void client.audit.cancel({ act: row.act }).catch(tell),
      show: (act) => place.setQuery({ act }),
    }
  }, [app, client, tell, place, may])
}
