import { useState } from 'react'
import { Settings, type Settings as AllSettings } from '../../../shared/contract/settings.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Changed } from './setting.tsx'
import { Section } from './section.tsx'
import styles from './style.module.css'

const t = en.settings.privacyOf

interface PrivacyProps {
  readonly words: readonly string[]
  readonly fixed: string | undefined
  onChange(change: Partial<AllSettings>): Promise<boolean>
}

/** What Samsa sends nowhere, and what is taken out of the texts that somebody else may get to see. */
export function Privacy({ words, fixed, onChange }: PrivacyProps) {
  const kept = words.join('\n')
  const [text, setText] = useState(kept)
  const [problem, setProblem] = useState<string>()
  const save = (written: string): void => {
    const lines = written.split('\n').flatMap((line) => line.trim() || [])
    const read = Settings.shape.hiddenWords.safeParse(lines)
    setProblem(read.success ? undefined : read.error.issues[0]?.message)
    if (read.success) void onChange({ hiddenWords: read.data })
  }
  return (
    <Section title={t.title}>
      <p className={styles['note']}>{t.nothingSent}</p>
      <Changed changed={words.length > 0} label={t.words} fixed={fixed} onReset={() => save('')}>
        <div className={styles['form']}>
          <TextArea
            label={t.words}
            optional
            mono
            rows={4}
            readOnly={fixed !== undefined}
            value={text}
            placeholder={t.example}
            note={t.wordsNote}
            error={problem}
            onChange={setText}
          />
          <div className={styles['acts']}>
            <Button off={fixed ?? (text === kept ? t.saved : undefined)} onClick={() => save(text)}>
              {t.save}
            </Button>
          </div>
        </div>
      </Changed>
    </Section>
  )
}
