import type { DesktopServices } from '../../../shared/desktop-services.ts'
import { createChanges } from '../lib/changes.ts'
import type { Clock } from '../lib/clock.ts'
import { FOLDER_MODE, type FileNeeds } from '../lib/files.ts'
import type { Log } from '../lib/log.ts'
import type { LiveCluster } from '../state/live-cluster.ts'
import { openDocument, type Document } from './document.ts'
import { logDocument, type AlertLog } from './log.ts'
import { choicesDocument, type AlertChoices } from './rules.ts'
import { watchCluster } from './watch.ts'

/** What is kept of one profile's alerts. */
export interface AlertBook {
  readonly choices: Document<AlertChoices>
  readonly alerts: Document<AlertLog>
}

export interface AlertsNeeds {
  readonly files: FileNeeds
  readonly folder: string
  readonly fileOf: (name: string) => string
  readonly clock: Clock
  readonly log: Log
  readonly notifications: DesktopServices['notifications']
  readonly clusters: {
    ids(): readonly string[]
    cluster(id: string): LiveCluster
    onChange(changed: () => void, signal: AbortSignal): void
  }
  readonly profiles: { list(): readonly { readonly id: string; readonly name: string }[] }
}

/** A place that a notification was clicked for. */
export interface Opened {
  readonly cluster: string
  readonly path: string
}

export interface Alerts {
  /** Null: not read from the disk yet. */
  book(cluster: string): AlertBook | null
  /** Fails with what is wrong with the files. */
  open(cluster: string): Promise<AlertBook>
  onOpened(act: (opened: Opened) => void, signal: AbortSignal): void
  /** A book was opened. */
  onChange(changed: () => void, signal: AbortSignal): void
  stop(): void
}

/** Alerts of all profiles: each is watched from the moment it is known, connected or not. */
export function createAlerts(needs: AlertsNeeds): Alerts {
  const { clusters, profiles, clock, log, notifications } = needs
  const abort = new AbortController()
  const changes = createChanges()
  const books = new Map<string, AlertBook>()
  const opening = new Map<string, Promise<AlertBook>>()
  const watching = new Map<string, AbortController>()
  const listeners = new Set<(opened: Opened) => void>()

  const open = (id: string): Promise<AlertBook> => {
    const known = opening.get(id)
    if (known) return known
    const mine = openBook(needs, id).then(
      (book) => {
        books.set(id, book)
        changes.tell()
        look()
        return book
      },
      (error: unknown) => {
        opening.delete(id)
        throw error
      },
    )
    opening.set(id, mine)
    return mine
  }
  const watch = (id: string, book: AlertBook): void => {
    const end = new AbortController()
    watching.set(id, end)
    const opened = (path: string): void => {
      for (const listener of listeners) listener({ cluster: id, path })
    }
    const clusterName = (): string => profiles.list().find((p) => p.id === id)?.name ?? id
    watchCluster({ ...book, cluster: clusters.cluster(id), notify: { notifications, clusterName, opened }, clock, log }, end.signal)
  }
  const look = (): void => {
    if (abort.signal.aborted) return
    const ids = new Set(clusters.ids())
    for (const [id, end] of watching) {
      if (ids.has(id)) continue
      watching.delete(id)
      end.abort()
    }
    for (const id of ids) {
      const book = books.get(id)
      if (book && !watching.has(id)) watch(id, book)
      else if (!book) open(id).catch((error: unknown) => log.error('Alerts of a cluster cannot be watched', { cluster: id, error }))
    }
  }
  clusters.onChange(look, abort.signal)
  look()

  return {
    book: (id) => books.get(id) ?? null,
    open,
    onChange: changes.listen,
    onOpened(act, signal) {
      const listener = (opened: Opened): void => act(opened)
      listeners.add(listener)
      signal.addEventListener('abort', () => listeners.delete(listener), { once: true })
    },
    stop() {
      abort.abort()
      for (const end of watching.values()) end.abort()
    },
  }
}

async function openBook({ files, folder, fileOf, log }: AlertsNeeds, id: string): Promise<AlertBook> {
  await files.fs.makeFolder(folder, FOLDER_MODE)
  const needs = { ...files, log }
  return {
    choices: await openDocument(needs, fileOf(`${id}.json`), choicesDocument),
    alerts: await openDocument(needs, fileOf(`${id}.log.json`), logDocument),
  }
}
