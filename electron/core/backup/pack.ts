import * as z from 'zod'
import { SecretValues } from '../../../shared/contract/profiles.ts'
import { ContainerError } from '../lib/container.ts'
import { decodeEnvelope, encodeEnvelope } from '../lib/envelope.ts'
import { isKnownPath } from './parts.ts'

const MAGIC = 'samsa.backup'
const VERSION = 1

/** What stands before the files of a backup. */
const Index = z.strictObject({
  madeAt: z.number(),
  /** Of the Samsa that made it. */
  version: z.string().max(60),
  files: z.array(z.strictObject({ path: z.string().refine(isKnownPath), bytes: z.int().min(0) })).max(20_000),
  /** In clear, since the whole is sealed: only where there is a pass phrase. By profile. */
  secrets: z.record(z.string(), SecretValues),
})

export interface Backup {
  readonly madeAt: number
  readonly version: string
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly secrets: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export function packBackup({ madeAt, version, files, secrets }: Backup): Uint8Array {
  const list = [...files].map(([path, bytes]) => ({ path, bytes: bytes.length }))
  const head = encodeEnvelope({ magic: MAGIC, schemaVersion: VERSION, seq: 1, payload: { madeAt, version, files: list, secrets } })
  const size = Buffer.alloc(4)
  size.writeUInt32BE(head.length)
  return Buffer.concat([size, head, ...files.values()])
}

export type Unpacked = Omit<Backup, 'secrets'> & { readonly secrets: Readonly<Record<string, SecretValues>> }

/** Fails with a `ContainerError`. */
export function unpackBackup(body: Uint8Array): Unpacked {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const end = bytes.length < 4 ? Number.POSITIVE_INFINITY : 4 + bytes.readUInt32BE(0)
  if (end > bytes.length) throw new ContainerError('damaged')
  const head = decodeEnvelope(bytes.subarray(4, end), MAGIC)
  if (!head.ok) throw new ContainerError('damaged')
  if (head.envelope.schemaVersion > VERSION) throw new ContainerError('newer')
  const read = Index.safeParse(head.envelope.payload)
  if (!read.success) throw new ContainerError('damaged')
  const files = new Map<string, Uint8Array>()
  let at = end
  for (const { path, bytes: length } of read.data.files) {
    files.set(path, bytes.subarray(at, at + length))
    at += length
  }
  if (at !== bytes.length || files.size !== read.data.files.length) throw new ContainerError('damaged')
  const { madeAt, version, secrets } = read.data
  return { madeAt, version, files, secrets }
}
