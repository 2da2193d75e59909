import { useRef, useState } from 'react'
import type { AccessRow } from '../../../shared/contract/access.ts'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { useCommand } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import styles from './access.module.css'

const t = en.access

export interface UnlockDialogProps {
  readonly profile: ProfileCard
  readonly access: AccessRow
  onClose(): void
}

/** Observe to Guarded: the profile's short name, and why, which goes into the audit log. */
export function UnlockDialog({ profile, access, onClose }: UnlockDialogProps) {
  const unlock = useCommand('access', 'unlock')
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const off = typed === access.shortName ? (unlock.pending ? t.unlocking : undefined) : t.typeFirst(access.shortName)
  const submit = (): void => {
    if (off !== undefined) return
    unlock
      .run({ cluster: profile.id, typed, reason: reason.trim() === '' ? null : reason.trim() })
      .then(onClose, () => field.current?.focus())
  }
  const said = unlock.error === null ? undefined : errorText(unlock.error)
  return (
    <Dialog
      title={t.title(profile.name)}
      place={{ environment: profile.environment, name: profile.name }}
      open
      width="narrow"
      onClose={onClose}
      initialFocus={field}
      foot={
        <>
          <Button onClick={onClose}>{en.common.cancel}</Button>
          <Button tone="primary" off={off} onClick={submit}>
            {t.unlockFor}
          </Button>
        </>
      }
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <p>{t.about}</p>
        <TextField
          ref={field}
          label={t.shortName(access.shortName)}
          value={typed}
          onChange={setTyped}
          error={said === undefined ? undefined : `${said.title}. ${said.cause}`}
        />
        <TextField label={t.reason} optional value={reason} onChange={setReason} note={t.reasonNote} maxLength={1000} />
        {/* Enter in either field: a form with two fields needs a button for that. */}
        <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden />
      </form>
    </Dialog>
  )
}
