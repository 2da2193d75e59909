import { createContext, use, useRef, useState } from 'react'
import { IconButton } from './button.tsx'

/** Puts text on the clipboard. The app replaces the browser's way by the host's where the host has one. */
export type CopyText = (text: string) => Promise<boolean>

export const browserCopy: CopyText = (text) =>
  navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  )

export const ClipboardContext = createContext<CopyText>(browserCopy)
export const useCopyText = (): CopyText => use(ClipboardContext)

export function CopyButton({
  text,
  label,
  copied = 'Copied',
}: {
  readonly text: string
  readonly label: string
  readonly copied?: string
}) {
  const copy = useCopyText()
  const [done, setDone] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const run = async (): Promise<void> => {
    if (!(await copy(text))) return
    setDone(true)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setDone(false), 1500)
  }
  return <IconButton icon={done ? 'check' : 'copy'} label={done ? copied : label} onClick={() => void run()} />
}
