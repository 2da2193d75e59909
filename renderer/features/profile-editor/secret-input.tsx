import { useState } from 'react'
import type { SecretField, SecretState } from '../../../shared/contract/profiles.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { FieldGroup, TextArea, TextField } from '../../ui/field.tsx'
import { age } from '../../ui/format/times.ts'
import { useNow } from '../../ui/format/zone.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import type { FormState } from './use-form.ts'
import styles from './style.module.css'

const t = en.profileEditor.secret
const none = {}

export interface SecretInputProps {
  readonly label: string
  readonly field: SecretField
  readonly state: FormState
  readonly kept: SecretState | null
  readonly multiline?: boolean
  readonly optional?: boolean
}

/** A secret can be set, replaced and forgotten, never read: what is kept is told in words. */
export function SecretInput(props: SecretInputProps) {
  const { label, field, state, kept } = props
  const [replacing, setReplacing] = useState(false)
  const written = state.form.secrets[field]
  if (kept === null || kept.kept === 'no' || replacing) return <SecretText {...props} />
  const change = (value: string | undefined): void => {
    const { [field]: _old, ...others } = state.form.secrets
    state.set({ secrets: value === undefined ? others : { ...others, [field]: value } })
  }
  return (
    <FieldGroup label={label}>
      <div className={styles['secret']}>
        <Icon name="key" size={14} />
        {written === '' ? <span>{t.willForget}</span> : <KeptWords kept={kept} />}
        <span className={styles['grow']} />
        {written === '' ? (
          <Button tone="link" onClick={() => change(undefined)}>
            {t.keep}
          </Button>
        ) : (
          <>
            <Button tone="link" onClick={() => setReplacing(true)}>
              {t.replace}
            </Button>
            <Button tone="link" onClick={() => change('')}>
              {t.forget}
            </Button>
          </>
        )}
      </div>
    </FieldGroup>
  )
}

function KeptWords({ kept }: { readonly kept: SecretState }) {
  const now = useNow()
  return (
    <span>
      {t.kept[kept.kept]}
      {kept.changedAt !== null && <span className={styles['quiet']}>, {t.changed(age(kept.changedAt, now))}</span>}
    </span>
  )
}

function SecretText({ label, field, state, multiline = false, optional = false }: SecretInputProps) {
  const info = useQuery('host', 'info', none)
  const keychain = info.data?.keychain
  const common = {
    label,
    optional,
    value: state.form.secrets[field] ?? '',
    error: state.errorOf(field),
    note: keychain && (keychain.available ? t.sealed : t.memoryOnly(keychain.why)),
    onChange: (value: string) => {
      const { [field]: _old, ...others } = state.form.secrets
      // Nothing written is nothing changed; forgetting has its own button.
      state.set({ secrets: value === '' ? others : { ...others, [field]: value } })
    },
    onBlur: () => state.leave(field),
  }
  return multiline ? (
    <TextArea {...common} rows={3} mono placeholder="-----BEGIN PRIVATE KEY-----" />
  ) : (
    <TextField {...common} type="password" autoComplete="new-password" />
  )
}
