import { useRef } from 'react'

/** The newest answer to a question: while the next one is asked for, the last one stays. Null: there is none to this question yet. */
export function useKept<T>(question: string, data: T | undefined): T | null {
  const kept = useRef<{ readonly question: string; readonly data: T } | null>(null)
  if (data !== undefined) kept.current = { question, data }
  return kept.current?.question === question ? kept.current.data : null
}
