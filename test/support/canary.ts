import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A secret that stands nowhere else in the world, with characters that each spelling treats differently. */
export const newCanary = (name: string): string => `${name}-${randomBytes(12).toString('hex')}-"/+é&= z`

/** A private key in form only: the lines are random. */
export function newKeyCanary(): string {
  const body =
    randomBytes(240)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return ['-----BEGIN PRIVATE KEY-----', ...body, '-----END PRIVATE KEY-----', ''].join('\n')
}

export interface Hit {
  readonly where: string
  readonly canary: string
  readonly spelling: string
}

/** The spellings of a secret in which it may have slipped out (C-09). Written apart from the product's own list, on purpose. */
export function spellingsOf(secret: string): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(secret, 'utf8')
  const found = new Map<string, Buffer>()
  const add = (name: string, text: string): void => void found.set(name, Buffer.from(text, 'utf8'))
  add('raw', secret)
  add('json', JSON.stringify(secret).slice(1, -1))
  add('json twice', JSON.stringify(JSON.stringify(secret)).slice(3, -3))
  add('percent', encodeURIComponent(secret))
  add(
    'percent lower',
    encodeURIComponent(secret).replaceAll(/%../g, (e) => e.toLowerCase()),
  )
  add('hex', bytes.toString('hex'))
  add('HEX', bytes.toString('hex').toUpperCase())
  for (const shift of [0, 1, 2]) {
    // Left out: characters that also depend on the neighbours.
    const lead = [0, 2, 3][shift] ?? 0
    const whole = Buffer.concat([Buffer.alloc(shift), bytes])
    const usable = Math.floor((whole.length * 8) / 6) - lead
    add(`base64 +${shift}`, whole.toString('base64').slice(lead, lead + usable))
    add(`base64url +${shift}`, whole.toString('base64url').slice(lead, lead + usable))
  }
  found.set('utf-16', Buffer.from(secret, 'utf16le'))
  // As browsers write texts of Western letters.
  found.set('latin-1', Buffer.from(secret, 'latin1'))
  return found
}

/** Secrets of many lines are looked for line by line: a part of a key is as bad as the whole. */
const partsOf = (secret: string): readonly string[] =>
  secret.includes('\n') ? secret.split('\n').filter((line) => line.length >= 24 && !line.startsWith('-----')) : [secret]

export function createScanner(canaries: readonly string[]): {
  scan(where: string, content: Uint8Array | string): readonly Hit[]
  scanFolder(folder: string): Promise<{ readonly files: number; readonly hits: readonly Hit[] }>
} {
  const wanted = canaries.flatMap((canary) =>
    partsOf(canary).flatMap((part) => [...spellingsOf(part)].map(([spelling, bytes]) => ({ canary, spelling, bytes }))),
  )
  const scan = (where: string, content: Uint8Array | string): readonly Hit[] => {
    const haystack =
      typeof content === 'string' ? Buffer.from(content) : Buffer.from(content.buffer, content.byteOffset, content.byteLength)
    return wanted.filter(({ bytes }) => haystack.includes(bytes)).map(({ canary, spelling }) => ({ where, canary, spelling }))
  }
  return {
    scan,
    async scanFolder(folder) {
      const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((e) => e.isFile())
      const paths = entries.map((e) => join(e.parentPath, e.name))
      const hits = await Promise.all(paths.map(async (path) => scan(path, await readFile(path))))
      // A name may give a secret away as well as a content.
      return { files: paths.length, hits: [...hits.flat(), ...paths.flatMap((path) => scan(`name of ${path}`, path))] }
    },
  }
}
