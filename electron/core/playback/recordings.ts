import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { RecordingRow, type ExportPreview } from '../../../shared/contract/recordings.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { bodyOf, containerOf, ContainerError, type DeriveKey } from '../lib/container.ts'
import type { PackChoice, Packed } from '../history/archive/choice.ts'
import type { Histories } from '../history/histories.ts'
import { createChanges } from '../lib/changes.ts'
import type { FileNeeds } from '../lib/files.ts'
import { openGenerations } from '../lib/generations.ts'
import { createInOrder } from '../lib/in-order.ts'
import type { LogLine } from '../lib/log-lines.ts'
import type { Log } from '../lib/log.ts'
import type { OwnLog } from './own-log.ts'

export interface RecordingsNeeds extends FileNeeds {
  readonly folder: string
  readonly histories: Histories
  readonly fileOf: (id: string) => string
  readonly log: Log
  readonly ownLog: OwnLog
  /** Tests lower its cost. */
  readonly derive?: DeriveKey
  readonly newId?: () => string
}

export interface PinChoice {
  readonly cluster: string
  readonly from: number
  readonly to: number
  readonly title: string
  readonly notes: string
  /** Name of the cluster. */
  readonly name: string
}

/** Spans of history that are kept for themselves. Each is a cluster whose only source is playback. */
export interface Recordings {
  has(id: string): boolean
  list(): readonly RecordingRow[]
  onChange(changed: () => void, signal: AbortSignal): void
  pin(choice: PinChoice): Promise<string>
  remove(id: string): Promise<void>
  keptLog(id: string): Promise<readonly LogLine[]>
  preview(id: string, choice: PackChoice): Promise<ExportPreview>
  /** The file. */
  exported(id: string, choice: PackChoice & { readonly passphrase: string | null }): Promise<Uint8Array>
  imported(file: Uint8Array, passphrase: string | null, origin?: 'imported' | 'sample'): Promise<string>
}

const MAGIC = 'samsa.recordings'
const VERSION = 1
const MOST = 500
/** What an export under other names does not hold. */
const LEFT_OUT = [
  'configurations',
  'options of brokers',
  'messages and labels of tasks',
  'names of hosts, agents, frameworks, tasks, topics, groups, clients and members',
]

export async function createRecordings(needs: RecordingsNeeds): Promise<Recordings> {
  const { histories, clock, fileOf, newId = (): string => `r-${randomUUID()}` } = needs
  const generations = await openGenerations({ ...needs, path: join(needs.folder, 'recordings.json'), magic: MAGIC, schemaVersion: VERSION })
  const changes = createChanges()
  const inOrder = createInOrder()
  let rows = rowsOf(generations.found.payload)

  const save = (change: (rows: readonly RecordingRow[]) => readonly RecordingRow[]): Promise<void> =>
    inOrder(async () => {
      const next = change(rows)
      await generations.save(next.map((row) => ({ ...row })))
      rows = next
      changes.tell()
    })
  const one = (id: string): RecordingRow => {
    const found = rows.find((row) => row.id === id)
    if (!found) throw new AppError('recording.unknown', { recording: id })
    return found
  }
  const add = async (id: string, row: Omit<RecordingRow, 'id' | 'keptAt' | 'bytes' | 'logLines'>): Promise<string> => {
    if (rows.length >= MOST) throw new AppError('recording.tooMany', { most: MOST })
    const { bytes } = await histories.ask('reach', id, {})
    const { length: logLines } = await histories.ask('keptLog', id, { from: row.from, to: row.to })
    await save((before) => [...before, { ...row, id, keptAt: clock.wall(), bytes, logLines }])
    return id
  }
  const keptLog = async (id: string): Promise<readonly LogLine[]> => {
    const { from, to } = one(id)
    return needs.ownLog.redacted(await histories.ask('keptLog', id, { from, to }))
  }
  const packed = async (id: string, { logs, ...choice }: PackChoice): Promise<{ readonly packed: Packed; readonly row: RecordingRow }> => {
    const row = one(id)
    const { title, notes, name, from, to, anonymised } = row
    const manifest = { title, notes: choice.anonymise ? '' : notes, name, from, to, anonymised, madeAt: clock.wall() }
    const made = await histories.ask('packRange', id, { ...choice, manifest, log: logs ? await keptLog(id) : [] })
    if (made === null) throw new AppError('history.notRecorded', { at: from })
    return { packed: made, row }
  }

  return {
    has: (id) => rows.some((row) => row.id === id),
    list: () => rows,
    onChange: changes.listen,
    async pin({ cluster, from, to, title, notes, name }) {
      const id = newId()
      // Nothing is recorded of the time to come, or of a span that ends before it begins: no worker is to look for it.
      const last = Math.min(to, clock.wall())
      if (!(from < last)) throw new AppError('history.notRecorded', { at: from })
      const log = await needs.ownLog.of(cluster, from, last)
      const kept = await histories.ask('keepRange', cluster, { from, to: last, into: fileOf(id), log })
      if (kept === null) throw new AppError('history.notRecorded', { at: from })
      return add(id, { title, notes, name, ...kept, origin: 'pinned', anonymised: false })
    },
    async remove(id) {
      one(id)
      await save((before) => before.filter((row) => row.id !== id))
      await histories.ask('forget', id, {})
    },
    keptLog,
    async preview(id, choice) {
      const { packed: made, row } = await packed(id, choice)
      const { body, ...counts } = made
      return { bytes: body.length, from: row.from, to: row.to, ...counts, leftOut: choice.anonymise ? LEFT_OUT : [] }
    },
    async exported(id, { passphrase, ...choice }) {
      const { packed: made } = await packed(id, choice)
      return containerOf('recording', made.body, passphrase, needs.derive)
    },
    async imported(file, passphrase, origin = 'imported') {
      const body = await opened(file, passphrase, needs.derive)
      const id = newId()
      try {
        const { title, notes, name, from, to, anonymised } = await histories.ask('unpackInto', id, { body: new Uint8Array(body) })
        return await add(id, { title: title || 'Recording', notes, name: name || 'cluster', from, to, anonymised, origin })
      } catch (error) {
        await histories.ask('forget', id, {}).catch(() => undefined)
        if (error instanceof AppError && error.code === 'history.failed') throw new AppError('recording.damaged', {}, { cause: error })
        throw error
      }
    },
  }
}

async function opened(file: Uint8Array, passphrase: string | null, derive: DeriveKey | undefined): Promise<Uint8Array> {
  try {
    return await bodyOf('recording', file, passphrase, derive)
  } catch (error) {
    if (!(error instanceof ContainerError)) throw error
    switch (error.problem) {
      case 'notOurs':
        throw new AppError('recording.notOurs', {}, { cause: error })
      case 'newer':
        throw new AppError('recording.newer', {}, { cause: error })
      case 'damaged':
        throw new AppError('recording.damaged', {}, { cause: error })
      case 'passphraseNeeded':
        throw new AppError('recording.passphrase', { wrong: false }, { cause: error })
      case 'passphraseWrong':
        throw new AppError('recording.passphrase', { wrong: true }, { cause: error })
    }
  }
}

/** Rows that fit; a damaged one spoils no other. */
function rowsOf(payload: unknown): readonly RecordingRow[] {
  const given: readonly unknown[] = Array.isArray(payload) ? payload : []
  return given.flatMap((each) => RecordingRow.safeParse(withLogLines(each)).data ?? [])
}

/** Those that an older Samsa kept have no log. */
const withLogLines = (row: unknown): unknown => (typeof row === 'object' && row !== null ? { logLines: 0, ...row } : row)
