import { basename, dirname, join } from 'node:path'
import { AppError } from '../../../shared/errors/error.ts'
import { decodeEnvelope, encodeEnvelope, type Envelope, type Json } from './envelope.ts'
import { codeOf, whyFailed } from './file-system.ts'
import { createInOrder } from './in-order.ts'
import { moveAside, sweepTemps, writeAtomically, type FileNeeds } from './files.ts'

/** Older saves kept beside the newest. */
export const KEPT_GENERATIONS = 3
/** More than the largest profile file can be; a larger one is not ours and is not read into memory. */
const MAX_BYTES = 256 * 1024 * 1024

/** What follows the file's name: an older save, and any copy at all. What was damaged is none of the older saves any more. */
const OLD = /^\.old-\d+$/
const COPY = /^\.(old-\d+|v\d+|(old-\d+\.)?damaged-.+)$/

const suffixOf = (name: string, file: string): string => (file.startsWith(name) ? file.slice(name.length) : '-')

/** What was found at the start. `none`: a first start. */
export type FoundState = 'none' | 'ok' | 'older' | 'unreadable' | 'newer'

export interface Found {
  readonly state: FoundState
  /** Of the generation in use. */
  readonly payload: Json | undefined
  readonly schemaVersion: number
  /** What was wrong with the newest file; empty when nothing was. */
  readonly why: string
  /** Where the damaged newest file lies now. */
  readonly kept: string | null
  readonly used: { readonly file: string; readonly savedAt: number | null } | null
}

/**
 * One stored document with its older generations: `x.json`, up to three `x.json.old-<seq>`, one `x.json.v<n>` per schema version left
 * behind, and whatever was damaged as `x.json.damaged-…`, which is never deleted.
 */
export interface Generations {
  readonly path: string
  readonly found: Found
  /** Resolves when the content would survive a crash. One save at a time, in the order asked. Fails with `files.notSaved`. */
  save(payload: Json): Promise<void>
  /** Every file beside the newest that may hold older content, newest first. */
  copies(): Promise<readonly { readonly file: string; readonly savedAt: number | null; readonly bytes: Uint8Array | null }[]>
}

export interface GenerationsNeeds extends FileNeeds {
  readonly path: string
  readonly magic: string
  readonly schemaVersion: number
}

interface Candidate {
  readonly path: string
  readonly envelope: Envelope
  readonly bytes: Uint8Array
}

interface Damage {
  readonly path: string
  readonly why: string
}

export async function openGenerations(needs: GenerationsNeeds): Promise<Generations> {
  try {
    return await open(needs)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('files.unreadable', { file: basename(needs.path), why: whyFailed(error) }, { cause: error })
  }
}

async function open(needs: GenerationsNeeds): Promise<Generations> {
  const { path } = needs
  await sweepTemps(needs, path)
  const { valid, damaged, hadDamage } = await readAll(needs)
  const aside = await moveDamaged(needs, damaged)
  const newest = valid[0]
  const found = judge(needs, newest, damaged, hadDamage, aside, await modifiedAt(needs, newest?.path))
  const write = createWriter(
    needs,
    valid,
    damaged.filter((d) => !aside.has(d.path)),
  )
  // Puts the copy in use in the first place, so that the next start finds everything in order. If that fails now, the next save does it.
  if (found.state === 'older' && newest) await write(newest.envelope.payload, newest.envelope.schemaVersion).catch(() => undefined)
  const inOrder = createInOrder()
  let versionKept = false
  return {
    path,
    found,
    save: (payload) =>
      inOrder(async () => {
        if (found.state !== 'newer') {
          if (!versionKept) await keepVersion(needs, newest)
          versionKept = true
          await write(payload, needs.schemaVersion)
          return prune(needs).catch(() => undefined)
        }
        throw new AppError('files.newer', { file: basename(path), version: found.schemaVersion, known: needs.schemaVersion })
      }),
    copies: () => listCopies(needs),
  }
}

/** All generations that can be read, newest first, and those that cannot. */
async function readAll(needs: GenerationsNeeds): Promise<{ valid: Candidate[]; damaged: Damage[]; hadDamage: boolean }> {
  const name = basename(needs.path)
  const names = await needs.fs.list(dirname(needs.path))
  const valid: Candidate[] = []
  const damaged: Damage[] = []
  for (const n of names.filter((other) => other === name || OLD.test(suffixOf(name, other)))) {
    const path = join(dirname(needs.path), n)
    const read = await readFile(needs, path)
    if (read === null) continue
    if (read.bytes === null) {
      damaged.push({ path, why: read.why })
      continue
    }
    const decoded = decodeEnvelope(read.bytes, needs.magic)
    if (decoded.ok) valid.push({ path, envelope: decoded.envelope, bytes: read.bytes })
    else damaged.push({ path, why: decoded.why })
  }
  // The newest wins; of two names of the same save, the one in the first place.
  valid.sort((a, b) => b.envelope.seq - a.envelope.seq || (a.path === needs.path ? -1 : b.path === needs.path ? 1 : 0))
  // Somebody put an older save in the first place: it must make room without being lost.
  const misplaced = valid.findIndex((v, i) => i > 0 && v.path === needs.path)
  if (misplaced > 0) {
    valid.splice(misplaced, 1)
    damaged.push({ path: needs.path, why: 'an older save stood in its place' })
  }
  const hadDamage = damaged.length > 0 || names.some((n) => COPY.test(suffixOf(name, n)))
  return { valid, damaged, hadDamage }
}

