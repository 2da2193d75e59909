import fc from 'fast-check'
import type { Value } from '../../electron/core/records/schemas/value.ts'

export interface AvroCase {
  /** As JSON. */
  readonly schema: unknown
  /** As decoding shows it. */
  readonly value: fc.Arbitrary<Value>
}

const one = (schema: unknown, value: fc.Arbitrary<Value>): AvroCase => ({ schema, value })
const logical = (type: string, logicalType: string): unknown => ({ type, logicalType })
const hex = (least: number, most: number): fc.Arbitrary<string> =>
  fc.uint8Array({ minLength: least, maxLength: most }).map((bytes) => Buffer.from(bytes).toString('hex'))
const exact = (value: bigint): number | bigint => (Number.isSafeInteger(Number(value)) ? Number(value) : value)
const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(exact)
const int = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
const double = fc.double().map((value): Value => (Number.isFinite(value) ? value : String(value)))
const text = fc.string({ unit: 'binary', maxLength: 20 }).map((value) => Buffer.from(value, 'utf8').toString('utf8'))
const date = fc.date({ min: new Date(-6e13), max: new Date(2e14), noInvalidDate: true })

const leaves: readonly AvroCase[] = [
  one('null', fc.constant(null)),
  one('boolean', fc.boolean()),
  one('int', int),
  one('long', long),
  one('double', double),
  one('float', fc.constantFrom(0, 0.1, -1.5, 3.4e38, 'NaN', '-Infinity')),
  one('string', text),
  one('bytes', hex(0, 12)),
  one({ type: 'string', logicalType: 'uuid' }, fc.uuid()),
  one(
    { type: 'bytes', logicalType: 'decimal', precision: 30, scale: 4 },
    fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map((n) => `${n}.0000`),
  ),
  one(
    logical('long', 'timestamp-millis'),
    date.map((d) => d.toISOString()),
  ),
  one(
    logical('long', 'timestamp-micros'),
    date.map((d) => d.toISOString().replace('Z', '042Z')),
  ),
  one(
    logical('long', 'local-timestamp-millis'),
    date.map((d) => d.toISOString().replace('Z', '')),
  ),
  one(
    logical('int', 'date'),
    date.map((d) => d.toISOString().replace(/T.*$/, '')),
  ),
  one(
    logical('int', 'time-millis'),
    fc.integer({ min: 0, max: 86_399_999 }).map((ms) => new Date(ms).toISOString().slice(11, 23)),
  ),
]

let names = 0
const named = (kind: string): string => `${kind}${++names}`

/** Types that tell one from another in a union: each primitive once. */
const unionOf = (cases: readonly AvroCase[]): AvroCase => {
  const seen = new Map<string, AvroCase>()
  for (const each of cases) seen.set(branchOf(each.schema), each)
  const branches = [...seen]
  const plain = branches.filter(([name]) => name !== 'null').length <= 1
  const values = branches.map(([name, { value }]) => value.map((v): Value => (v === null || plain ? v : { [name]: v })))
  return one(
    branches.map(([, { schema }]) => schema),
    fc.oneof(...values),
  )
}

function branchOf(schema: unknown): string {
  if (typeof schema === 'string') return schema
  // Made above.
  const { type, name } = schema as { type: string; name?: string }
  return name ?? type
}

const recordOf = (fields: readonly AvroCase[]): AvroCase => {
  const listed = fields.map(({ schema }, i) => ({ name: `f${i}`, type: schema }))
  const value = fc.tuple(...fields.map((field) => field.value)).map((values) => Object.fromEntries(values.map((v, i) => [`f${i}`, v])))
  return one({ type: 'record', name: named('R'), fields: listed }, value)
}

const key = fc.string({ unit: fc.constantFrom('a', 'b', 'ü', '.'), minLength: 1, maxLength: 4 })
const isUnion = ({ schema }: AvroCase): boolean => Array.isArray(schema)

/** Schemas of every kind with values of them. */
export const avroCase: fc.Arbitrary<AvroCase> = fc.letrec<{ any: AvroCase }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(...leaves),
    fc.integer({ min: 1, max: 8 }).map((size) => one({ type: 'fixed', name: named('F'), size }, hex(size, size))),
    fc.constant(null).map(() => one({ type: 'enum', name: named('E'), symbols: ['A', 'B', 'C'] }, fc.constantFrom('A', 'B', 'C'))),
    tie('any').map(({ schema, value }) => one({ type: 'array', items: schema }, fc.array(value, { maxLength: 4 }))),
    tie('any').map(({ schema, value }) => one({ type: 'map', values: schema }, fc.dictionary(key, value, { maxKeys: 3 }))),
    fc.array(tie('any'), { maxLength: 4 }).map(recordOf),
    fc
      .array(
        tie('any').filter((each) => !isUnion(each)),
        { minLength: 1, maxLength: 3 },
      )
      .map(unionOf),
  ),
})).any
