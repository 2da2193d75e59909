import type { Reader } from '../wire/reader.ts'
import type { Writer } from '../wire/writer.ts'
import { arraySteps, defineApi, type Throttled } from './api.ts'

/** `user`, `client-id` or `ip`, and a name; null: the default of that type. */
export interface WireEntity {
  readonly type: string
  readonly name: string | null
}

export interface WireQuota {
  readonly entity: readonly WireEntity[]
  readonly values: readonly { readonly key: string; readonly value: number }[]
}

export interface WireQuotaEdit {
  readonly entity: readonly WireEntity[]
  /** A value of null removes. */
  readonly ops: readonly { readonly key: string; readonly value: number | null }[]
}

export interface DescribeClientQuotasResponse extends Throttled {
  readonly error: number
  readonly message: string | null
  readonly quotas: readonly WireQuota[]
}

export interface AlterClientQuotasResponse extends Throttled {
  readonly results: readonly { readonly error: number; readonly message: string | null; readonly entity: readonly WireEntity[] }[]
}

const versions = { min: 0, max: 1, flexibleFrom: 1 } as const

const readEntity = (from: Reader): WireEntity[] =>
  from.array(3, (e) => {
    const part = { type: e.string(), name: e.nullableString() }
    e.tags()
    return part
  })

const writeEntity = (to: Writer, entity: readonly WireEntity[]): Writer =>
  to.array(entity, ({ type, name }) => to.string(type).nullableString(name).tags())

/** DescribeClientQuotas (KIP-546), from any broker: of all entities, as there are no components and it is not strict. */
export const describeClientQuotas = defineApi<object, DescribeClientQuotasResponse>({
  key: 48,
  name: 'DescribeClientQuotas',
  ...versions,
  write: (to) => void to.count(0).bool(false),
  *read(from) {
    const throttleMs = from.int32()
    const [error, message] = [from.int16(), from.nullableString()]
    // Null beside an error.
    const quotas = yield* arraySteps(from, 3, (r): WireQuota => {
      const entity = readEntity(r)
      const values = r.array(10, (v) => {
        const value = { key: v.string(), value: v.float64() }
        v.tags()
        return value
      })
      r.tags()
      return { entity, values }
    })
    from.tags()
    return { throttleMs, error, message, quotas }
  },
})

/** AlterClientQuotas (KIP-546). */
export const alterClientQuotas = defineApi<{ readonly edits: readonly WireQuotaEdit[] }, AlterClientQuotasResponse>({
  key: 49,
  name: 'AlterClientQuotas',
  ...versions,
  write(to, _version, { edits }) {
    to.array(edits, ({ entity, ops }) => {
      writeEntity(to, entity)
      to.array(ops, ({ key, value }) =>
        to
          .string(key)
          .float64(value ?? 0)
          .bool(value === null)
          .tags(),
      )
      to.tags()
    })
    to.bool(false)
  },
  *read(from) {
    const throttleMs = from.int32()
    const results = yield* arraySteps(from, 5, (r) => {
      const result = { error: r.int16(), message: r.nullableString(), entity: readEntity(r) }
      r.tags()
      return result
    })
    from.tags()
    return { throttleMs, results }
  },
})
