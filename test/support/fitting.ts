import fc from 'fast-check'

export type Schema = Readonly<Record<string, unknown>>

const samples = ['kafka-1:9092', '[::1]:9092', '*:*', '12', '10m', 'http://m-1:5050/mesos', '/c/orders/groups']

/** What a schema allows one of: named as alternatives, or as several types, as Zod writes a number that may be null. */
export function alternatives(schema: Schema): readonly Schema[] | undefined {
  const { type } = schema
  if (Array.isArray(type)) return type.map((one: unknown) => ({ ...schema, type: one }))
  return (schema['anyOf'] ?? schema['oneOf']) as readonly Schema[] | undefined
}

/** Values that fit a JSON Schema as Zod writes it. */
export function fitting(schema: Schema): fc.Arbitrary<unknown> {
  const anyOf = alternatives(schema)
  if (anyOf) return fc.oneof(...anyOf.map(fitting))
  if ('const' in schema) return fc.constant(schema['const'])
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]))
  switch (schema['type']) {
    case 'object': {
      const required = (schema['required'] ?? []) as readonly string[]
      const properties = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Schema>>)
      return fc.record(Object.fromEntries(properties.map(([key, each]) => [key, fitting(each)])), {
        requiredKeys: required.filter((key) => properties.some(([name]) => name === key)),
        noNullPrototype: true,
      })
    }
    case 'array':
      return fc.array(fitting(schema['items'] as Schema), {
        minLength: Number(schema['minItems'] ?? 0),
        maxLength: Number(schema['minItems'] ?? 0) + 2,
      })
    case 'string':
      return typeof schema['pattern'] === 'string'
        ? fc.constantFrom(...samples.filter((text) => new RegExp(String(schema['pattern'])).test(text)))
        : fc.string({ minLength: Number(schema['minLength'] ?? 0), maxLength: Math.min(40, Number(schema['maxLength'] ?? 40)) })
    case 'integer':
      return fc.integer({
        min: Math.max(-(2 ** 31), Number(schema['minimum'] ?? -Infinity)),
        max: Math.min(2 ** 31 - 1, Number(schema['maximum'] ?? Infinity)),
      })
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true })
    case 'boolean':
      return fc.boolean()
    default:
      return fc.constant(null)
  }
}
