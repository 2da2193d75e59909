import { en } from '../text/en.ts'
import { Button } from './button.tsx'
import styles from './restored.module.css'

const t = en.forms

/** Over a form that has its values from before the page ended without notice. `note`: why not all of them are here. */
export function Restored({ note, onStartOver }: { readonly note?: string | undefined; onStartOver(): void }) {
  return (
    <p className={styles['restored']} role="status">
      <span>{[t.restored, note].filter(Boolean).join(' ')}</span>
      <Button tone="quiet" onClick={onStartOver}>
        {t.startOver}
      </Button>
    </p>
  )
}
