import { en } from '../../text/en.ts'
import { Icon } from '../../ui/icons/icon.tsx'
import styles from './style.module.css'

const t = en.launcher

/** Nothing here yet: what can be done about it, large. */
export function EmptyChoices({ onAdd, onImport, onSample }: { onAdd(): void; onImport(): void; onSample(): void }) {
  return (
    <section className={styles['empty']}>
      <h1 className={styles['emptyTitle']}>{t.emptyTitle}</h1>
      <p className={styles['emptyNote']}>{t.emptyNote}</p>
      <div className={styles['choices']}>
        <button type="button" className={styles['choice']} onClick={onSample}>
          <Icon name="rec" size={20} />
          <span>
            <b>{t.sampleTitle}</b>
            <span>{t.sampleNote}</span>
          </span>
        </button>
        <button type="button" className={styles['choice']} onClick={onAdd}>
          <Icon name="plus" size={20} />
          <span>
            <b>{t.addTitle}</b>
            <span>{t.addNote}</span>
          </span>
        </button>
        <button type="button" className={styles['choice']} onClick={onImport}>
          <Icon name="folder" size={20} />
          <span>
            <b>{t.importTitle}</b>
            <span>{t.importNote}</span>
          </span>
        </button>
      </div>
    </section>
  )
}
