import { useState } from 'react'
import { en } from '../../text/en.ts'
import { TextField } from '../field.tsx'
import { Tick } from '../tick.tsx'

const t = en.sealedFile
const SHORTEST = 12

/** Whether a file is sealed, and with what. */
export interface Seal {
  readonly on: boolean
  readonly text: string
  /** Null: it is not sealed. */
  readonly passphrase: string | null
  /** Why the file cannot be made with it yet. */
  readonly problem: string | false
  set(on: boolean): void
  write(text: string): void
}

export function useSeal(): Seal {
  const [on, set] = useState(false)
  const [text, write] = useState('')
  return { on, text, passphrase: on ? text : null, problem: on && text.length < SHORTEST && t.tooShort, set, write }
}

export interface SealFieldsProps {
  readonly seal: Seal
  readonly label: string
  readonly note?: string | undefined
  /** It cannot be chosen; the note says why. */
  readonly fixed?: boolean
}

/** The choice, and the pass phrase where it is made. */
export const SealFields = ({ seal, label, note, fixed = false }: SealFieldsProps) => (
  <>
    <Tick label={label} note={note} fixed={fixed} on={seal.on} onChange={seal.set} />
    {seal.on && (
      <TextField
        label={t.passphrase}
        type="password"
        autoComplete="new-password"
        value={seal.text}
        onChange={seal.write}
        note={t.passphraseNote}
        error={seal.text === '' ? undefined : seal.problem || undefined}
      />
    )}
  </>
)
