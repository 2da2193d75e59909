import { useId, useState, type FormEvent } from 'react'
import type { ProxyChoice } from '../../../shared/contract/network.ts'
import type { SecretState } from '../../../shared/contract/profiles.ts'
import { useCommand } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { FieldGroup, TextArea, TextField } from '../../ui/field.tsx'
import { age } from '../../ui/format/times.ts'
import { useNow } from '../../ui/format/zone.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { proxyFormOf, readProxyForm, splitProxyUrl, type ProxyForm, type ProxyProblems } from './proxy-form.ts'
import styles from './style.module.css'

const t = en.settings.network

interface ManualProxyProps {
  readonly proxy: ProxyChoice
  /** What is known of the password that is kept. */
  readonly password: SecretState
  /** Why nothing of it but the password can be changed. */
  readonly off: string | undefined
  onSave(proxy: ProxyChoice): Promise<boolean>
}

/** A proxy by its address, with login and exceptions. Saved as a whole, so that no half of one is ever asked. */
export function ManualProxy({ proxy, password: kept, off, onSave }: ManualProxyProps) {
  const [form, setForm] = useState<ProxyForm>(() => proxyFormOf(proxy))
  const [password, setPassword] = useState('')
  const [problems, setProblems] = useState<ProxyProblems>({})
  const secret = useCommand('host', 'setProxyPassword')
  const prefix = useId()
  const idOf = (name: string): string => `${prefix}${name}`
  const set = (change: Partial<ProxyForm>): void => setForm((now) => ({ ...now, ...change }))
  const leave = (name: keyof ProxyForm): void => {
    if (form[name] === '') return
    const read = readProxyForm(form)
    const problem = 'problems' in read ? read.problems[name] : undefined
    setProblems(({ [name]: _old, ...others }) => (problem === undefined ? others : { ...others, [name]: problem }))
  }
  const paste = (text: string): void => {
    const parts = splitProxyUrl(text)
    if (parts === null) return set({ address: text })
    set({ address: parts.address, ...(parts.user === '' ? {} : { user: parts.user }) })
    if (parts.password !== '') setPassword(parts.password)
  }
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const read = readProxyForm(form)
    if ('problems' in read) {
      setProblems(read.problems)
      const first = (['address', 'user', 'except'] as const).find((name) => read.problems[name] !== undefined)
      document
        .getElementById(idOf(first ?? ''))
        ?.querySelector<HTMLElement>('input, textarea')
        ?.focus()
      return
    }
    setProblems({})
    // The password first: the first request with this proxy has it.
    const done =
      password === '' ||
      (await secret.run({ password }).then(
        () => true,
        () => false,
      ))
    if (!done) return
    setPassword('')
    if (off === undefined) await onSave(read.proxy)
  }
  const unchanged = JSON.stringify(form) === JSON.stringify(proxyFormOf(proxy)) && password === ''
  return (
    <form className={styles['form']} aria-label={t.manual} onSubmit={(event) => void save(event)}>
      <div id={idOf('address')}>
        <TextField
          label={t.address}
          mono
          readOnly={off !== undefined}
          value={form.address}
          placeholder="proxy.example.org:3128"
          error={problems.address}
          onChange={paste}
          onBlur={() => leave('address')}
        />
      </div>
      <div id={idOf('user')}>
        <TextField
          label={t.user}
          optional
          readOnly={off !== undefined}
          value={form.user}
          error={problems.user}
          onChange={(user) => set({ user })}
          onBlur={() => leave('user')}
        />
      </div>
      {form.user !== '' && (
        <Password
          kept={kept}
          value={password}
          onChange={setPassword}
          onForget={() => void secret.run({ password: '' }).catch(() => undefined)}
        />
      )}
      <div id={idOf('except')}>
        <TextArea
          label={t.except}
          optional
          mono
          rows={4}
          readOnly={off !== undefined}
          value={form.except}
          placeholder={'*.example.org\n10.0.0.0/8'}
          note={t.exceptNote}
          error={problems.except}
          onChange={(except) => set({ except })}
          onBlur={() => leave('except')}
        />
      </div>
      {secret.error && <ErrorBlock error={secret.error} />}
      <div className={styles['acts']}>
        <Button type="submit" tone="primary" off={unchanged ? t.saved : undefined}>
          {t.save}
        </Button>
      </div>
    </form>
  )
}

interface PasswordProps {
  readonly kept: SecretState
  readonly value: string
  onChange(value: string): void
  onForget(): void
}

/** It can be set, replaced and forgotten, never read. */
function Password({ kept, value, onChange, onForget }: PasswordProps) {
  const now = useNow()
  const [replacing, setReplacing] = useState(false)
  if (kept.kept === 'no' || replacing || value !== '') {
    return (
      <TextField label={t.password} type="password" autoComplete="new-password" value={value} note={t.passwordNote} onChange={onChange} />
    )
  }
  return (
    <FieldGroup label={t.password}>
      <div className={styles['kept']}>
        <Icon name="key" size={14} />
        <span>
          {en.profileEditor.secret.kept[kept.kept]}
          {kept.changedAt !== null && `, ${en.profileEditor.secret.changed(age(kept.changedAt, now))}`}
        </span>
        <Button tone="link" onClick={() => setReplacing(true)}>
          {en.profileEditor.secret.replace}
        </Button>
        <Button tone="link" onClick={onForget}>
          {en.profileEditor.secret.forget}
        </Button>
      </div>
    </FieldGroup>
  )
}
