import type { ReactNode } from 'react'
import styles from './style.module.css'

export interface NodeProps {
  readonly lane: 'agent' | 'task' | 'broker'
  /** What its border and ground tell. */
  readonly state: string
  readonly on?: boolean
  readonly title: string
  readonly children: ReactNode
  /** Absent: a press opens it. */
  readonly onChoose?: () => void
  onOpen(newTab: boolean): void
}

/** A thing of the chain. A press chooses it, Enter or a double click opens it, with Ctrl or Cmd in a new tab. */
export function Node({ lane, state, on, title, children, onChoose, onOpen }: NodeProps) {
  return (
    <button
      type="button"
      className={styles['node']}
      data-lane={lane}
      data-state={state}
      data-on={on === true || undefined}
      {...(onChoose ? { 'aria-pressed': on === true } : {})}
      title={title}
      onClick={(event) => (onChoose ? onChoose() : onOpen(event.ctrlKey || event.metaKey))}
      onDoubleClick={(event) => onChoose && onOpen(event.ctrlKey)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        onOpen(event.ctrlKey || event.metaKey)
      }}
    >
      {children}
    </button>
  )
}
