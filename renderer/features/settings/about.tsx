import { useState } from 'react'
import { SecretDialog } from '../../app/actions-secrets.tsx'
import { useQuery, useView } from '../../host/hooks.ts'
import { usePolicy } from '../../host/use-policy.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from './section.tsx'
import { Updates } from './updates.tsx'
import styles from './style.module.css'

const t = en.settings
const s = en.secretStore
const none = {}

/** Where they are kept; without a keychain under a pass phrase, if the user wants. */
function Passwords() {
  const store = useView('secretStore', 'state', none).rows[0]
  const policy = usePolicy()
  const off = policy?.keepSecrets === false ? en.policy.why(policy.by) : undefined
  const [asks, setAsks] = useState<'unlock' | 'keep' | null>(null)
  if (!store) return null
  const byPassphrase = store.kind === 'passphrase'
  return (
    <>
      <dt>{s.label}</dt>
      <dd>
        {store.locked ? s.where.locked : s.where[store.kind]}{' '}
        {store.locked
          ? byPassphrase && (
              <Button tone="link" off={off} onClick={() => setAsks('unlock')}>
                {s.unlock}
              </Button>
            )
          : store.kind !== 'keychain' && (
              <Button tone="link" off={off} onClick={() => setAsks('keep')}>
                {byPassphrase ? s.change : s.keep}
              </Button>
            )}
        {asks && <SecretDialog asks={asks} onClose={() => setAsks(null)} />}
      </dd>
    </>
  )
}

/** What this Samsa is, where its data lies, and what leaves it: nothing. */
export function About() {
  const { data } = useQuery('host', 'info', none)
  if (!data) return null
  return (
    <Section title={t.about}>
      <dl className={styles['facts']}>
        <dt>{t.version}</dt>
        <dd>{data.version}</dd>
        <dt>{t.host}</dt>
        <dd>{t.hosts[data.host]}</dd>
        <dt>{t.data}</dt>
        <dd className={styles['mono']}>{data.dataFolder}</dd>
        {!data.keychain.available && (
          <>
            <dt>{t.keychain}</dt>
            <dd>{t.keychainOff(data.keychain.why)}</dd>
          </>
        )}
        <Passwords />
        <dt>{t.updates}</dt>
        <dd>
          <Updates installed={data.version} {...data.updates} />
        </dd>
      </dl>
      <p className={styles['note']}>{t.privacy}</p>
    </Section>
  )
}
