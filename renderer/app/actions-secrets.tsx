import { useState } from 'react'
import { useClient } from '../host/api.tsx'
import { toAppError } from '../host/app-error.ts'
import { en } from '../text/en.ts'
import { errorText } from '../text/errors.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/field.tsx'
import { useApp } from './actions.ts'

const t = en.secretStore
const SHORTEST = 12

/** Asks for the pass phrase that passwords are kept under, or for a new one. */
export function SecretDialog({ asks, onClose }: { readonly asks: 'unlock' | 'keep'; onClose(): void }) {
  const client = useClient()
  const app = useApp()
  const [text, setText] = useState('')
  const [again, setAgain] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const isNew = asks === 'keep'
  const off = isNew ? (text.length < SHORTEST && t.tooShort) || (text !== again && t.differs) : text === '' && t.empty
  const go = (): void => {
    if (off !== false || busy) return
    setBusy(true)
    client.secretStore[isNew ? 'keepUnder' : 'unlock']({ passphrase: text })
      .then(
        () => {
          app.notify({ tone: 'ok', title: isNew ? t.kept : t.unlocked })
          onClose()
        },
        (error: unknown) => setProblem(errorText(toAppError(error, 'secretStore')).title),
      )
      .finally(() => setBusy(false))
  }
  return (
    <Dialog
      title={isNew ? t.keepTitle : t.unlockTitle}
      open
      width="narrow"
      onClose={onClose}
      foot={
        <Button tone="primary" off={off} onClick={go}>
          {isNew ? t.keepIt : t.unlockIt}
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          go()
        }}
      >
        <TextField
          label={t.passphrase}
          type="password"
          autoComplete={isNew ? 'new-password' : 'off'}
          note={isNew ? t.keepNote : undefined}
          value={text}
          error={problem ?? undefined}
          onChange={(next) => {
            setText(next)
            setProblem(null)
          }}
        />
        {isNew && (
          <TextField
            label={t.again}
            type="password"
            autoComplete="new-password"
            value={again}
            error={again !== '' && again !== text ? t.differs : undefined}
            onChange={setAgain}
          />
        )}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
