import { useState } from 'react'
import type { HostInfo, Release } from '../../../shared/contract/host.ts'
import { useCommand } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/clipboard.tsx'
import { day } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import styles from './style.module.css'

const t = en.settings

/** Asks for the newest version when the button is pressed. Without a place to ask it says why. */
export function Updates({ installed, available, why, from }: HostInfo['updates'] & { readonly installed: string }) {
  const find = useCommand('host', 'findUpdate')
  const [found, setFound] = useState<{ readonly release: Release | null } | null>(null)
  if (!available) return <>{why}</>
  const ask = (): void => {
    setFound(null)
    find.run({}).then(setFound, () => {
      // Shown below, by `find.error`.
    })
  }
  return (
    <div className={styles['updates']}>
      <span>
        {t.updatesNote} {t.updatesFrom(URL.canParse(from) ? new URL(from).host : from)}
      </span>
      <Button off={find.pending ? t.finding : undefined} onClick={ask}>
        {find.pending ? t.finding : t.findUpdate}
      </Button>
      <div role="status">{found && <Found release={found.release} installed={installed} />}</div>
      {find.error && <ErrorBlock error={find.error} onRetry={ask} />}
    </div>
  )
}

function Found({ release, installed }: { readonly release: Release | null; readonly installed: string }) {
  const zone = useZone()
  const now = useNow()
  if (release === null) return <>{t.noRelease}</>
  const { version, newer, published, notes } = release
  if (!newer) return <>{version === installed ? t.newest(version) : t.newestOlder(version)}</>
  return (
    <>
      <b>{t.newer(version, published === null ? null : day(Date.parse(published), zone, now))}</b>
      {notes !== null && (
        <>
          {' '}
          {t.notesAt}
          <span className={styles['address']}>
            <span className={styles['mono']}>{notes}</span>
            <CopyButton text={notes} label={t.copyNotes} />
          </span>
        </>
      )}
    </>
  )
}
