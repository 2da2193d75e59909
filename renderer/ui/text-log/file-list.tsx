import type { ReactNode } from 'react'
import { textLog as t } from '../../text/text-log.ts'
import { Button } from '../button.tsx'
import { bytes } from '../format/numbers.ts'
import { Age } from '../format/time.tsx'
import { Icon } from '../icons/icon.tsx'
import styles from './text-log.module.css'

export interface FileEntry {
  readonly name: string
  /** From the root on, `/` between. */
  readonly path: string
  readonly directory: boolean
  readonly size: number | null
  readonly modifiedAt: number | null
}

export interface FileListProps {
  /** Path of the shown folder; empty: the root. */
  readonly folder: string
  readonly entries: readonly FileEntry[] | null
  readonly current: string | null
  onFolder(path: string): void
  onFile(entry: FileEntry): void
  /** In place of the entries. */
  readonly instead?: ReactNode
  /** The log beside it. */
  readonly children: ReactNode
}

/** Files of a sandbox at the left, what is in the chosen one at the right. */
export function FileList({ folder, entries, current, onFolder, onFile, instead, children }: FileListProps) {
  const sorted = (entries ?? []).toSorted((a, b) => Number(b.directory) - Number(a.directory) || (a.name < b.name ? -1 : 1))
  return (
    <div className={styles['browser']}>
      <nav className={styles['files']} aria-label={t.files}>
        <div className={styles['crumbs']}>
          {crumbs(folder).map(({ name, path }, at, all) => (
            <span key={path}>
              {at > 0 && '/ '}
              {at === all.length - 1 ? (
                name
              ) : (
                <Button tone="link" onClick={() => onFolder(path)}>
                  {name}
                </Button>
              )}
            </span>
          ))}
        </div>
        {instead ??
          sorted.map((entry) => (
            <button
              key={entry.path}
              type="button"
              className={styles['file']}
              aria-current={entry.path === current ? 'true' : undefined}
              onClick={() => (entry.directory ? onFolder(entry.path) : onFile(entry))}
            >
              <Icon name={entry.directory ? 'folder' : 'file'} size={14} />
              <span title={entry.name}>{entry.name}</span>
              <small>{entry.directory ? <Age at={entry.modifiedAt} /> : bytes(entry.size)}</small>
            </button>
          ))}
        {!instead && entries?.length === 0 && <p className={styles['nothing']}>{t.emptyFolder}</p>}
      </nav>
      {children}
    </div>
  )
}

function crumbs(folder: string): readonly { readonly name: string; readonly path: string }[] {
  const parts = folder === '' ? [] : folder.split('/')
  return [{ name: t.root, path: '' }, ...parts.map((name, at) => ({ name, path: parts.slice(0, at + 1).join('/') }))]
}
