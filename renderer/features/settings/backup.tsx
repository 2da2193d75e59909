import { useState } from 'react'
import type { BackupPart } from '../../../shared/contract/backups.ts'
import type { FixedSettings, Settings } from '../../../shared/contract/settings.ts'
import { useCommand, useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldGroup } from '../../ui/field.tsx'
import { PassphraseDialog } from '../../ui/file/passphrase-dialog.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { bytes } from '../../ui/format/numbers.ts'
import { dateTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { BackUpDialog } from './back-up-dialog.tsx'
import { RestoreDialog } from './restore-dialog.tsx'
import { useRestore } from './use-restore.ts'
import styles from './style.module.css'

const t = en.backups
const none = {}
const told = (parts: readonly BackupPart[]): string => parts.map((part) => t.parts[part].toLowerCase()).join(', ')

interface BackupProps {
  readonly settings: Settings
  readonly fixed: FixedSettings
}

/** The data folder as one file, and from one: nothing is replaced before the next start, and then nothing is lost. */
export function Backup({ settings, fixed }: BackupProps) {
  const [saves, setSaves] = useState(false)
  const restore = useRestore()
  const state = useQuery('backups', 'state', none)
  const host = useQuery('host', 'info', none).data?.host ?? 'desktop'
  const cancel = useCommand('backups', 'cancel')
  const { waits = null, formers = [], refused = '' } = state.data ?? {}
  return (
    <FieldGroup label={t.title} note={t.note}>
      {refused !== '' && (
        <p className={styles['bad']} role="alert">
          {t.refused(refused)}
        </p>
      )}
      {waits && (
        <div className={styles['waits']} role="status">
          <Icon name="info" size={16} />
          <span>
            {(waits.back ? t.waitsBack : t.waits)(told(waits.parts))} {t.waitsHow[host]}
          </span>
          <Button onClick={() => void cancel.run({}).catch(() => undefined)}>{t.cancel}</Button>
        </div>
      )}
      <div className={styles['acts']}>
        <Button icon="file" onClick={() => setSaves(true)}>
          {t.backUp}
        </Button>
        <FileButton
          label={t.restore}
          accept=".samsa-backup"
          {...(restore.busy ? { off: t.opening } : {})}
          onFiles={([file]) => restore.file(file)}
        />
      </div>
      {restore.error && <ErrorBlock error={restore.error} />}
      {cancel.error && <ErrorBlock error={cancel.error} />}
      {state.error && <ErrorBlock error={state.error} />}
      {formers.length > 0 && (
        <ul className={styles['recorded']} aria-label={t.formers}>
          {formers.map((former) => (
            <Former key={former.id} {...former} />
          ))}
        </ul>
      )}
      {saves && <BackUpDialog onClose={() => setSaves(false)} />}
      {restore.asks && (
        <PassphraseDialog title={t.askTitle} problem={restore.asks.problem} onGo={restore.passphrase} onClose={restore.cancel} />
      )}
      {restore.preview && (
        <RestoreDialog
          preview={restore.preview}
          settings={settings}
          fixed={fixed}
          busy={restore.busy}
          onTake={restore.take}
          onClose={restore.cancel}
        />
      )}
    </FieldGroup>
  )
}

interface FormerProps {
  readonly id: string
  readonly at: number
  readonly parts: readonly BackupPart[]
  readonly bytes: number
}

function Former({ id, at, parts, bytes: size }: FormerProps) {
  const now = useNow()
  const zone = useZone()
  const goBack = useCommand('backups', 'goBack')
  const forget = useCommand('backups', 'forget')
  const [asks, setAsks] = useState(false)
  const when = dateTime(at, zone, now)
  return (
    <li className={styles['record']}>
      <span>
        {t.formers}: {t.former(when, bytes(size))}
        <span className={styles['note']}>{told(parts)}</span>
      </span>
      <span className={styles['acts']}>
        <Button aria-label={t.goBackOf(when)} onClick={() => void goBack.run({ id }).catch(() => undefined)}>
          {t.goBack}
        </Button>
        <Button tone="quiet" aria-label={t.forgetOf(when)} onClick={() => setAsks(true)}>
          {t.forget}
        </Button>
      </span>
      {asks && (
        <Dialog
          title={t.forgetTitle}
          open
          width="narrow"
          onClose={() => setAsks(false)}
          foot={
            <>
              <Button onClick={() => setAsks(false)}>{en.common.cancel}</Button>
              <Button
                tone="danger"
                onClick={() =>
                  void forget.run({ id }).then(
                    () => setAsks(false),
                    () => undefined,
                  )
                }
              >
                {t.forgetNow}
              </Button>
            </>
          }
        >
          <p>{t.forgetNote(told(parts), bytes(size))}</p>
          {forget.error && <ErrorBlock error={forget.error} />}
        </Dialog>
      )}
      {goBack.error && <ErrorBlock error={goBack.error} />}
    </li>
  )
}
