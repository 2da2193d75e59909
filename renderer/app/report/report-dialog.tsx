import { useState } from 'react'
import { toAppError } from '../../host/app-error.ts'
import { useQuery } from '../../host/hooks.ts'
import { useRecordingFiles } from '../../host/use-recording-files.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { Button } from '../../ui/button.tsx'
import { saveBlob } from '../../ui/chart/export.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { bytes } from '../../ui/format/numbers.ts'
import { useApp } from '../actions.ts'
import styles from './report.module.css'

const t = en.report

/** Everything that the file will hold can be read before it is saved. */
export function ReportDialog({ onClose }: { onClose(): void }) {
  const app = useApp()
  const files = useRecordingFiles()
  const [anonymise, setAnonymise] = useState(false)
  const [busy, setBusy] = useState(false)
  const { data, error } = useQuery('report', 'preview', { anonymise })
  const save = (): void => {
    setBusy(true)
    files
      .report({ anonymise })
      .then(
        (blob) => {
          saveBlob('samsa-report.tar.gz', blob)
          onClose()
        },
        (failure: unknown) => {
          const text = errorText(toAppError(failure, 'report.save'))
          app.notify({ tone: 'bad', title: t.failed, detail: `${text.title}. ${text.remedy}` })
        },
      )
      .finally(() => setBusy(false))
  }
  return (
    <Dialog
      title={t.title}
      open
      width="wide"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{en.common.cancel}</Button>
          <Button tone="primary" off={(busy || !data) && t.counting} onClick={save}>
            {t.save}
          </Button>
        </>
      }
    >
      <p className={styles['note']}>{t.note}</p>
      <label className={styles['choice']}>
        <input type="checkbox" checked={anonymise} onChange={(event) => setAnonymise(event.target.checked)} />
        <span>
          {t.anonymise}
          <span className={styles['small']}>{t.anonymiseNote}</span>
        </span>
      </label>
      <h3 className={styles['inside']}>
        {t.inside}
        <span className={styles['size']} role="status">
          {error ? errorText(error).title : data ? t.size(bytes(data.bytes)) : t.counting}
        </span>
      </h3>
      {data?.files.map((file) => (
        <details key={file.name} className={styles['file']}>
          <summary>
            <code>{file.name}</code>
            <span className={styles['about']}>{file.about}</span>
            <span className={styles['size']}>{bytes(new TextEncoder().encode(file.text).length)}</span>
          </summary>
          <pre className={styles['text']} tabIndex={0} role="region" aria-label={file.name}>
            {file.text}
          </pre>
        </details>
      ))}
    </Dialog>
  )
}
