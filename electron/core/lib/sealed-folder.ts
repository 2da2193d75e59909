import { join } from 'node:path'
import { decodeEnvelope, encodeEnvelope, type Json } from './envelope.ts'
import { FOLDER_MODE, writeAtomically, type FileNeeds } from './files.ts'
import type { Seal } from './journal/head.ts'

/** Small documents by id, sealed by the system's keychain where there is one, each removed when it is too old. */
export interface SealedFolder {
  put(id: string, document: Json): Promise<void>
  /** Null: not kept, too old, or not readable. */
  get(id: string): Promise<Json | null>
  has(id: string): boolean
}

export interface SealedFolderNeeds extends FileNeeds {
  readonly folder: string
  readonly magic: string
  readonly seal: Seal | null
  /** Without a keychain: false keeps a document in memory only. */
  readonly mayLieOpen: (document: Json) => boolean
  readonly keptMs: number
}

const ID = /^[A-Za-z0-9-]{1,64}$/
const VERSION = 1

export async function openSealedFolder(needs: SealedFolderNeeds): Promise<SealedFolder> {
  const { fs, folder, magic, seal, clock } = needs
  const memory = new Map<string, Json>()
  await fs.makeFolder(folder, FOLDER_MODE)
  const there = await sweep(needs)
  const pathOf = (id: string): string => join(folder, `${id}.json`)

  return {
    async put(id, document) {
      if (!ID.test(id)) throw new Error('not an id')
      if (seal === null && !needs.mayLieOpen(document)) {
        memory.set(id, document)
        return
      }
      const text = JSON.stringify(document)
      const payload: Json = seal === null ? { text } : { sealed: Buffer.from(seal.seal(text)).toString('base64') }
      await writeAtomically(needs, pathOf(id), encodeEnvelope({ magic, schemaVersion: VERSION, seq: Math.floor(clock.wall()), payload }))
      there.add(id)
    },
    async get(id) {
      const kept = memory.get(id)
      if (kept !== undefined) return kept
      if (!ID.test(id) || !there.has(id)) return null
      try {
        const read = decodeEnvelope(await fs.read(pathOf(id)), magic)
        return read.ok ? documentIn(read.envelope.payload, seal) : null
      } catch {
        return null
      }
    },
    has: (id) => memory.has(id) || there.has(id),
  }
}

function documentIn(payload: Json, seal: Seal | null): Json | null {
  if (typeof payload !== 'object' || payload === null) return null
  if ('text' in payload && typeof payload.text === 'string') return parse(payload.text)
  if (!('sealed' in payload) || typeof payload.sealed !== 'string' || seal === null) return null
  return parse(seal.unseal(Buffer.from(payload.sealed, 'base64')))
}

/** Our own text, made by `JSON.stringify`. */
const parse = (text: string): Json => JSON.parse(text) as Json

async function sweep({ fs, folder, clock, keptMs }: SealedFolderNeeds): Promise<Set<string>> {
  const there = new Set<string>()
  for (const name of await fs.list(folder)) {
    const path = join(folder, name)
    const old = await fs.stat(path).then(
      ({ modifiedAt }) => clock.wall() - modifiedAt > keptMs,
      () => false,
    )
    if (old || !name.endsWith('.json')) await fs.remove(path).catch(() => undefined)
    else there.add(name.slice(0, -'.json'.length))
  }
  return there
}
