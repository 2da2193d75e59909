import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto'

/** What such a file holds, by its first eight letters. */
export const CONTAINERS = { recording: 'SAMSAREC', profiles: 'SAMSAPRO', backup: 'SAMSABAK' } as const
export type ContainerKind = keyof typeof CONTAINERS
const MAGIC_BYTES = 8
const FORMAT = 1
const HEAD_MAX = 10_000
/** As for pass phrases anywhere in Samsa (C-03). */
const COST = { N: 2 ** 17, r: 8, p: 1 } as const
/** Of files of others: more is a trap, not a lock (C-10). */
const MOST_N = 2 ** 20
const TAG = 16

export type ContainerProblem = 'notOurs' | 'newer' | 'damaged' | 'passphraseNeeded' | 'passphraseWrong'

export class ContainerError extends Error {
  readonly problem: ContainerProblem
  constructor(problem: ContainerProblem) {
    super(problem)
    this.problem = problem
  }
}

interface Head {
  readonly format: number
  readonly sha256: string | null
  readonly sealed: {
    readonly kdf: 'scrypt'
    readonly N: number
    readonly r: number
    readonly p: number
    readonly salt: string
    readonly nonce: string
  } | null
}

/** `cost` is lowered in tests alone. */
export type DeriveKey = (
  passphrase: string,
  salt: Buffer,
  cost: { readonly N: number; readonly r: number; readonly p: number },
) => Promise<Buffer>

export const deriveKey: DeriveKey = (passphrase, salt, { N, r, p }) =>
  new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) => (error ? reject(error) : resolve(key)))
  })

/** A file of its own for others: a head in clear, then the content, sealed when a pass phrase was given. */
export async function containerOf(
  kind: ContainerKind,
  body: Uint8Array,
  passphrase: string | null,
  derive: DeriveKey = deriveKey,
  cost = COST as { N: number; r: number; p: number },
): Promise<Uint8Array> {
  if (passphrase === null) {
    const sha256 = createHash('sha256').update(body).digest('hex')
    return Buffer.concat([headBytes(kind, { format: FORMAT, sha256, sealed: null }), body])
  }
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const sealed = { kdf: 'scrypt', ...cost, salt: salt.toString('base64'), nonce: nonce.toString('base64') } as const
  const head = headBytes(kind, { format: FORMAT, sha256: null, sealed })
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, salt, cost), nonce)
  cipher.setAAD(head)
  return Buffer.concat([head, cipher.update(body), cipher.final(), cipher.getAuthTag()])
}

/** The content. Fails with a `ContainerError`. */
export async function bodyOf(
  kind: ContainerKind,
  file: Uint8Array,
  passphrase: string | null,
  derive: DeriveKey = deriveKey,
): Promise<Uint8Array> {
  const { head, bytes, body } = parted(kind, Buffer.from(file.buffer, file.byteOffset, file.byteLength))
  if (head.sealed === null) {
    if (createHash('sha256').update(body).digest('hex') !== head.sha256) throw new ContainerError('damaged')
    return body
  }
  const { N, r, p, salt, nonce } = head.sealed
  const costly = !Number.isInteger(N) || N < 2 || N > MOST_N || (N & (N - 1)) !== 0 || r !== COST.r || p !== COST.p
  if (costly || body.length < TAG) throw new ContainerError('damaged')
  if (passphrase === null) throw new ContainerError('passphraseNeeded')
  const decipher = createDecipheriv(
    'aes-256-gcm',
    await derive(passphrase, Buffer.from(salt, 'base64'), { N, r, p }),
    Buffer.from(nonce, 'base64'),
  )
  decipher.setAAD(bytes)
  decipher.setAuthTag(body.subarray(-TAG))
  try {
    return Buffer.concat([decipher.update(body.subarray(0, -TAG)), decipher.final()])
  } catch {
    // A wrong pass phrase and a changed byte cannot be told apart.
    throw new ContainerError('passphraseWrong')
  }
}

function headBytes(kind: ContainerKind, head: Head): Buffer {
  const json = Buffer.from(JSON.stringify(head), 'utf8')
  const size = Buffer.alloc(4)
  size.writeUInt32BE(json.length)
  return Buffer.concat([Buffer.from(CONTAINERS[kind], 'ascii'), size, json])
}

function parted(kind: ContainerKind, file: Buffer): { readonly head: Head; readonly bytes: Buffer; readonly body: Buffer } {
  if (file.length < MAGIC_BYTES + 4 || file.subarray(0, MAGIC_BYTES).toString('latin1') !== CONTAINERS[kind])
    throw new ContainerError('notOurs')
  const length = file.readUInt32BE(MAGIC_BYTES)
  const end = MAGIC_BYTES + 4 + length
  if (length > HEAD_MAX || end > file.length) throw new ContainerError('damaged')
  let head: Partial<Head> | null
  try {
    head = JSON.parse(file.subarray(MAGIC_BYTES + 4, end).toString('utf8')) as Partial<Head> | null // checked below
  } catch {
    throw new ContainerError('damaged')
  }
  if (typeof head?.format !== 'number') throw new ContainerError('damaged')
  if (head.format > FORMAT) throw new ContainerError('newer')
  const { sealed = null, sha256 = null } = head
  if (sealed !== null && (typeof sealed.salt !== 'string' || typeof sealed.nonce !== 'string')) throw new ContainerError('damaged')
  return { head: { format: head.format, sealed, sha256 }, bytes: file.subarray(0, end), body: file.subarray(end) }
}
