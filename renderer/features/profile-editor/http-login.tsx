import type { HttpLogin } from '../../../shared/contract/mesos-places.ts'
import type { ProfileCard, SecretField } from '../../../shared/contract/profiles.ts'
import { en } from '../../text/en.ts'
import { Select, TextField } from '../../ui/field.tsx'
import { SecretInput } from './secret-input.tsx'
import type { FormState } from './use-form.ts'
import styles from './style.module.css'

const t = en.profileEditor.mesos
const logins = ['none', 'basic', 'token'] as const

interface LoginProps {
  readonly label: string
  readonly login: HttpLogin
  readonly secret: SecretField
  readonly field: string
  /** What a token is called here. */
  readonly token?: string
  readonly state: FormState
  readonly kept: ProfileCard['secrets'] | null
  onChange(login: HttpLogin): void
}

/** How to log in over HTTP, and the secret for it. */
export function Login({ label, login, secret, field, token = t.logins.token, state, kept, onChange }: LoginProps) {
  return (
    <div className={styles['pair']}>
      <Select
        label={label}
        value={login.kind}
        options={logins.map((value) => ({ value, title: value === 'token' ? token : t.logins[value] }))}
        onChange={(kind) => onChange(kind === 'basic' ? { kind, user: '' } : { kind })}
      />
      {login.kind === 'basic' && (
        <div className={styles['fields']}>
          <TextField
            label={en.profileEditor.user}
            value={login.user}
            error={state.errorOf(field)}
            onChange={(user) => onChange({ kind: 'basic', user })}
            onBlur={() => state.leave(field)}
          />
          <SecretInput label={en.profileEditor.password} field={secret} state={state} kept={kept?.[secret] ?? null} />
        </div>
      )}
      {login.kind === 'token' && <SecretInput label={t.token} field={secret} state={state} kept={kept?.[secret] ?? null} />}
    </div>
  )
}
