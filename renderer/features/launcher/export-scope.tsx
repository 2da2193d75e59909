import { useEffect, useMemo, useState } from 'react'
import { en } from '../../text/en.ts'
import { TextArea } from '../../ui/field.tsx'
import { Tick } from '../../ui/tick.tsx'

const t = en.recordings
/** What is inside is worked out anew when typing rests. */
const RESTS_MS = 500

export interface Scope {
  readonly some: boolean
  readonly text: string
  /** Null: all. As they were when typing last rested. */
  readonly groups: string[] | null
  /** What is typed is not worked out yet. */
  readonly waits: boolean
  choose(some: boolean): void
  write(text: string): void
}

const namesIn = (text: string): string[] => [...new Set(text.split('\n').map((line) => line.trim()))].filter((name) => name !== '')

/** Which groups of a recording go into a file. */
export function useScope(): Scope {
  const [some, choose] = useState(false)
  const [text, write] = useState('')
  const [rested, setRested] = useState('')
  useEffect(() => {
    const rests = setTimeout(() => setRested(text), RESTS_MS)
    return () => clearTimeout(rests)
  }, [text])
  const groups = useMemo(() => (some ? namesIn(rested) : null), [some, rested])
  return { some, text, groups, waits: some && text !== rested, choose, write }
}

/** @param there how many of them are in the recording; undefined: not known yet */
export function ScopeFields({ scope, there }: { readonly scope: Scope; readonly there: number | undefined }) {
  const { some, text, groups, waits, choose, write } = scope
  const asked = groups?.length ?? 0
  const missing = waits || there === undefined || there >= asked ? undefined : t.scopeMissing(asked - there)
  return (
    <>
      <Tick label={t.scope} note={t.scopeNote} on={some} onChange={choose} />
      {some && <TextArea label={t.scopeGroups} value={text} onChange={write} error={missing} rows={4} mono />}
    </>
  )
}

/** Why it cannot be saved as it is; false: it can. */
export const scopeProblem = ({ some, groups, waits }: Scope): string | false =>
  some && !waits && groups?.length === 0 ? t.scopeNothing : waits && en.sealedFile.making