/** Null: not there (any more). `bytes` null: there, but it cannot be read. */
async function readFile({ fs }: FileNeeds, path: string): Promise<{ bytes: Uint8Array | null; why: string } | null> {
  try {
    if ((await fs.stat(path)).size > MAX_BYTES) return { bytes: null, why: 'it is larger than such a file can be' }
    return { bytes: await fs.read(path), why: '' }
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? null : { bytes: null, why: whyFailed(error) }
  }
}

async function moveDamaged(needs: GenerationsNeeds, damaged: readonly Damage[]): Promise<Map<string, string>> {
  const aside = new Map<string, string>()
  for (const { path } of damaged) {
    await moveAside(needs, path).then(
      (to) => aside.set(path, to),
      () => undefined,
    )
  }
  return aside
}

function judge(
  needs: GenerationsNeeds,
  newest: Candidate | undefined,
  damaged: readonly Damage[],
  hadDamage: boolean,
  aside: ReadonlyMap<string, string>,
  savedAt: number | null,
): Found {
  const first = damaged.find((d) => d.path === needs.path)
  const why = first?.why ?? ''
  const kept = first ? basename(aside.get(first.path) ?? first.path) : null
  if (!newest) {
    const state = hadDamage ? 'unreadable' : 'none'
    return { state, payload: undefined, schemaVersion: 0, why: why || (hadDamage ? 'no copy of it can be read' : ''), kept, used: null }
  }
  const { payload, schemaVersion } = newest.envelope
  const used = { file: basename(newest.path), savedAt }
  if (schemaVersion > needs.schemaVersion) return { state: 'newer', payload, schemaVersion, why, kept, used }
  if (newest.path === needs.path) return { state: 'ok', payload, schemaVersion, why: '', kept: null, used }
  return { state: 'older', payload, schemaVersion, why: why || 'it is not there', kept, used }
}

async function modifiedAt({ fs }: FileNeeds, path: string | undefined): Promise<number | null> {
  if (path === undefined) return null
  return fs.stat(path).then(
    (s) => Math.round(s.modifiedAt),
    () => null,
  )
}

/** The last file of each older schema version stays, whatever later saves do: the first save of a newer version sees to it. */
async function keepVersion(needs: GenerationsNeeds, newest: Candidate | undefined): Promise<void> {
  if (!newest || newest.envelope.schemaVersion >= needs.schemaVersion) return
  try {
    await writeAtomically(needs, `${needs.path}.v${newest.envelope.schemaVersion}`, newest.bytes)
  } catch (error) {
    throw new AppError('files.notSaved', { file: basename(needs.path), why: whyFailed(error) }, { cause: error })
  }
}

type Write = (payload: Json, schemaVersion: number) => Promise<void>

function createWriter(needs: GenerationsNeeds, valid: readonly Candidate[], unmoved: readonly Damage[]): Write {
  const { fs, path } = needs
  let seq = valid[0]?.envelope.seq ?? 0
  const inPlace = valid.find((v) => v.path === path)
  // What `path` holds now, as far as known: its save number and its bytes.
  let current = inPlace ? { seq: inPlace.envelope.seq, bytes: inPlace.bytes } : null
  let toMove = [...unmoved]

  const keepCurrent = async (): Promise<void> => {
    if (current === null) return
    const old = `${path}.old-${String(current.seq).padStart(12, '0')}`
    try {
      await fs.link(path, old)
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return
      // Not every file system has a second name for a file; a copy does as well.
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV', 'EISDIR', 'UNKNOWN'].includes(codeOf(error))) throw error
      await writeAtomically(needs, old, current.bytes)
    }
  }

  return async (payload, schemaVersion) => {
    // Also a save that failed may have reached the disk: a number is used once.
    seq += 1
    const bytes = encodeEnvelope({ magic: needs.magic, schemaVersion, seq, payload })
    try {
      for (const damage of toMove) await moveAside(needs, damage.path)
      toMove = []
      await writeAtomically(needs, path, bytes, keepCurrent)
    } catch (error) {
      current = await reread(needs, current)
      throw new AppError('files.notSaved', { file: basename(path), why: whyFailed(error) }, { cause: error })
    }
    current = { seq, bytes }
  }
}

/** After a failure: which content is in place? Unknown counts as the last known one, whose older copy then simply exists already. */
async function reread<T>(needs: GenerationsNeeds, known: T): Promise<T | { seq: number; bytes: Uint8Array }> {
  const read = await readFile(needs, needs.path)
  if (!read?.bytes) return known
  const decoded = decodeEnvelope(read.bytes, needs.magic)
  return decoded.ok ? { seq: decoded.envelope.seq, bytes: read.bytes } : known
}

async function prune({ fs, path }: GenerationsNeeds): Promise<void> {
  const old = (await fs.list(dirname(path))).filter((n) => OLD.test(suffixOf(basename(path), n))).sort()
  for (const name of old.slice(0, Math.max(0, old.length - KEPT_GENERATIONS))) await fs.remove(join(dirname(path), name))
}

async function listCopies(needs: GenerationsNeeds): ReturnType<Generations['copies']> {
  const name = basename(needs.path)
  const copies: { file: string; savedAt: number | null; bytes: Uint8Array | null }[] = []
  for (const file of await needs.fs.list(dirname(needs.path))) {
    if (!COPY.test(suffixOf(name, file))) continue
    const path = join(dirname(needs.path), file)
    copies.push({ file, savedAt: await modifiedAt(needs, path), bytes: (await readFile(needs, path))?.bytes ?? null })
  }
  // Two saves within a millisecond: their number, which is in the name, tells.
  return copies.sort((a, b) => (b.savedAt ?? 0) - (a.savedAt ?? 0) || (a.file < b.file ? 1 : -1))
}
