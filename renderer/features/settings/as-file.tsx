import { useState } from 'react'
import type { FixedSettings, Settings } from '../../../shared/contract/settings.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { saveBlob } from '../../ui/chart/export.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldGroup } from '../../ui/field.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { answerOf, labelOf } from './setting.tsx'
import { changesOf, readSettingsFile, settingsFileOf, type SettingChange } from './settings-file.ts'
import styles from './style.module.css'

const t = en.settings.dataOf

interface AsFileProps {
  readonly settings: Settings
  readonly fixed: FixedSettings
  onChange(change: Partial<Settings>): Promise<boolean>
}

/** Settings to another computer and from one: what a file would change is shown before anything does. */
export function AsFile({ settings, fixed, onChange }: AsFileProps) {
  const [said, setSaid] = useState<{ readonly bad: boolean; readonly text: string } | null>(null)
  const [asks, setAsks] = useState<{ readonly next: FixedSettings; readonly changes: readonly SettingChange[] } | null>(null)
  const take = async (file: File): Promise<void> => {
    setSaid(null)
    const read = await readSettingsFile(file)
    if (!read.ok) return setSaid({ bad: true, text: t.notSettings(file.name, read.why) })
    const changes = changesOf(settings, read.settings, fixed)
    if (changes.length === 0) return setSaid({ bad: false, text: t.nothingNew(file.name) })
    setAsks({ next: read.settings, changes })
  }
  const apply = async (): Promise<void> => {
    if (asks === null) return
    const { next, changes } = asks
    setAsks(null)
    await onChange(Object.fromEntries(changes.map(({ name }) => [name, next[name]])))
  }
  return (
    <FieldGroup label={t.asFile} note={t.asFileNote}>
      <div className={styles['acts']}>
        <Button
          icon="file"
          onClick={() => saveBlob('samsa-settings.json', new Blob([settingsFileOf(settings)], { type: 'application/json' }))}
        >
          {t.export}
        </Button>
        <FileButton label={t.import} accept=".json,application/json" onFiles={([file]) => void take(file)} />
      </div>
      {said && (
        <p className={said.bad ? styles['bad'] : styles['note']} role={said.bad ? 'alert' : 'status'}>
          {said.text}
        </p>
      )}
      {asks && (
        <Dialog
          title={t.importTitle}
          open
          onClose={() => setAsks(null)}
          foot={
            <>
              <Button onClick={() => setAsks(null)}>{en.common.cancel}</Button>
              <Button tone="primary" onClick={() => void apply()}>
                {t.take}
              </Button>
            </>
          }
        >
          <dl className={styles['facts']}>
            {asks.changes.map((change) => (
              <Change key={change.name} {...change} />
            ))}
          </dl>
          <p className={styles['note']}>{t.importNote}</p>
        </Dialog>
      )}
    </FieldGroup>
  )
}

export const Change = ({ name, before, after }: SettingChange) => (
  <>
    <dt>{labelOf(name)}</dt>
    <dd>{t.change(answerOf(name, before) || t.empty, answerOf(name, after) || t.empty)}</dd>
  </>
)
