import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { en } from '../../text/en.ts'
import { FieldGroup, Select, TextArea, TextField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SecretInput } from './secret-input.tsx'
import { Section } from './sections.tsx'
import type { FormState } from './use-form.ts'
import styles from './style.module.css'

const t = en.profileEditor
const logins = ['none', 'PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const

export interface SecurityProps {
  readonly state: FormState
  /** What is known about the secrets that are kept already; null: a new profile. */
  readonly kept: ProfileCard['secrets'] | null
}

export function SecuritySection({ state, kept }: SecurityProps) {
  const { form, set, errorOf, leave } = state
  return (
    <Section id="security" title={t.sections.security}>
      <div className={styles['pair']}>
        <FieldGroup label={t.connection}>
          <Segmented
            label={t.connection}
            value={form.tls ? 'tls' : 'plain'}
            options={[
              { value: 'plain', title: t.connections.plain },
              { value: 'tls', title: t.connections.tls },
            ]}
            onChange={(value) => set({ tls: value === 'tls' })}
          />
        </FieldGroup>
        <Select
          label={t.login}
          value={form.login}
          options={logins.map((value) => ({ value, title: t.logins[value] }))}
          onChange={(login) => set({ login })}
        />
      </div>
      {form.login !== 'none' && (
        <>
          {!form.tls && (
            <p className={styles['caution']}>
              <Icon name="warn" size={13} />
              {t.plainLogin}
            </p>
          )}
          <div className={styles['pair']} id="credentials">
            <TextField
              label={t.user}
              value={form.user}
              error={errorOf('user')}
              onChange={(user) => set({ user })}
              onBlur={() => leave('user')}
            />
            <SecretInput label={t.password} field="saslPassword" state={state} kept={kept?.saslPassword ?? null} />
          </div>
        </>
      )}
      {form.tls && <TlsFields state={state} kept={kept} />}
    </Section>
  )
}

function TlsFields({ state, kept }: SecurityProps) {
  const { form, set, errorOf, leave } = state
  return (
    <>
      <TextArea
        label={t.ca}
        optional
        value={form.ca}
        rows={3}
        mono
        placeholder="-----BEGIN CERTIFICATE-----"
        note={t.caNote}
        error={errorOf('ca')}
        onChange={(ca) => set({ ca })}
        onBlur={() => leave('ca')}
      />
      <div className={styles['pair']}>
        <FieldGroup label={t.caUse}>
          <Segmented
            label={t.caUse}
            value={form.caUse}
            options={[
              { value: 'add', title: t.caUses.add },
              { value: 'replace', title: t.caUses.replace },
            ]}
            onChange={(caUse) => set({ caUse })}
          />
        </FieldGroup>
        <TextField
          label={t.serverName}
          optional
          value={form.serverName}
          note={t.serverNameNote}
          error={errorOf('serverName')}
          onChange={(serverName) => set({ serverName })}
          onBlur={() => leave('serverName')}
        />
      </div>
      <TextArea
        label={t.certificate}
        optional
        value={form.certificate}
        rows={3}
        mono
        placeholder="-----BEGIN CERTIFICATE-----"
        note={t.certificateNote}
        error={errorOf('certificate')}
        onChange={(certificate) => set({ certificate })}
        onBlur={() => leave('certificate')}
      />
      {(form.certificate !== '' || (kept !== null && kept.tlsKey.kept !== 'no')) && (
        <>
          <SecretInput label={t.key} field="tlsKey" state={state} kept={kept?.tlsKey ?? null} multiline />
          <SecretInput label={t.keyPassphrase} field="tlsKeyPassphrase" state={state} kept={kept?.tlsKeyPassphrase ?? null} optional />
        </>
      )}
    </>
  )
}
