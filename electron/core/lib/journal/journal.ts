import { join } from 'node:path'
import type { Json } from '../envelope.ts'
import { FILE_MODE, FOLDER_MODE, sweepTemps, type FileNeeds } from '../files.ts'
import { createInOrder } from '../in-order.ts'
import { readHead, writeHead, type Head, type Seal } from './head.ts'
import { entryAfter, lineOf, linesOf, NO_HASH, readLine, type JournalEntry } from './line.ts'
import { listParts, monthOf, partOf, sizeOf, type Part } from './parts.ts'
import { prove, tornNote, whyBroken, type BrokenNote, type Proof, type RestoredNote, type TornNote } from './prove.ts'

export interface JournalNeeds extends FileNeeds {
  readonly folder: string
  /** Null: no keychain. */
  readonly seal: Seal | null
  readonly onProblem: (why: string, error: unknown) => void
  readonly partBytes?: number
}

/** A log that only grows: one JSON entry a line, each with the hash of the one before. */
export interface Journal {
  /** Resolves when it is on the disk and would survive a power cut. */
  append(body: Json): Promise<JournalEntry>
  /** All that can be read, oldest first; what cannot is left out here and told by `prove`. */
  read(): AsyncIterable<JournalEntry>
  prove(): Promise<Proof>
  /** Removes whole files of months before `month` (`2025-11`). */
  dropBefore(month: string): Promise<readonly string[]>
  /** Resolves when nothing is being written. */
  settled(): Promise<void>
}

export const PART_BYTES = 16 * 1024 * 1024

interface Place {
  readonly part: Part
  readonly size: number
}

export async function openJournal(needs: JournalNeeds): Promise<Journal> {
  const { fs, folder, clock, seal, partBytes = PART_BYTES } = needs
  await fs.makeFolder(folder, FOLDER_MODE)
  await sweepTemps(needs, join(folder, 'head.json'))
  const found = await readHead(needs, folder, seal)
  const end = await findEnd(needs)
  const inOrder = createInOrder()
  let { last, place, torn } = end
  /** A write failed: how much of it stands there is not known. */
  let unsure = false
  let first: Head['first'] = found.is === 'head' ? found.head.first : (end.first ?? { seq: 1, prev: NO_HASH })
  const why = whyBroken(found, last)
  let restored = found.is === 'head' ? found.restored : null
  let broken: BrokenNote | null = why === null ? null : { kind: 'journal.broken', why }

  const partFor = async (bytes: number): Promise<Place> => {
    const month = monthOf(clock.wall())
    const here = place !== null && place.part.month >= month ? place : null
    if (here !== null && torn === null && (here.size === 0 || here.size + bytes <= partBytes)) return here
    return { part: partOf(here?.part.month ?? month, here === null ? 1 : here.part.part + 1), size: 0 }
  }
  const write = async (body: Json): Promise<JournalEntry> => {
    if (unsure) {
      // What stands there now is read; a rest of an entry stays in its part and is noted in the next.
      ;({ last, place, torn } = await findEnd(needs))
      unsure = false
      if (torn !== null) await write(jsonOf(torn))
    }
    const entry = entryAfter(last, clock.wall(), body)
    const bytes = Buffer.from(lineOf(entry))
    const to = await partFor(bytes.length)
    const size = await sizeOf(fs, folder, to.part)
    if (size !== to.size) throw Object.assign(new Error('another program writes into this journal'), { code: 'EBUSY' })
    try {
      await appendWhole(needs, to, bytes)
    } catch (error) {
      unsure = true
      throw error
    }
    last = entry
    place = { part: to.part, size: to.size + bytes.length }
    torn = null
    return entry
  }
  const keepHead = (): Promise<void> =>
    writeHead(needs, folder, { first, last: { seq: last.seq, hash: last.hash } }, seal).catch((error: unknown) =>
      needs.onProblem('the record of where the audit log ends was not written', error),
    )
  /** An entry may be ahead of the head by one and no more, also when the program ends at every start. */
  let behind = found.is !== 'head' || found.head.last.seq !== last.seq
  const settleWhatWasFound = async (): Promise<void> => {
    // Where it is from is told by its head until an entry does.
    if (broken === null && restored === null && behind && last.seq > 0) await keepHead()
    behind = false
    if (torn !== null) {
      await write(jsonOf(torn))
      await keepHead()
    }
    if (restored !== null) {
      await write(jsonOf({ kind: 'journal.restored', ...restored, entries: last.seq }))
      restored = null
      await keepHead()
    }
    if (broken === null) return
    await write(jsonOf(broken))
    broken = null
    await keepHead()
  }

  return {
    append: (body) =>
      new Promise((resolve, reject) => {
        // The head follows at once, and before the next entry; whoever waits for this one does not wait for it.
        inOrder(async () => {
          try {
            await settleWhatWasFound()
            resolve(await write(body))
          } catch (error) {
            reject(error)
            return
          }
          await keepHead()
        }).catch(() => undefined)
      }),
    read: () => readEntries(needs),
    prove: () => inOrder(async () => prove(needs, folder, await readHead(needs, folder, seal))),
    dropBefore: (month) =>
      inOrder(async () => {
        const dropped = (await listParts(fs, folder)).filter((part) => part.month < month && part.name !== place?.part.name)
        if (dropped.length === 0) return []
        for (const { name } of dropped) await fs.remove(join(folder, name))
        first = (await findEnd(needs)).first ?? { seq: last.seq + 1, prev: last.hash }
        await keepHead()
        return dropped.map(({ name }) => name)
      }),
    settled: () => inOrder(() => Promise.resolve()),
  }
}

const jsonOf = (note: TornNote | BrokenNote | RestoredNote): Json => ({ ...note })

async function appendWhole({ fs, folder }: JournalNeeds, { part, size }: Place, bytes: Uint8Array): Promise<void> {
  const file = await fs.openToAppend(join(folder, part.name), FILE_MODE)
  try {
    for (let from = 0; from < bytes.length;) {
      const written = await file.write(bytes, from)
      if (written <= 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' })
      from += written
    }
    await file.sync()
  } finally {
    await file.close().catch(() => undefined)
  }
  if (size === 0) await fs.syncFolder(folder)
}

interface End {
  readonly first: Head['first'] | null
  readonly last: { readonly seq: number; readonly hash: string }
  readonly place: Place | null
  readonly torn: TornNote | null
}

/** The last entry that can be read, where the next one goes, and what was cut off after it. */
async function findEnd({ fs, folder }: JournalNeeds): Promise<End> {
  const parts = await listParts(fs, folder)
  let first: Head['first'] | null = null
  let last = { seq: 0, hash: NO_HASH }
  let place: Place | null = null
  let torn: TornNote | null = null
  for (const part of parts) {
    const bytes = await fs.read(join(folder, part.name))
    const found = linesOf(bytes)
    for (const text of found.lines) {
      const read = readLine(text)
      if (!read.ok || read.entry.seq <= last.seq) continue
      first ??= { seq: read.entry.seq, prev: read.entry.prev }
      last = { seq: read.entry.seq, hash: read.entry.hash }
    }
    place = { part, size: bytes.length }
    torn = found.torn.length > 0 ? tornNote(part.name, found.torn) : null
  }
  return { first, last, place, torn }
}

async function* readEntries({ fs, folder }: JournalNeeds): AsyncIterable<JournalEntry> {
  for (const { name } of await listParts(fs, folder)) {
    for (const text of linesOf(await fs.read(join(folder, name))).lines) {
      const read = readLine(text)
      if (read.ok) yield read.entry
    }
  }
}
