import { useState } from 'react'
import { en } from '../../text/en.ts'
import { errorText, type ErrorFacts } from '../../text/errors.ts'
import { Button } from '../button.tsx'
import { Dialog } from '../dialog.tsx'
import { TextField } from '../field.tsx'

const t = en.sealedFile

/** A sealed file asks for what it was sealed with. */
export function PassphraseDialog(props: {
  readonly title: string
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
      title={props.title}
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
