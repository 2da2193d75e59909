import { useEffect, useRef } from 'react'
import { en } from '../../text/en.ts'
import { useToldKeys } from '../../ui/page/use-page-keys.ts'

/** Alt with ← or → goes a step back or on, unless somebody writes. */
export function useAltArrows(move: (by: 1 | -1) => void): void {
  const latest = useRef(move)
  latest.current = move
  useToldKeys([['Alt+← Alt+→', en.pageKeys.steps]])
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
      const writes = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [role=dialog]') !== null
      if (by === 0 || !event.altKey || writes) return
      event.preventDefault()
      latest.current(by)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
