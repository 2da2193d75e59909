import { useState } from 'react'
import type { RecordingRow } from '../../../shared/contract/recordings.ts'
import { useApp } from '../../app/actions.ts'
import { toAppError } from '../../host/app-error.ts'
import { useQuery } from '../../host/hooks.ts'
import { usePolicy } from '../../host/use-policy.ts'
import { useRecordingFiles } from '../../host/use-recording-files.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { Button } from '../../ui/button.tsx'
import { saveBlob } from '../../ui/chart/export.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Inside } from '../../ui/file/inside.tsx'
import { SealFields, useSeal } from '../../ui/file/seal.tsx'
import { bytes, count } from '../../ui/format/numbers.ts'
import { Tick } from '../../ui/tick.tsx'
import { ScopeFields, scopeProblem, useScope } from './export-scope.tsx'

const t = en.recordings
const making = en.sealedFile.making

/** What goes into the file is said before it is made. */
export function ExportDialog({ recording, onClose }: { readonly recording: RecordingRow; onClose(): void }) {
  const app = useApp()
  const files = useRecordingFiles()
  const [wanted, setAnonymise] = useState(false)
  const policy = usePolicy()
  const rule = policy?.exportRecordings ?? 'all'
  const anonymise = wanted || rule === 'anonymised'
  const why = policy && rule !== 'all' ? en.policy.why(policy.by) : undefined
  const seal = useSeal()
  const [busy, setBusy] = useState(false)
  const scope = useScope()
  const hasLog = recording.logLines > 0
  const [logs, setLogs] = useState(false)
  const choice = { id: recording.id, groups: scope.groups, anonymise, logs: logs && hasLog }
  const { data, error } = useQuery('recordings', 'preview', choice)
  const save = (): void => {
    setBusy(true)
    files
      .exported({ ...choice, passphrase: seal.passphrase })
      .then(
        (blob) => {
          saveBlob(`${anonymise ? 'recording' : fileName(recording.title)}.samsa`, blob)
          onClose()
        },
        (failure: unknown) => {
          const text = errorText(toAppError(failure, 'recordings.export'))
          app.notify({ tone: 'bad', title: text.title, detail: `${text.cause} ${text.remedy}` })
        },
      )
      .finally(() => setBusy(false))
  }
  return (
    <Dialog
      title={t.exportTitle(recording.title)}
      open
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{en.common.cancel}</Button>
          <Button
            tone="primary"
            off={rule === 'none' ? why : scopeProblem(scope) || seal.problem || ((busy || !data) && making)}
            onClick={save}
          >
            {t.save}
          </Button>
        </>
      }
    >
      <ScopeFields scope={scope} there={data?.groups} />
      <Tick
        label={t.anonymise}
        note={rule === 'anonymised' && why ? why : t.anonymiseNote}
        fixed={rule === 'anonymised'}
        on={anonymise}
        onChange={setAnonymise}
      />
      <Tick label={t.logs} note={hasLog ? t.logsNote : t.noLog} fixed={!hasLog} on={logs && hasLog} onChange={setLogs} />
      <SealFields seal={seal} label={t.sealed} />
      <Inside>
        {error ? (
          <span>{errorText(error).title}</span>
        ) : data ? (
          <>
            <span>{t.counts(count(data.brokers), count(data.topics), count(data.groups))}</span>
            <span>{t.moments(count(data.moments), count(data.readings), count(data.events))}</span>
            {data.logLines > 0 && <span>{t.logLines(count(data.logLines), bytes(data.logBytes))}</span>}
            <span>{t.size(bytes(data.bytes))}</span>
            {data.leftOut.length > 0 && <span>{t.leftOut(data.leftOut.join(', '))}</span>}
          </>
        ) : (
          <span>{making}</span>
        )}
      </Inside>
    </Dialog>
  )
}

/** A title as a file can be named anywhere. */
const fileName = (title: string): string => title.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 80) || 'recording'
