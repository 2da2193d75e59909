import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { goesByItself, noticeToShow, type ShownNotice } from '../state/notices.ts'
import { en } from '../text/en.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Icon, type IconName } from '../ui/icons/icon.tsx'
import { useAppState, useAppStore } from './store-context.ts'
import styles from './toasts.module.css'

const GOES_AFTER_MS = 6000
const icons: Readonly<Record<ShownNotice['tone'], IconName>> = { ok: 'check', info: 'info', warn: 'clock', bad: 'stop' }

/**
 * One at a time, in a bar of the frame, so that it covers nothing of a screen: one line in the bottom bar, or in the title bar beside the
 * launcher. Pointed at, or with the focus in it, it grows to all its words. Success goes by itself, warnings and failures stay.
 */
export function Toasts() {
  const store = useAppStore()
  const notice = useAppState((state) => noticeToShow(state.notices))
  const inCluster = useAppState((state) => state.cluster !== null)
  const [held, setHeld] = useState(false)
  const goes = notice !== undefined && goesByItself(notice)
  const id = notice?.id
  useEffect(() => {
    if (!goes || held || id === undefined) return
    const timer = setTimeout(() => store.getState().dismiss(id), GOES_AFTER_MS)
    return () => clearTimeout(timer)
  }, [goes, held, id, store])
  const place = usePlaceInBar(id ?? null, inCluster)
  return (
    <div ref={place} className={styles['place']} data-bar={inCluster ? 'bottom' : 'top'} role="status" aria-live="polite">
      {notice && (
        <div
          key={notice.id}
          className={styles['toast']}
          data-notice={notice.tone}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
        >
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

/** Follows the empty part of the bottom bar. It is no part of that bar itself: a dialog over the page would lie over it. */
function usePlaceInBar(notice: number | null, inCluster: boolean) {
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const slot = document.querySelector('[data-notice-slot]')
    if (notice === null || !slot) return
    const fit = (): void => {
      const { left, width } = slot.getBoundingClientRect()
      place.current?.style.setProperty('--from', `${left}px`)
      place.current?.style.setProperty('--room', `${width}px`)
    }
    fit()
    if (typeof ResizeObserver === 'undefined') return
    const watch = new ResizeObserver(fit)
    watch.observe(slot)
    return () => watch.disconnect()
  }, [notice, inCluster])
  return place
}
