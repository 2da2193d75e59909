import type { AuditProof } from '../../../shared/contract/audit.ts'
import { en } from '../../text/en.ts'
import { IconButton } from '../../ui/button.tsx'
import { Band } from '../../ui/change/band.tsx'
import { count } from '../../ui/format/numbers.ts'
import styles from './style.module.css'

const t = en.activity

/** What a check of the chain of hashes found. */
export function ProofStrip({ proof, onClose }: { readonly proof: AuditProof; onClose(): void }) {
  const { bad, entries, files, sealed } = proof
  return (
    <div className={styles['proof']} role="status">
      {bad === null ? (
        <Band tone={sealed ? 'ok' : 'info'} icon="check">
          {t.proofGood(count(entries), t.files(files, count(files)), sealed)} {sealed ? '' : t.proofUnsealed}
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
