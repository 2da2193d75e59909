import { createContext, use, useEffect, useMemo, useState, type Dispatch, type SetStateAction } from 'react'
import { draftText, readDraft, type DraftPlace, type Shape } from '../state/drafts.ts'
import { useKeepDraft, useKept } from '../ui/kept.ts'

/** What is being written in a form, kept over a crash. Imported by features, like `actions.ts`. */
export interface Draft<T> {
  readonly value: T
  readonly set: Dispatch<SetStateAction<T>>
  /** What had been written before the page ended without notice is here again. */
  readonly restored: boolean
  startOver(): void
  /** It was applied or given up: nothing is kept any more. */
  forget(): void
}

export interface DraftOf<T> {
  /** The form as it opens; what equals it is not kept. The first one counts. */
  readonly first: T
  readonly shape: Shape<T>
  /** Without what is not written to the disk: secrets, messages of production. */
  readonly safe?: (value: T) => T
}

const asItIs = <T>(value: T): T => value

export function useDraftAt<T>(place: DraftPlace, { first, shape, safe = asItIs }: DraftOf<T>): Draft<T> {
  const kept = useKept()
  const [start] = useState(first)
  const [found] = useState(() => readDraft(kept, place, shape))
  const [value, set] = useState<T>(found === null ? start : found.written)
  const text = useMemo(() => {
    // Not touched yet: it stays as it is, also while what decides about `safe` is still being read.
    if (found !== null && value === found.written) return found.text
    const written = draftText(place, safe(value))
    return written === draftText(place, safe(start)) ? null : written
  }, [found, place, safe, start, value])
  const { forget } = useKeepDraft(place.key, text)
  return { value, set, restored: found !== null && value !== start, startOver: () => set(() => start), forget }
}

/** The open form of the place: where it keeps what is written, and what is done when it was applied or given up. */
export interface OpenForm {
  readonly place: DraftPlace
  whenOver(act: () => void): void
}

export const OpenFormContext = createContext<OpenForm | null>(null)

/** Of the form that is open over the screen. */
export function useDraft<T>(of: DraftOf<T>): Draft<T> {
  const open = use(OpenFormContext)
  if (open === null) throw new Error('There is no open form above this component')
  const draft = useDraftAt(open.place, of)
  useEffect(() => {
    open.whenOver(draft.forget)
  })
  return draft
}
