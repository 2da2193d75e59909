import { useEffect, useState } from 'react'
import { goesByItself, noticeToShow, type ShownNotice } from '../state/notices.ts'
import { en } from '../text/en.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Icon, type IconName } from '../ui/icons/icon.tsx'
import { useAppState, useAppStore } from './store-context.ts'
import styles from './toasts.module.css'

const GOES_AFTER_MS = 6000
const icons: Readonly<Record<ShownNotice['tone'], IconName>> = { ok: 'check', info: 'info', warn: 'clock', bad: 'stop' }

/** One at a time, bottom right. Success goes by itself, warnings and failures stay. */
export function Toasts() {
  const store = useAppStore()
  const notice = useAppState((state) => noticeToShow(state.notices))
  const [held, setHeld] = useState(false)
  const goes = notice !== undefined && goesByItself(notice)
  const id = notice?.id
  useEffect(() => {
    if (!goes || held || id === undefined) return
    const timer = setTimeout(() => store.getState().dismiss(id), GOES_AFTER_MS)
    return () => clearTimeout(timer)
  }, [goes, held, id, store])
  return (
    <div className={styles['place']} role="status" aria-live="polite">
      {notice && (
        <div key={notice.id} className={styles['toast']} onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)}>
          <Icon name={icons[notice.tone]} size={16} className={styles[notice.tone]} />
          <div className={styles['text']}>
            <span className={styles['title']}>{notice.title}</span>
            {notice.detail !== undefined && <span className={styles['detail']}>{notice.detail}</span>}
          </div>
          {notice.link && (
            <Button
              tone="link"
              onClick={() => {
                notice.link?.run()
                store.getState().dismiss(notice.id)
              }}
            >
              {notice.link.title}
            </Button>
          )}
          <IconButton icon="x" iconSize={12} label={en.app.dismiss} onClick={() => store.getState().dismiss(notice.id)} />
        </div>
      )}
    </div>
  )
}
