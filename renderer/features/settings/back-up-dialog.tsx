import { useState } from 'react'
import { toAppError } from '../../host/app-error.ts'
import { useQuery } from '../../host/hooks.ts'
import { usePolicy } from '../../host/use-policy.ts'
import { useRecordingFiles } from '../../host/use-recording-files.ts'
import { en } from '../../text/en.ts'
import type { ErrorFacts } from '../../text/errors.ts'
import { Button } from '../../ui/button.tsx'
import { saveBlob } from '../../ui/chart/export.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldGroup } from '../../ui/field.tsx'
import { Inside } from '../../ui/file/inside.tsx'
import { SealFields, useSeal } from '../../ui/file/seal.tsx'
import { bytes, count } from '../../ui/format/numbers.ts'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { Tick } from '../../ui/tick.tsx'
import styles from './style.module.css'

const t = en.backups
const none = {}
const chosen = ['recordings', 'history'] as const
const stamp = (): string => new Date().toISOString().slice(0, 10)

/** What goes into the file, and how large it is, is said before it is made. */
export function BackUpDialog({ onClose }: { readonly onClose: () => void }) {
  const { data, error: unread } = useQuery('backups', 'sizes', none)
  const files = useRecordingFiles()
  const policy = usePolicy()
  const [withs, setWiths] = useState({ recordings: true, history: false })
  const seal = useSeal()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorFacts | null>(null)
  const noRecorded = policy && policy.exportRecordings !== 'all' ? en.policy.why(policy.by) : undefined
  const noSecrets = policy?.keepSecrets === false ? en.policy.why(policy.by) : undefined
  const goes = (data?.parts ?? []).filter(({ part }) =>
    part === 'recordings' || part === 'history' ? withs[part] && noRecorded === undefined : true,
  )
  const total = goes.reduce((sum, part) => sum + part.bytes, 0)
  const tooLarge = data !== undefined && total > data.most && t.tooLarge(bytes(data.most))
  const save = (): void => {
    setBusy(true)
    setError(null)
    const choice = noRecorded === undefined ? withs : { recordings: false, history: false }
    files
      .backup({ ...choice, passphrase: seal.passphrase })
      .then(
        (blob) => {
          saveBlob(`samsa-${stamp()}.samsa-backup`, blob)
          onClose()
        },
        (failure: unknown) => setError(toAppError(failure, 'backups.make')),
      )
      .finally(() => setBusy(false))
  }
  return (
    <Dialog
      title={t.backUpTitle}
      open
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{en.common.cancel}</Button>
          <Button
            tone="primary"
            off={(data === undefined && t.reading) || tooLarge || seal.problem || (busy && en.sealedFile.making)}
            onClick={save}
          >
            {t.save}
          </Button>
        </>
      }
    >
      <div className={styles['dialog']}>
        {unread && <ErrorBlock error={unread} />}
        <FieldGroup label={t.with} note={t.always}>
          {chosen.map((part) => {
            const size = data?.parts.find((each) => each.part === part)?.bytes ?? 0
            return (
              <Tick
                key={part}
                label={t.part(t.parts[part], bytes(size))}
                note={noRecorded}
                fixed={noRecorded !== undefined}
                on={withs[part] && noRecorded === undefined}
                onChange={(on) => setWiths({ ...withs, [part]: on })}
              />
            )
          })}
        </FieldGroup>
        <div>
          <SealFields seal={seal} label={t.sealed} note={noSecrets ?? t.sealedNote} fixed={noSecrets !== undefined} />
          {data && (
            <Inside>
              {goes.map(({ part, bytes: size }) => (
                <span key={part}>{t.part(t.parts[part], bytes(size))}</span>
              ))}
              <span>
                {data.secrets === 0 ? t.noSecrets : (seal.on ? t.secretsIn : t.secretsOut)(count(data.secrets), data.secrets === 1)}
              </span>
              <b>{tooLarge || t.total(bytes(total))}</b>
            </Inside>
          )}
        </div>
        {error && <ErrorBlock error={error} />}
      </div>
    </Dialog>
  )
}
