import type { GroupRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { Button } from '../../ui/button.tsx'
import { useCopyText } from '../../ui/clipboard.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import { grantCommand } from '../../ui/states/error-block.tsx'
import { useState } from 'react'
import styles from './style.module.css'

const t = en.groups

/** In place of the figures: which right is missing, and the command that grants it. */
export function Forbidden({ row }: { readonly row: GroupRow }) {
  const copy = useCopyText()
  const [done, setDone] = useState(false)
  const command = row.error ? grantCommand(row.error) : null
  return (
    <span className={styles['forbidden']}>
      <Icon name="lock" size={14} />
      {row.error ? errorText(row.error).title : t.forbiddenBare}
      {command !== null && (
        <Button
          tone="link"
          onClick={(event) => {
            event.stopPropagation()
            void copy(command).then(setDone)
          }}
        >
          {done ? t.copiedAcl : t.copyAcl}
        </Button>
      )}
    </span>
  )
}
