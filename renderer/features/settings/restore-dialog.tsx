import { useState } from 'react'
import type { BackupPart, BackupPreview } from '../../../shared/contract/backups.ts'
import type { FixedSettings, Settings } from '../../../shared/contract/settings.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EnvBadge } from '../../ui/env.tsx'
import { FieldGroup } from '../../ui/field.tsx'
import { bytes, count } from '../../ui/format/numbers.ts'
import { dateTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { Tick } from '../../ui/tick.tsx'
import { Change } from './as-file.tsx'
import { changesOf } from './settings-file.ts'
import styles from './style.module.css'

const t = en.backups
/** More are counted. */
const MOST = 30

interface RestoreDialogProps {
  readonly preview: BackupPreview
  readonly settings: Settings
  readonly fixed: FixedSettings
  readonly busy: boolean
  onTake(parts: readonly BackupPart[]): void
  onClose(): void
}

/** What is in a backup, and what it would change: where its profiles connect to, which settings become others. */
export function RestoreDialog({ preview, settings, fixed, busy, onTake, onClose }: RestoreDialogProps) {
  const [parts, setParts] = useState<ReadonlySet<BackupPart>>(() => new Set(preview.parts.map(({ part }) => part)))
  const now = useNow()
  const zone = useZone()
  const changes = parts.has('settings') ? changesOf(settings, preview.settings, fixed) : []
  const withProfiles = parts.has('profiles')
  const set = (part: BackupPart, on: boolean): void => {
    const next = new Set(parts)
    if (on) next.add(part)
    else next.delete(part)
    setParts(next)
  }
  return (
    <Dialog
      title={t.restoreTitle}
      open
      width="wide"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{en.common.cancel}</Button>
          <Button tone="primary" off={(parts.size === 0 && t.nothing) || (busy && t.opening)} onClick={() => onTake([...parts])}>
            {t.restoreNow}
          </Button>
        </>
      }
    >
      <div className={styles['dialog']}>
        <p>{t.made(dateTime(preview.madeAt, zone, now), preview.version)}</p>
        <FieldGroup label={t.takes} note={t.restoreNote}>
          {preview.parts.map(({ part, bytes: size }) => (
            <Tick key={part} label={t.part(t.parts[part], bytes(size))} on={parts.has(part)} onChange={(on) => set(part, on)} />
          ))}
        </FieldGroup>
        {withProfiles && preview.profiles.length > 0 && (
          <FieldGroup label={t.profiles} note={secretsTold(preview)}>
            <ul className={styles['restored']} tabIndex={0} aria-label={t.profiles}>
              {preview.profiles.slice(0, MOST).map(({ name, environment, hosts, observes }, n) => (
                // Names may be there twice.
                <li key={`${n} ${name}`}>
                  <span className={styles['named']}>
                    <b>{name}</b>
                    <EnvBadge environment={environment} />
                  </span>
                  <span className={styles['mono']}>{hosts.join(', ') || t.nobody}</span>
                  {observes && <span className={styles['note']}>{t.observes}</span>}
                </li>
              ))}
              {preview.profiles.length > MOST && <li>{t.moreProfiles(preview.profiles.length - MOST)}</li>}
            </ul>
          </FieldGroup>
        )}
        {parts.has('activity') && preview.activitySeal === 'elsewhere' && (
          <FieldGroup label={t.sealTitle}>
            <p>{t.sealNote}</p>
          </FieldGroup>
        )}
        {changes.length > 0 && (
          <FieldGroup label={t.changes}>
            <dl className={styles['facts']}>
              {changes.map((change) => (
                <Change key={change.name} {...change} />
              ))}
            </dl>
          </FieldGroup>
        )}
      </div>
    </Dialog>
  )
}

const secretsTold = ({ secrets, secretsOut }: BackupPreview): string =>
  secrets === 0 ? t.ownSecrets : secretsOut || t.secrets(count(secrets), secrets === 1)
