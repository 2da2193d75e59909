import { useState } from 'react'
import { en } from '../../text/en.ts'
import { errorText, type ErrorFacts } from '../../text/errors.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'

const t = en.recordings

/** A sealed file asks for what it was sealed with. */
export function PassphraseDialog(props: {
  readonly title?: string
  readonly problem: ErrorFacts | null
  onGo(text: string): void
  onClose(): void
}) {
  const [text, setText] = useState('')
  const go = (): void => {
    if (text !== '') props.onGo(text)
  }
  return (
    <Dialog
      title={props.title ?? t.passphraseTitle}
      open
      width="narrow"
      onClose={props.onClose}
      foot={
        <Button tone="primary" off={text === '' && t.passphrase} onClick={go}>
          {t.open}
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
          autoComplete="off"
          value={text}
          onChange={setText}
          error={props.problem ? errorText(props.problem).title : undefined}
        />
      </form>
    </Dialog>
  )
}
