import { useEffect, useRef, useState } from 'react'
import type { RecordingRow } from '../../../shared/contract/recordings.ts'
import { clusterPath } from '../../../shared/links.ts'
import { inCluster, useApp } from '../../app/actions.ts'
import { useCommand, useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { IconButton } from '../../ui/button.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { bytes, count } from '../../ui/format/numbers.ts'
import { dateTime, duration } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { hasLayer, withCommand } from '../../ui/keys.ts'
import { useToldKeys, type ToldKeys } from '../../ui/page/use-page-keys.ts'
import { Icon } from '../../ui/icons/icon.tsx'
import { Menu } from '../../ui/menu.tsx'
import { ExportDialog } from './export-dialog.tsx'
import { PassphraseDialog } from '../../ui/file/passphrase-dialog.tsx'
import { useOpening } from './use-opening.ts'
import styles from './recordings.module.css'

const t = en.recordings
const none = {}

/** Spans of time that are kept: pinned incidents, and files that somebody exported. */
export function Recordings({ onProfiles, onSample }: { onProfiles(file: Blob): void; onSample(): void }) {
  const { rows } = useView('recordings', 'list', none)
  const opening = useOpening(onProfiles)
  const [exports, setExports] = useState<RecordingRow | null>(null)
  const shelf = useOpenKey()
  return (
    <section ref={shelf} className={styles['shelf']} aria-label={t.title}>
      <header className={styles['head']}>
        <h2 className={styles['title']}>{t.title}</h2>
        <span className={styles['count']}>{rows.length === 0 ? '' : count(rows.length)}</span>
        <span className={styles['grow']} />
        {opening.done !== null && <span className={styles['count']}>{t.opening(bytes(opening.done))}</span>}
        <FileButton label={t.openFile} onFiles={([file]) => opening.file(file)} />
      </header>
      {rows.length === 0 && <p className={styles['none']}>{t.none}</p>}
      <ul className={styles['list']}>
        {!rows.some(({ origin }) => origin === 'sample') && <SampleRow onOpen={onSample} />}
        {rows
          .toSorted((a, b) => b.keptAt - a.keptAt)
          .map((row) => (
            <Row key={row.id} row={row} onExport={() => setExports(row)} />
          ))}
      </ul>
      {opening.over && <div className={styles['drop']}>{t.drop}</div>}
      {exports && <ExportDialog recording={exports} onClose={() => setExports(null)} />}
      {opening.asks && (
        <PassphraseDialog title={t.passphraseTitle} problem={opening.asks.problem} onGo={opening.passphrase} onClose={opening.cancel} />
      )}
    </section>
  )
}

const told: ToldKeys = [['Mod+O Alt+O', en.pageKeys.openRecording]]

/** The browser opens files of its own with Ctrl/Cmd: there Alt is left. */
function useOpenKey() {
  const shelf = useRef<HTMLElement>(null)
  useToldKeys(told)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(withCommand(event) || event.altKey) || event.key.toLowerCase() !== 'o' || hasLayer()) return
      event.preventDefault()
      shelf.current?.querySelector<HTMLInputElement>('input[type=file]')?.click()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return shelf
}

/** Always there, also when it was not looked at yet or was removed. */
const SampleRow = ({ onOpen }: { onOpen(): void }) => (
  <li className={styles['row']} onDoubleClick={onOpen}>
    <Icon name="rec" size={14} className={styles['mark']} />
    <button type="button" className={styles['name']} onClick={onOpen}>
      {t.sample}
    </button>
    <span className={styles['about']}>{t.sampleNote}</span>
  </li>
)

function Row({ row, onExport }: { readonly row: RecordingRow; onExport(): void }) {
  const app = useApp()
  const now = useNow()
  const zone = useZone()
  const remove = useCommand('recordings', 'remove')
  const open = (): void => app.open(inCluster(row.id))
  return (
    <li className={styles['row']} onDoubleClick={open}>
      <Icon name="rec" size={14} className={styles['mark']} />
      <button type="button" className={styles['name']} title={row.notes} onClick={open}>
        {row.title}
      </button>
      <span className={styles['fact']}>{t.of(row.name)}</span>
      <span className={styles['fact']}>
        {dateTime(row.from, zone, now)}, {duration(row.to - row.from)}
      </span>
      <span className={styles['fact']}>{[t.origin[row.origin], ...(row.anonymised ? [t.anonymised] : [])].join(', ')}</span>
      <span className={styles['size']}>{bytes(row.bytes)}</span>
      <Menu
        label={t.more(row.title)}
        trigger={<IconButton icon="dots" label={t.more(row.title)} />}
        groups={[
          [
            { id: 'open', title: t.open, run: open },
            {
              id: 'window',
              title: en.app.openWindow,
              off: app.windows === true ? undefined : app.windows,
              run: () => app.openWindow(clusterPath(row.id)),
            },
            { id: 'export', title: t.export, run: onExport },
          ],
          [
            {
              id: 'remove',
              title: t.remove,
              icon: 'trash',
              danger: true,
              run: () =>
                void remove.run({ id: row.id }).then(
                  () => app.notify({ tone: 'ok', title: t.removed(row.title) }),
                  () => {},
                ),
            },
          ],
        ]}
      />
    </li>
  )
}
