import { useState } from 'react'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { SecretDialog } from '../../app/actions-secrets.tsx'
import { useCommand, useView } from '../../host/hooks.ts'
import { usePolicy } from '../../host/use-policy.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import styles from './style.module.css'

const t = en.secretStore
const none = {}

/** Said where a password would be missed: kept ones wait for their pass phrase, or none is kept at all. */
export function SecretsStrip({ cards }: { readonly cards: readonly ProfileCard[] }) {
  const store = useView('secretStore', 'state', none).rows[0]
  const [asks, setAsks] = useState<'unlock' | 'keep' | null>(null)
  const policy = usePolicy()
  const off = policy?.keepSecrets === false ? en.policy.why(policy.by) : undefined
  const locked = store?.locked === true && store.kind !== 'memory'
  const byKeychain = store?.kind === 'keychain'
  const unlock = useCommand('secretStore', 'unlock')
  const inMemory = cards.some(({ secrets }) => Object.values(secrets).some(({ kept }) => kept === 'memory'))
  const forgets = store?.kind === 'memory' && !store.locked && inMemory
  return (
    <>
      {(locked || forgets) && (
        <div className={styles['strip']} role="status">
          <Icon name="lock" size={16} />
          <span>
            <b>{locked ? t.lockedTitle : t.memoryTitle}</b> {locked ? (byKeychain ? t.lockedByIdle : t.lockedNote) : t.memoryNote}
          </span>
          <span className={styles['grow']} />
          {locked && byKeychain ? (
            <Button onClick={() => void unlock.run({ passphrase: '' }).catch(() => undefined)}>{t.unlockNow}</Button>
          ) : (
            <Button off={off} onClick={() => setAsks(locked ? 'unlock' : 'keep')}>
              {locked ? t.unlock : t.keep}
            </Button>
          )}
        </div>
      )}
      {unlock.error && <ErrorBlock error={unlock.error} />}
      {asks && <SecretDialog asks={asks} onClose={() => setAsks(null)} />}
    </>
  )
}
