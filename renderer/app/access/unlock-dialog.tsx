import { useState } from 'react'
import type { AccessRow } from '../../../shared/contract/access.ts'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { useCommand } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { TextField } from '../../ui/field.tsx'
import { TypedDialog } from '../../ui/typed-dialog.tsx'

const t = en.access

export interface UnlockDialogProps {
  readonly profile: ProfileCard
  readonly access: AccessRow
  onClose(): void
}

/** Observe to Guarded: the profile's short name, and why, which goes into the audit log. */
export function UnlockDialog({ profile, access, onClose }: UnlockDialogProps) {
  const unlock = useCommand('access', 'unlock')
  const [reason, setReason] = useState('')
  const said = unlock.error === null ? undefined : errorText(unlock.error)
  return (
    <TypedDialog
      title={t.title(profile.name)}
      place={{ environment: profile.environment, name: profile.name }}
      name={access.shortName}
      label={t.shortName(access.shortName)}
      act={t.unlockFor}
      tone="primary"
      first={t.typeFirst(access.shortName)}
      busy={unlock.pending ? t.unlocking : undefined}
      problem={said === undefined ? undefined : `${said.title}. ${said.cause}`}
      about={<p>{t.about}</p>}
      onSubmit={(typed) => unlock.run({ cluster: profile.id, typed, reason: reason.trim() === '' ? null : reason.trim() })}
      onClose={onClose}
    >
      <TextField label={t.reason} optional value={reason} onChange={setReason} note={t.reasonNote} maxLength={1000} />
    </TypedDialog>
  )
}
