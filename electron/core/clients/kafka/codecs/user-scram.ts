import { arraySteps, defineApi, type Throttled } from './api.ts'

export interface DescribeUserScramResponse extends Throttled {
  readonly error: number
  readonly message: string | null
  readonly users: readonly {
    readonly user: string
    readonly error: number
    readonly message: string | null
    readonly credentials: readonly { readonly mechanism: number; readonly iterations: number }[]
  }[]
}

export interface AlterUserScramRequest {
  readonly deletions: readonly { readonly user: string; readonly mechanism: number }[]
  readonly upsertions: readonly {
    readonly user: string
    readonly mechanism: number
    readonly iterations: number
    readonly salt: Uint8Array
    readonly saltedPassword: Uint8Array
  }[]
}

export interface AlterUserScramResponse extends Throttled {
  /** One a user, however many of theirs were asked for. */
  readonly results: readonly { readonly user: string; readonly error: number; readonly message: string | null }[]
}

const versions = { min: 0, max: 0, flexibleFrom: 0 } as const

/** DescribeUserScramCredentials (KIP-554), from any broker: of all users. */
export const describeUserScram = defineApi<object, DescribeUserScramResponse>({
  key: 50,
  name: 'DescribeUserScramCredentials',
  ...versions,
  write: (to) => void to.count(-1),
  *read(from) {
    const throttleMs = from.int32()
    const [error, message] = [from.int16(), from.nullableString()]
    const users = yield* arraySteps(from, 6, (r) => {
      const [user, code, words] = [r.string(), r.int16(), r.nullableString()]
      const credentials = r.array(6, (c) => {
        const credential = { mechanism: c.int8(), iterations: c.int32() }
        c.tags()
        return credential
      })
      r.tags()
      return { user, error: code, message: words, credentials }
    })
    from.tags()
    return { throttleMs, error, message, users }
  },
})

/** AlterUserScramCredentials (KIP-554): salted by who asks, so no broker sees a password. */
export const alterUserScram = defineApi<AlterUserScramRequest, AlterUserScramResponse>({
  key: 51,
  name: 'AlterUserScramCredentials',
  ...versions,
  write(to, _version, { deletions, upsertions }) {
    to.array(deletions, ({ user, mechanism }) => to.string(user).int8(mechanism).tags())
    to.array(upsertions, ({ user, mechanism, iterations, salt, saltedPassword }) =>
      to.string(user).int8(mechanism).int32(iterations).nullableBytes(salt).nullableBytes(saltedPassword).tags(),
    )
  },
  *read(from) {
    const throttleMs = from.int32()
    const results = yield* arraySteps(from, 5, (r) => {
      const result = { user: r.string(), error: r.int16(), message: r.nullableString() }
      r.tags()
      return result
    })
    from.tags()
    return { throttleMs, results }
  },
})
