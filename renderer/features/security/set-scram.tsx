import { useState } from 'react'
import type { FormProps } from '../../app/actions.ts'
import { useDraft } from '../../app/actions-draft.ts'
import { useFormChange, usePlaceOfForm } from '../../app/actions-form.ts'
import { SCRAM_MECHANISMS } from '../../../shared/domain/scram.ts'
import { ScramForm } from '../../state/forms.ts'
import { en } from '../../text/en.ts'
import { FieldGroup, TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { newScramOf, problemsOfScram, scramOf } from './scram-form.ts'
import styles from './style.module.css'

const t = en.security.scram
const mechanisms = SCRAM_MECHANISMS.map((value) => ({ value, title: value }))
/** No password is written to the disk. */
const withoutPassword = (written: ScramForm): ScramForm => ({ ...written, password: '', again: '' })
const secret = { type: 'password', autoComplete: 'new-password' } as const

/** A user who can log in, or another password of one. What is written goes to the core, which salts it; nothing keeps it. */
export function SetScram({ of: [like], onClose }: FormProps) {
  const place = usePlaceOfForm()
  const change = useFormChange('security', 'setScram', onClose, (path) => ['user', 'password', 'iterations'].includes(path))
  const [start] = useState(() => scramOf(like))
  const draft = useDraft({ first: start, shape: ScramForm, safe: withoutPassword })
  const { value: written, set: setWritten } = draft
  const [tried, setTried] = useState(false)
  const wrong = problemsOfScram(written, t.form.differs)
  const problems: Readonly<Record<string, string>> = { ...(tried ? wrong : {}), ...change.problems }
  const isKnown = like !== undefined
  const title = isKnown ? t.form.change(start.user) : t.add
  const edit = (part: Partial<ScramForm>): void => {
    change.forget()
    setWritten((now) => ({ ...now, ...part }))
  }
  return (
    <FormDialog
      title={title}
      place={place}
      changed={written !== start}
      draft={draft}
      restoredNote={t.form.passwordGone}
      hidden={change.hidden}
      submit={en.forms.review}
      busy={change.busy}
      error={change.error}
      onClose={onClose}
      onSubmit={() => {
        setTried(true)
        if (Object.keys(wrong).length === 0) change.submit(newScramOf(written), title)
      }}
    >
      <TextField
        label={t.column.user}
        value={written.user}
        mono
        autoFocus={!isKnown}
        readOnly={isKnown}
        note={t.form.userNote}
        error={problems['user']}
        onChange={(user) => edit({ user })}
      />
      {!isKnown && (
        <FieldGroup label={t.column.mechanism}>
          <Segmented
            label={t.column.mechanism}
            value={written.mechanism}
            options={mechanisms}
            onChange={(mechanism) => edit({ mechanism })}
          />
        </FieldGroup>
      )}
      <div className={styles['pair']}>
        <TextField
          {...secret}
          label={t.form.password}
          value={written.password}
          autoFocus={isKnown}
          note={t.form.passwordNote}
          error={problems['password']}
          onChange={(password) => edit({ password })}
        />
        <TextField {...secret} label={t.form.again} value={written.again} error={problems['again']} onChange={(again) => edit({ again })} />
      </div>
      <div className={styles['pair']}>
        <TextField
          label={t.column.iterations}
          value={written.iterations}
          mono
          inputMode="numeric"
          note={t.form.iterationsNote}
          error={problems['iterations']}
          onChange={(iterations) => edit({ iterations })}
        />
      </div>
    </FormDialog>
  )
}
