import type { AccessRow } from '../../../shared/contract/access.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { useNow } from '../../ui/format/zone.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import { countdown, timeLeft } from './may-change.ts'
import styles from './access.module.css'

const t = en.access

export interface AccessBadgeProps {
  readonly access: AccessRow
  onUnlock(): void
  onLock(): void
}

/** How far this window may go, and the way to the next level: Unlock…, or the time that is left and Lock now. */
export function AccessBadge({ access, onUnlock, onLock }: AccessBadgeProps) {
  const now = useNow()
  const left = timeLeft(access, now)
  const locked = access.level === 'observe'
  return (
    <>
      <span className={styles['badge']} title={access.level === 'observe' ? (access.why ?? t.observeWhy) : t.levelWhy[access.level]}>
        <Icon name={locked ? 'lock' : 'unlock'} size={14} />
        {en.common.access[access.level]}
      </span>
      {left !== null && (
        <Button className={styles['button']} title={`${t.lockNow} (Ctrl+Shift+L)`} onClick={onLock}>
          <span className={styles['time']}>{countdown(left)}</span> {t.lockNow}
        </Button>
      )}
      {left === null && locked && access.canUnlock && (
        <Button className={styles['button']} onClick={onUnlock}>
          {t.unlock}
        </Button>
      )}
    </>
  )
}

/** In the bottom bar while it lasts. */
export function UnlockCountdown({ access }: { readonly access: AccessRow | null }) {
  const left = timeLeft(access, useNow())
  if (left === null) return null
  return (
    <span className={styles['countdown']} data-soon={left < 60_000 || undefined}>
      <Icon name="unlock" size={12} />
      {t.unlockedFor} <span className={styles['time']}>{countdown(left)}</span>
    </span>
  )
}
