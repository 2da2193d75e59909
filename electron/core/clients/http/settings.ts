/** Four monotonic clocks of one request, in ms (D-02). */
export interface HttpTimes {
  readonly connect: number
  readonly firstByte: number
  readonly idle: number
  readonly total: number
}

export const HTTP_TIMES: HttpTimes = { connect: 5_000, firstByte: 15_000, idle: 15_000, total: 30_000 }
export const DUMP_TIMES: HttpTimes = { ...HTTP_TIMES, firstByte: 60_000, total: 90_000 }

const MIB = 1_048_576

/** Bodies are counted after inflation (D-03). */
export const BODY_BYTES = 16 * MIB
export const DUMP_BYTES = 128 * MIB
export const MOST_INFLATION = 100
/** Small bodies may inflate as they like: a state of one agent repeats itself. */
export const INFLATION_FREE_BYTES = MIB

export const REQUESTS_PER_HOST = 6
export const WAITING_PER_HOST = 100
export const MOST_REDIRECTS = 3

export interface HttpTls {
  /** PEM; null: the system's authorities. */
  readonly ca: string | null
  readonly caUse: 'add' | 'replace'
  readonly certificate: string | null
  readonly key: string | null
  readonly keyPassphrase: string | null
  /** Checked in place of the host of the address. */
  readonly serverName: string | null
}

export type Credential =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  /** DC/OS: `Authorization: token=…`. */
  | { readonly kind: 'token'; readonly token: string }
  /** RFC 6750. */
  | { readonly kind: 'bearer'; readonly token: string }

export const NO_CREDENTIAL: Credential = { kind: 'none' }

export function authorization(credential: Credential): string | null {
  switch (credential.kind) {
    case 'none':
      return null
    case 'basic':
      return `Basic ${Buffer.from(`${credential.user}:${credential.password}`, 'utf8').toString('base64')}`
    case 'token':
      return `token=${credential.token}`
    case 'bearer':
      return `Bearer ${credential.token}`
  }
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname)
