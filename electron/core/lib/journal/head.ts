import { join } from 'node:path'
import { decodeEnvelope, encodeEnvelope, type Json } from '../envelope.ts'
import { writeAtomically, type FileNeeds } from '../files.ts'

/**
 * Where a journal begins and ends, kept apart from it: without it, a tail that was cut off would leave a journal that fits. Sealed by
 * the system's keychain where there is one, so that whoever writes the files cannot write a fitting head.
 */
export interface Head {
  /** Number of the oldest entry that is kept, and the hash of the one before it. */
  readonly first: { readonly seq: number; readonly prev: string }
  readonly last: { readonly seq: number; readonly hash: string }
}

export interface Seal {
  seal(text: string): Uint8Array
  unseal(sealed: Uint8Array): string
}

/** It came with a backup. `elsewhere`: another computer sealed it, so that nobody here can tell whether its tail was cut off before. */
export interface Restored {
  /** Wall clock ms of the backup. */
  readonly madeAt: number
  readonly seal: 'here' | 'elsewhere' | 'none'
}

export type FoundHead =
  | { readonly is: 'head'; readonly head: Head; readonly sealed: boolean; readonly restored: Restored | null }
  | { readonly is: 'none' }
  | { readonly is: 'bad'; readonly why: string }

const MAGIC = 'samsa.journal-head'
const VERSION = 1

const pathOf = (folder: string): string => join(folder, 'head.json')

const textOf = ({ first, last }: Head): string => JSON.stringify([first.seq, first.prev, last.seq, last.hash])

export async function writeHead(needs: FileNeeds, folder: string, head: Head, seal: Seal | null): Promise<void> {
  const sealed = seal === null ? null : Buffer.from(seal.seal(textOf(head))).toString('base64')
  const payload: Json = { first: { ...head.first }, last: { ...head.last }, sealed }
  await writeAtomically(needs, pathOf(folder), encodeEnvelope({ magic: MAGIC, schemaVersion: VERSION, seq: head.last.seq, payload }))
}

export async function readHead(needs: FileNeeds, folder: string, seal: Seal | null): Promise<FoundHead> {
  let bytes: Uint8Array
  try {
    bytes = await needs.fs.read(pathOf(folder))
  } catch {
    return { is: 'none' }
  }
  const read = decodeEnvelope(bytes, MAGIC)
  if (!read.ok) return { is: 'bad', why: read.why }
  const found = headIn(read.envelope.payload)
  if (found === null) return { is: 'bad', why: 'parts of it are missing' }
  const { head, restored } = found
  if (seal === null || found.sealed === null) return { is: 'head', head, sealed: false, restored }
  try {
    const text = seal.unseal(Buffer.from(found.sealed, 'base64'))
    return text === textOf(head)
      ? { is: 'head', head, sealed: true, restored }
      : { is: 'bad', why: 'it does not fit what the keychain sealed' }
  } catch {
    return { is: 'bad', why: 'the keychain cannot open its seal' }
  }
}

/**
 * A head that is about to take the place of this computer's own: it says where it is from until the journal does, and has no seal that
 * nobody here can open. One that cannot be read stays as it is: it is told as that.
 */
export function restoredHead(
  bytes: Uint8Array,
  seal: Seal | null,
  madeAt: number,
): { readonly bytes: Uint8Array; readonly seal: Restored['seal'] } {
  const read = decodeEnvelope(bytes, MAGIC)
  const found = read.ok ? headIn(read.envelope.payload) : null
  if (!read.ok || found === null) return { bytes, seal: 'none' }
  const whose = found.sealed === null ? 'none' : isOwn(found.sealed, seal) ? 'here' : 'elsewhere'
  const payload: Json = {
    first: { ...found.head.first },
    last: { ...found.head.last },
    sealed: whose === 'elsewhere' ? null : found.sealed,
    restored: { madeAt, seal: whose },
  }
  const { schemaVersion, seq } = read.envelope
  return { bytes: encodeEnvelope({ magic: MAGIC, schemaVersion, seq, payload }), seal: whose }
}

function isOwn(sealed: string, seal: Seal | null): boolean {
  if (seal === null) return false
  try {
    seal.unseal(Buffer.from(sealed, 'base64'))
    return true
  } catch {
    return false
  }
}

interface ReadHead {
  readonly head: Head
  readonly sealed: string | null
  readonly restored: Restored | null
}

function restoredIn(value: unknown): Restored | null {
  if (typeof value !== 'object' || value === null || !('madeAt' in value) || !('seal' in value)) return null
  const { madeAt, seal } = value
  return typeof madeAt === 'number' && (seal === 'here' || seal === 'elsewhere' || seal === 'none') ? { madeAt, seal } : null
}

function headIn(payload: Json): ReadHead | null {
  const at = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
  const [first, last, sealed] = [at(payload, 'first'), at(payload, 'last'), at(payload, 'sealed')]
  const [firstSeq, prev, lastSeq, hash] = [at(first, 'seq'), at(first, 'prev'), at(last, 'seq'), at(last, 'hash')]
  if (typeof firstSeq !== 'number' || typeof prev !== 'string' || typeof lastSeq !== 'number' || typeof hash !== 'string') return null
  return {
    head: { first: { seq: firstSeq, prev }, last: { seq: lastSeq, hash } },
    sealed: typeof sealed === 'string' ? sealed : null,
    restored: restoredIn(at(payload, 'restored')),
  }
}
