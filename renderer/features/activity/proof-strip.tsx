import type { AuditProof } from '../../../shared/contract/audit.ts'
import { en } from '../../text/en.ts'
import { IconButton } from '../../ui/button.tsx'
import { Band } from '../../ui/change/band.tsx'
import { count } from '../../ui/format/numbers.ts'
import { dateTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import styles from './style.module.css'

const t = en.activity

/** What a check of the chain of hashes found. */
export function ProofStrip({ proof, onClose }: { readonly proof: AuditProof; onClose(): void }) {
  const { bad, entries, files, sealed, restored } = proof
  const now = useNow()
  const zone = useZone()
  return (
    <div className={styles['proof']} role="status">
      {bad === null ? (
        <Band tone={sealed ? 'ok' : 'info'} icon="check">
          {t.proofGood(count(entries), t.files(files, count(files)), sealed)} {sealed ? '' : t.proofUnsealed}{' '}
          {restored && t.proofRestored(count(restored.entries), dateTime(restored.madeAt, zone, now), restored.seal)}
        </Band>
      ) : (
        <Band tone="bad" icon="warn">
          <b>{t.proofBad(bad.file, count(bad.line))}</b> {bad.why} {t.proofBadNote}
        </Band>
      )}
      <IconButton icon="x" iconSize={12} label={en.app.dismiss} onClick={onClose} />
    </div>
  )
}
