import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'

export interface SaslUsers {
  readonly users: Readonly<Record<string, string>>
  readonly mechanisms: readonly ('PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512')[]
}

/** One exchange: each token in gives a token out, until it is done or refused. */
export interface SaslExchange {
  next(token: Buffer): { readonly token: Buffer; readonly state: 'more' | 'done' | 'refused' }
}

export function startExchange(sasl: SaslUsers, mechanism: string): SaslExchange | null {
  if (!sasl.mechanisms.some((m) => m === mechanism)) return null
  return mechanism === 'PLAIN' ? plain(sasl) : scram(sasl, mechanism === 'SCRAM-SHA-256' ? 'sha256' : 'sha512')
}

/** RFC 4616: authzid NUL user NUL password. */
function plain({ users }: SaslUsers): SaslExchange {
  return {
    next(token) {
      const [, user, password] = token.toString('utf8').split('\0')
      const right = user !== undefined && password !== undefined && users[user] === password
      return { token: Buffer.alloc(0), state: right ? 'done' : 'refused' }
    },
  }
}

/** RFC 5802, server side. */
function scram({ users }: SaslUsers, hash: 'sha256' | 'sha512'): SaslExchange {
  const salt = randomBytes(16)
  const iterations = 4096
  const hmac = (key: Buffer, text: string): Buffer => createHmac(hash, key).update(text).digest()
  let first = ''
  let challenge = ''
  let password: string | undefined
  const refused = { token: Buffer.from('e=invalid-proof'), state: 'refused' } as const
  return {
    next(token) {
      const text = token.toString('utf8')
      if (challenge === '') {
        first = text.slice(text.indexOf('n=', 2))
        const user = /n=([^,]*)/.exec(first)?.[1]?.replaceAll('=2C', ',').replaceAll('=3D', '=') ?? ''
        password = users[user]
        const nonce = (/r=([^,]*)/.exec(first)?.[1] ?? '') + randomBytes(12).toString('hex')
        challenge = `r=${nonce},s=${salt.toString('base64')},i=${iterations}`
        return { token: Buffer.from(challenge), state: 'more' }
      }
      if (password === undefined) return refused
      const salted = pbkdf2Sync(password, salt, iterations, hash === 'sha256' ? 32 : 64, hash)
      const stored = createHash(hash).update(hmac(salted, 'Client Key')).digest()
      const messages = `${first},${challenge},${text.slice(0, text.lastIndexOf(',p='))}`
      const signature = hmac(stored, messages)
      const proof = Buffer.from(/,p=(.*)$/.exec(text)?.[1] ?? '', 'base64')
      if (proof.length !== signature.length) return refused
      const key = Buffer.from(proof.map((byte, i) => byte ^ (signature[i] ?? 0)))
      if (!timingSafeEqual(createHash(hash).update(key).digest(), stored)) return refused
      const verifier = hmac(hmac(salted, 'Server Key'), messages).toString('base64')
      return { token: Buffer.from(`v=${verifier}`), state: 'done' }
    },
  }
}
