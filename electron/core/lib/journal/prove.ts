import { join } from 'node:path'
import type { FileNeeds } from '../files.ts'
import type { FoundHead, Restored } from './head.ts'
import { linesOf, NO_HASH, readLine, sha256, type JournalEntry } from './line.ts'
import { listParts } from './parts.ts'

export interface Proof {
  readonly entries: number
  readonly files: number
  readonly since: number | null
  readonly sealed: boolean
  /** The newest backup that it was taken from, and up to which entry. */
  readonly restored: RestoredProof | null
  readonly bad: { readonly file: string; readonly line: number; readonly why: string } | null
}

/** What a journal writes about itself, first thing in a new part: the rest of an entry that was cut off in the part before. */
export interface TornNote {
  readonly kind: 'journal.torn'
  readonly file: string
  readonly bytes: number
  readonly sha256: string
}

export type RestoredProof = Restored & { readonly entries: number }

/** First thing after it took the place of another: up to where it came with a backup. */
export type RestoredNote = RestoredProof & { readonly kind: 'journal.restored' }

/** Found at a start: entries that the head knows were not there any more. */
export interface BrokenNote {
  readonly kind: 'journal.broken'
  readonly why: string
}

export const tornNote = (file: string, torn: Uint8Array): TornNote => ({
  kind: 'journal.torn',
  file,
  bytes: torn.length,
  sha256: sha256(torn),
})

/** Reads every entry and tells the first that does not fit. */
export async function prove(needs: FileNeeds, folder: string, found: FoundHead): Promise<Proof> {
  const parts = await listParts(needs.fs, folder)
  let last: { readonly seq: number; readonly hash: string } | null = null
  let since: number | null = null
  let entries = 0
  let torn: TornNote | null = null
  const sealed = found.is === 'head' && found.sealed
  let restored: RestoredProof | null = null
  const answer = (bad: Proof['bad']): Proof => ({
    ...{ entries, files: parts.length, since, sealed, bad },
    restored: found.is === 'head' && found.restored !== null ? { ...found.restored, entries } : restored,
  })
  /** The entry that the head says is the last: one more may have been written after it, when the program ended there. */
  let sawHead = false

  for (const { name } of parts) {
    const { lines, torn: rest } = linesOf(await needs.fs.read(join(folder, name)))
    for (const [index, text] of lines.entries()) {
      const refuse = (why: string): Proof => answer({ file: name, line: index + 1, why })
      const read = readLine(text)
      if (!read.ok) return refuse(read.why)
      const { entry } = read
      const gap = last === null ? whyNotFirst(entry, found) : whyNotNext(entry, last)
      if (gap !== null) return refuse(gap)
      const note = noteOf(entry)
      if (note?.kind === 'journal.broken') return refuse(note.why)
      if (note?.kind === 'journal.restored') restored = { madeAt: note.madeAt, seal: note.seal, entries: note.entries }
      if (torn !== null && !sameNote(note, torn)) return refuse(`the end of ${torn.file} was cut off, and nothing says so`)
      torn = null
      last = entry
      since ??= entry.at
      entries += 1
      if (found.is === 'head' && entry.seq === found.head.last.seq) {
        if (entry.hash !== found.head.last.hash) return refuse('it is not the entry that stood here when it was written')
        sawHead = true
      }
    }
    if (rest.length > 0) torn = tornNote(name, rest)
  }
  const end = whyNotTheEnd(found, last, sawHead)
  return answer(end === null ? null : { file: parts.at(-1)?.name ?? 'head.json', line: entries, why: end })
}

function whyNotFirst(entry: JournalEntry, found: FoundHead): string | null {
  const first = found.is === 'head' ? found.head.first : { seq: 1, prev: NO_HASH }
  return entry.seq === first.seq && entry.prev === first.prev ? null : 'entries before it are missing'
}

function whyNotNext(entry: JournalEntry, last: { readonly seq: number; readonly hash: string }): string | null {
  if (entry.seq !== last.seq + 1) return 'entries before it are missing, or it stands in another place'
  return entry.prev === last.hash ? null : 'it does not follow the entry before it'
}

function whyNotTheEnd(found: FoundHead, last: { readonly seq: number } | null, sawHead: boolean): string | null {
  if (found.is === 'bad') return `the record of where the log ends cannot be trusted: ${found.why}`
  // The program may have ended between the very first entry and the first record of the end.
  if (found.is === 'none') return last === null || last.seq <= 1 ? null : 'the record of where the log ends is missing'
  if (!sawHead) return `entries up to number ${found.head.last.seq} were written, and they are missing`
  return last !== null && last.seq > found.head.last.seq + 1 ? 'it goes on after its recorded end' : null
}

/** At a start, before anything new would hide it: null when the record of the end fits what is there. */
export function whyBroken(found: FoundHead, last: { readonly seq: number; readonly hash: string }): string | null {
  if (found.is !== 'head') return last.seq <= 1 && found.is === 'none' ? null : whyNotTheEnd(found, last, false)
  const known = found.head.last
  if (known.seq > last.seq) return `entries ${last.seq + 1} to ${known.seq} were written, and they are missing`
  if (known.seq === last.seq && known.hash !== last.hash) return 'the last entry is not the one that was written'
  return last.seq > known.seq + 1 ? 'it went on after its recorded end' : null
}

export function noteOf({ body }: JournalEntry): TornNote | BrokenNote | RestoredNote | null {
  const kind = typeof body === 'object' && body !== null && 'kind' in body ? body['kind'] : null
  // Written by this folder alone.
  return kind === 'journal.torn' || kind === 'journal.broken' || kind === 'journal.restored'
    ? (body as unknown as TornNote | BrokenNote | RestoredNote)
    : null
}

const sameNote = (note: ReturnType<typeof noteOf>, torn: TornNote): boolean =>
  note?.kind === 'journal.torn' && note.file === torn.file && note.bytes === torn.bytes && note.sha256 === torn.sha256
