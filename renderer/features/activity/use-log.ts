import { useCallback, useState } from 'react'
import { useApp } from '../../app/actions.ts'
import type { AuditProof } from '../../../shared/contract/audit.ts'
import { useClient } from '../../host/api.tsx'
import { toAppError } from '../../host/app-error.ts'
import { errorText } from '../../text/errors.ts'
import { saveBlob } from '../../ui/chart/export.ts'

export interface Log {
  /** What the last check found. */
  readonly proof: AuditProof | null
  readonly busy: 'no' | 'verify' | 'export'
  verify(): void
  save(): void
  forget(): void
}

/** The log as a whole: whether it is as it was written, and all of it as a file. */
export function useLog(cluster: string | null): Log {
  const client = useClient()
  const app = useApp()
  const [proof, setProof] = useState<AuditProof | null>(null)
  const [busy, setBusy] = useState<Log['busy']>('no')

  const run = useCallback(
    (what: 'verify' | 'export', act: () => Promise<void>): void => {
      setBusy(what)
      act()
        .catch((error: unknown) => {
          const text = errorText(toAppError(error, `audit.${what}`))
          app.notify({ tone: 'bad', title: text.title, detail: `${text.cause} ${text.remedy}` })
        })
        .finally(() => setBusy('no'))
    },
    [app],
  )
  const verify = (): void => run('verify', async () => setProof(await client.audit.verify({})))
  const save = (): void =>
    run('export', async () => {
      const pieces: string[] = []
      for (let from: number | null = 0; from !== null;) {
        const piece: { text: string; next: number | null } = await client.audit.export({ cluster, from })
        pieces.push(piece.text)
        from = piece.next
      }
      const name = `samsa-activity-${new Date().toISOString().slice(0, 10)}.jsonl`
      saveBlob(name, new Blob(pieces, { type: 'application/jsonl;charset=utf-8' }))
    })
  return { proof, busy, verify, save, forget: () => setProof(null) }
}
