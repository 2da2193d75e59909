import type { Recovery } from '../../../shared/contract/profiles.ts'
import { useCommand } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format/numbers.ts'
import { Time } from '../../ui/format/time.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import styles from './style.module.css'

const t = en.launcher.recovery
const titles = { ok: '', older: t.titleOlder, unreadable: t.title, newer: t.titleNewer }

/** The list of clusters cannot be read as it is: what there is to go on with. Nothing is overwritten before a choice. */
export function RecoveryPage({ recovery, onGoOn }: { readonly recovery: Recovery; onGoOn(): void }) {
  const recover = useCommand('profiles', 'recover')
  const choose = (file: string | null): void => {
    recover.run(file === null ? { choice: 'empty' } : { choice: 'copy', file }).catch(() => {
      // Shown below, by `recover.error`.
    })
  }
  return (
    <div className={styles['recovery']}>
      <div className={styles['recoveryHead']}>
        <Icon name="warn" size={22} className={styles['warnIcon']} />
        <div>
          <h1 className={styles['emptyTitle']}>{titles[recovery.state]}</h1>
          <p className={styles['emptyNote']}>{recovery.why}</p>
          {recovery.kept !== null && <p className={styles['emptyNote']}>{t.kept(recovery.kept)}</p>}
          <p className={styles['emptyNote']}>{t.note}</p>
        </div>
      </div>
      {recovery.copies.length > 0 && (
        <section>
          <h2 className={styles['subTitle']}>{t.copies}</h2>
          <ul>
            {recovery.copies.map((copy) => (
              <li key={copy.file} className={styles['copy']}>
                <span className={styles['copyTime']}>
                  <Time at={copy.savedAt} form="date" />
                </span>
                <span className={styles['copyCount']}>{copy.readable ? `${count(copy.profiles)} ${en.launcher.noun}` : t.unreadable}</span>
                <span className={styles['copyFile']} title={copy.file}>
                  {copy.file}
                </span>
                <Button off={copy.readable ? undefined : t.unreadable} onClick={() => choose(copy.file)}>
                  {t.use}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className={styles['recoveryFoot']}>
        {recovery.state === 'older' && (
          <Button tone="primary" onClick={onGoOn}>
            {t.dismiss}
          </Button>
        )}
        {recovery.state !== 'older' && (
          <Button onClick={() => choose(null)} title={t.emptyNote}>
            {t.empty}
          </Button>
        )}
      </div>
      {recover.error && <ErrorBlock error={recover.error} />}
    </div>
  )
}
