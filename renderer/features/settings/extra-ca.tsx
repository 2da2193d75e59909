import { useState } from 'react'
import { Settings } from '../../../shared/contract/settings.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Changed } from './setting.tsx'
import styles from './style.module.css'

const t = en.settings.network
const MOST_BYTES = 200_000

interface ExtraCaProps {
  readonly value: string
  readonly fixed: string | undefined
  onSave(pem: string): Promise<boolean>
}

/** Authorities of an organisation, pasted or read from a file. */
export function ExtraCa({ value, fixed, onSave }: ExtraCaProps) {
  const [text, setText] = useState(value)
  const [problem, setProblem] = useState<string>()
  const save = (pem: string): void => {
    const read = Settings.shape.extraCa.safeParse(pem)
    setProblem(read.success ? undefined : read.error.issues[0]?.message)
    if (read.success) void onSave(read.data)
  }
  const take = async (chosen: File): Promise<void> => {
    if (chosen.size > MOST_BYTES) return setProblem(t.caTooLarge)
    const read = await chosen.text()
    setText(read)
    save(read)
  }
  return (
    <Changed changed={value !== ''} label={t.ca} fixed={fixed} onReset={() => save('')}>
      <div className={styles['form']}>
        <TextArea
          label={t.ca}
          optional
          mono
          rows={4}
          readOnly={fixed !== undefined}
          value={text}
          placeholder="-----BEGIN CERTIFICATE-----"
          note={t.caNote}
          error={problem}
          onChange={setText}
        />
        <div className={styles['acts']}>
          <Button off={fixed ?? (text === value ? t.saved : undefined)} onClick={() => save(text)}>
            {t.saveCa}
          </Button>
          <FileButton tone="quiet" label={t.caFile} accept=".pem,.crt,.cer" off={fixed} onFiles={([chosen]) => void take(chosen)} />
        </div>
      </div>
    </Changed>
  )
}
