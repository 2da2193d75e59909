import { useEffect, useRef } from 'react'
import { en } from '../../text/en.ts'
import { count } from '../format/numbers.ts'
import { Icon } from '../icons/icon.tsx'
import { isPageKey } from '../keys.ts'
import { Kbd } from '../kbd.tsx'
import styles from './filter-box.module.css'

const t = en.table

export interface FilterBoxProps {
  readonly value: string
  onChange(value: string): void
  /** Typing is over for now: the field is left. */
  onLeave?(): void
  readonly shown: number
  readonly total: number
  /** What can be asked, shown on hover: “state:empty lag>1000”. */
  readonly hint?: string
}

/** The filter of a list: `/` goes there, Esc clears it, Enter and ↓ go on to the rows. */
export function FilterBox({ value, onChange, onLeave, shown, total, hint }: FilterBoxProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '/' || !isPageKey(event)) return
      event.preventDefault()
      field.current?.select()
      field.current?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <label className={styles['box']} data-on={value !== '' || undefined}>
      <Icon name="search" size={14} />
      <input
        ref={field}
        className={styles['field']}
        value={value}
        // The label holds the key and the count, which are no name.
        aria-label={t.filter}
        placeholder={t.filter}
        title={hint ?? t.filterHelp}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            if (value !== '') onChange('')
            else event.currentTarget.blur()
          } else if (event.key === 'Enter' || event.key === 'ArrowDown') event.currentTarget.blur()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      {value === '' ? (
        <Kbd keys="/" />
      ) : (
        <>
          <span className={styles['count']} role="status">
            {t.matches(count(shown), count(total))}
          </span>
          <Kbd keys="Esc" />
        </>
      )}
    </label>
  )
}
