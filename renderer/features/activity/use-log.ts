import { useCallback, useState } from 'react'
import { useTellFailure } from '../../app/actions-failure.ts'
import type { AuditProof } from '../../../shared/contract/audit.ts'
import { useClient } from '../../host/api.tsx'
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
  const tell = useTellFailure('audit')
  const [proof, setProof] = useState<AuditProof | null>(null)
  const [busy, setBusy] = useState<Log['busy']>('no')

  const run = useCallback(
    (what: 'verify' | 'export', act: () => Promise<void>): void => {
      setBusy(what)
      act()
        .catch(tell)
        .finally(() => setBusy('no'))
    },
    [tell],
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
