import { useState } from 'react'
import { SecretField, type ProfileCard } from '../../../shared/contract/profiles.ts'
import { useTellFailure } from '../../app/actions-failure.ts'
import { usePolicy } from '../../host/use-policy.ts'
import { useRecordingFiles } from '../../host/use-recording-files.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { saveBlob } from '../../ui/chart/export.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldGroup } from '../../ui/field.tsx'
import { Inside } from '../../ui/file/inside.tsx'
import { SealFields, useSeal } from '../../ui/file/seal.tsx'
import { count } from '../../ui/format/numbers.ts'
import { Tick } from '../../ui/tick.tsx'
import styles from './recordings.module.css'

const t = en.profileFiles

export interface ProfilesExportProps {
  readonly cards: readonly ProfileCard[]
  /** Ticked at first. */
  readonly chosen: readonly string[]
  onClose(): void
}

/** Profiles for another host: what goes into the file is said before it is made. */
export function ProfilesExportDialog({ cards, chosen, onClose }: ProfilesExportProps) {
  const tell = useTellFailure('profileFiles.export')
  const files = useRecordingFiles()
  const [ids, setIds] = useState<ReadonlySet<string>>(() => new Set(chosen))
  const seal = useSeal()
  const [busy, setBusy] = useState(false)
  const policy = usePolicy()
  const noSecrets = policy?.keepSecrets === false ? en.policy.why(policy.by) : undefined
  const goes = cards.filter(({ id }) => ids.has(id))
  const save = (): void => {
    setBusy(true)
    files
      .exportedProfiles({ ids: goes.map(({ id }) => id), passphrase: seal.passphrase })
      .then((blob) => {
        saveBlob(`${goes.length === 1 && goes[0] ? fileName(goes[0].name) : 'clusters'}.samsa-profiles`, blob)
        onClose()
      }, tell)
      .finally(() => setBusy(false))
  }
  return (
    <Dialog
      title={t.exportTitle}
      open
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{en.common.cancel}</Button>
          <Button tone="primary" off={(goes.length === 0 && t.noneChosen) || seal.problem || (busy && en.sealedFile.making)} onClick={save}>
            {t.save}
          </Button>
        </>
      }
    >
      {cards.length > 1 && (
        <FieldGroup label={t.which}>
          <div className={styles['ticks']}>
            {cards.map(({ id, name }) => (
              <Tick key={id} label={name} on={ids.has(id)} onChange={(on) => setIds(changed(ids, id, on))} />
            ))}
          </div>
        </FieldGroup>
      )}
      <SealFields seal={seal} label={t.withSecrets} note={noSecrets ?? t.withSecretsNote} fixed={noSecrets !== undefined} />
      <ProfilesInside cards={goes} sealed={seal.on} />
    </Dialog>
  )
}

function ProfilesInside({ cards, sealed }: { readonly cards: readonly ProfileCard[]; readonly sealed: boolean }) {
  const secrets = cards.flatMap(({ name, secrets: states }) =>
    SecretField.options.filter((field) => states[field].kept !== 'no').map((field) => t.secretOf(t.secrets[field], name)),
  )
  return (
    <Inside>
      <span>{t.profilesIn(count(cards.length), cards.length === 1)}</span>
      {secrets.length === 0 ? (
        <span>{t.noSecrets}</span>
      ) : (
        <span>
          {sealed ? `${t.secretsIn(count(secrets.length), secrets.length === 1)}: ${told(secrets)}` : t.secretsOut(told(secrets))}
        </span>
      )}
    </Inside>
  )
}

const told = (words: readonly string[]): string => words.join(', ')

function changed(ids: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(ids)
  if (on) next.add(id)
  else next.delete(id)
  return next
}

/** A name as a file can be named anywhere. */
const fileName = (name: string): string => name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 80) || 'cluster'
