import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parseExactJson } from '../../../../electron/core/records/schemas/exact-json.ts'
import { checkJson } from '../../../../electron/core/records/schemas/json/check.ts'
import { parseJsonSchema } from '../../../../electron/core/records/schemas/json/parse.ts'
import { DataError } from '../../../../electron/core/records/schemas/value.ts'
import { TooOpen } from '../../../../electron/core/records/schemas/walk.ts'

type References = Parameters<typeof parseJsonSchema>[1]

/** Null: it fits. */
function misfit(schema: unknown, json: string, references: References = []): string | null {
  try {
    checkJson(parseJsonSchema(JSON.stringify(schema), references), parseExactJson(json))
    return null
  } catch (error) {
    if (error instanceof DataError) return error.message
    throw error
  }
}

const modern = { $schema: 'https://json-schema.org/draft/2020-12/schema' }
const NEW = [
  ['type', { type: 'string' }, ['"a"'], [['1', 'It is to be text.']]],
  ['types', { type: ['integer', 'null'] }, ['1', '1.0', 'null', '9223372036854775808'], [['1.5', 'It is to be a whole number or null.']]],
  ['enum', { enum: ['a', 1, { b: [1, 2], c: 0 }] }, ['1.0', '{"c":0,"b":[1,2]}'], [['"b"', 'It is none of "a", 1, {"b":[1,2],"c":0}.']]],
  ['const', { const: null }, ['null'], [['0', 'It is none of null.']]],
  ['minimum', { minimum: 3 }, ['3', '"x"'], [['2.9', 'It is to be at least 3.']]],
  ['maximum', { maximum: 9007199254740991 }, ['9007199254740991'], [['9007199254740993', 'It is to be at most 9007199254740991.']]],
  ['exclusive', { exclusiveMinimum: 3, exclusiveMaximum: 5 }, ['4'], [['3', 'It is to be above 3.'], ['5', 'It is to be below 5.']]],
  ['draft 4', { minimum: 3, exclusiveMinimum: true }, ['3.1'], [['3', 'It is to be above 3.']]],
  ['multipleOf', { multipleOf: 0.1 }, ['0.3', '12'], [['0.35', 'It is to be a multiple of 0.1.']]],
  ['large multiples', { multipleOf: 2 }, ['9007199254740994'], [['9007199254740993', 'It is to be a multiple of 2.']]],
  ['length', { minLength: 2, maxLength: 3 }, ['"ab"', '"😀😀😀"'], [['"a"', 'It is to have at least 2 characters.'], ['"abcd"', 'It is to have at most 3 characters.']]],
  ['pattern', { pattern: '^[A-Z]{2}$' }, ['"DE"'], [['"DEU"', 'It does not have the pattern “^[A-Z]{2}$”.']]],
  ['items', { items: { type: 'number' }, maxItems: 2 }, ['[1]'], [['[1,"a"]', '[1] is to be a number.'], ['[1,2,3]', 'It is to have at most 2 items.']]],
  ['a list of items', { items: [{ const: 1 }], additionalItems: false }, ['[1]', '[]'], [['[1,2]', '[1] may not be there.']]],
  ['prefixItems', { ...modern, prefixItems: [{ const: 1 }], items: { const: 2 } }, ['[1,2,2]'], [['[2]', '[0] is none of 1.'], ['[1,1]', '[1] is none of 2.']]],
  ['uniqueItems', { uniqueItems: true }, ['[1,"1"]'], [['[{"a":1,"b":2},{"b":2,"a":1.0}]', 'It has an item twice.']]],
  ['contains', { contains: { const: 1 }, maxContains: 1 }, ['[0,1]'], [['[0]', 'It has 0 items of the kind that it is to contain.'], ['[1,1]', 'It has 2 items of the kind that it is to contain.']]],
  ['properties', { properties: { a: { properties: { b: { type: 'array' } } } } }, ['{"a":{"b":[]}}', '[]'], [['{"a":{"b":0}}', 'a.b is to be a list.']]],
  ['required', { properties: { a: { required: ['b'] } } }, ['{"a":{"b":null}}'], [['{"a":{}}', 'a.b is missing.']]],
  ['additional', { properties: { a: {} }, patternProperties: { '^x': { const: 1 } }, additionalProperties: false }, ['{"a":0,"x1":1}'], [['{"b":0}', 'b is not in the schema.'], ['{"x":2}', 'x is none of 1.']]],
  ['names', { propertyNames: { maxLength: 1 }, minProperties: 1 }, ['{"a":0}'], [['{"ab":0}', 'It has the name “ab”, which it may not have.'], ['{}', 'It is to have at least 1 names.']]],
  ['dependencies', { dependencies: { a: ['b'], c: { required: ['d'] } } }, ['{"a":0,"b":0}', '{}'], [['{"a":0}', 'b is missing.'], ['{"c":0}', 'd is missing.']]],
  ['allOf', { allOf: [{ type: 'number' }, { minimum: 1 }] }, ['1'], [['0', 'It is to be at least 1.']]],
  ['null or', { oneOf: [{ type: 'null' }, { type: 'object', properties: { a: { type: 'string' } } }] }, ['null', '{}'], [['{"a":1}', 'a is to be text.']]],
  ['oneOf', { oneOf: [{ minimum: 1 }, { maximum: 3 }] }, ['0', '4'], [['2', 'It fits 2 forms of which it may have one.']]],
  ['anyOf', { anyOf: [{ const: 1 }, { const: 2 }] }, ['1'], [['3', 'It fits none of the 2 forms that it may have.']]],
  ['not', { not: { type: 'null' } }, ['0'], [['null', 'It has a form that it may not have.']]],
  ['if', JSON.parse('{"if":{"minimum":10},"then":{"multipleOf":10},"else":{"maximum":5}}') as unknown, ['20', '5'], [['11', 'It is to be a multiple of 10.'], ['6', 'It is to be at most 5.']]],
  ['names of prototypes', { properties: { constructor: { type: 'string' } }, required: ['toString'] }, ['{"toString":1}'], [['{}', 'toString is missing.'], ['{"toString":1,"constructor":1}', 'constructor is to be text.']]],
  ['words that nobody knows', { type: 'any', constructor: 1, format: 'email' }, ['"x"'], []],
] as const // prettier-ignore

describe('JSON is checked against a JSON schema', () => {
  it.each(NEW)('%s', (_name, schema, fits, not) => {
    for (const json of fits) expect(misfit(schema, json), json).toBeNull()
    for (const [json, why] of not) expect(misfit(schema, json), json).toBe(why)
  })

  it('follows references: within, by pointer, by name, by id, to others and into itself', () => {
    const tree = { type: 'object', properties: { next: { $ref: '#' } }, required: ['v'] }
    expect(misfit(tree, '{"v":1,"next":{"v":2}}')).toBeNull()
    expect(misfit(tree, '{"v":1,"next":{"next":{}}}')).toBe('next.v is missing.')
    const pointed = { definitions: { 'a/b': { type: 'string' } }, items: { $ref: '#/definitions/a~1b' } }
    expect(misfit(pointed, '[1]')).toBe('[0] is to be text.')
    expect(misfit({ $defs: { x: { $anchor: 'here', const: 1 } }, $ref: '#here', ...modern }, '2')).toBe('It is none of 1.')
    const inner = {
      $id: 'https://acme.example/order',
      definitions: { k: { $id: 'kind', enum: ['a'] } },
      properties: { k: { $ref: 'kind' } },
    }
    expect(misfit(inner, '{"k":"b"}')).toBe('k is none of "a".')
    const other = { name: 'customer.json', text: '{"$id":"https://acme.example/c.json","definitions":{"n":{"type":"string"}},"properties":{"n":{"$ref":"#/definitions/n"}}}' } // prettier-ignore
    for (const $ref of ['customer.json', 'https://acme.example/c.json'])
      expect(misfit({ properties: { of: { $ref } } }, '{"of":{"n":1}}', [other])).toBe('of.n is to be text.')
    expect(misfit({ properties: { of: { $ref: 'customer.json#/definitions/n' } } }, '{"of":1}', [other])).toBe('of is to be text.')
    expect(misfit({ $ref: 'elsewhere.json' }, '1')).toBe('It is described by “elsewhere.json”, which is not there.')
  })

  it('sees what nothing else looked at: in the schema, in what it refers to, and not in its cousins', () => {
    const base = { $defs: { base: { properties: { a: {} } } }, $ref: '#/$defs/base', unevaluatedProperties: false }
    expect(misfit({ ...modern, ...base }, '{"a":1}')).toBeNull()
    expect(misfit({ ...modern, ...base }, '{"a":1,"b":2}')).toBe('b may not be there.')
    // Draft 7 knows no such word.
    expect(misfit({ properties: { a: {} }, unevaluatedProperties: false }, '{"b":2}')).toBeNull()
    const cousins = { ...modern, allOf: [{ properties: { a: {} } }, { unevaluatedProperties: { type: 'null' } }] }
    expect(misfit(cousins, '{"a":1}')).toBe('a is to be null.')
    const forms = {
      anyOf: [
        { required: ['a'], properties: { a: {} } },
        { required: ['b'], patternProperties: { '^b': {} } },
      ],
    }
    const either = { ...modern, ...forms, unevaluatedProperties: false }
    expect(misfit(either, '{"a":1,"b":2}')).toBeNull()
    expect(misfit(either, '{"b":2,"a":1,"c":3}')).toBe('c may not be there.')
    const list = { ...modern, prefixItems: [{ const: 1 }], contains: { const: 'x' }, unevaluatedItems: { type: 'number' } }
    expect(misfit(list, '[1,"x",2]')).toBeNull()
    expect(misfit(list, '[1,"x","y"]')).toBe('[2] is to be a number.')
    const earlier = { ...list, $schema: 'https://json-schema.org/draft/2019-09/schema', prefixItems: undefined, items: [{ const: 1 }] }
    expect(misfit(earlier, '[1,"x"]')).toBe('[1] is to be a number.')
  })

  it('follows a dynamic reference to the outermost schema that has its anchor', () => {
    const tree = JSON.stringify({
      ...modern,
      $id: 'https://a.example/tree',
      $dynamicAnchor: 'node',
      properties: { children: { items: { $dynamicRef: '#node' } } },
    })
    const strict = { ...modern, $id: 'https://a.example/strict', $dynamicAnchor: 'node', $ref: 'tree', unevaluatedProperties: false }
    const references = [{ name: 'https://a.example/tree', text: tree }]
    expect(misfit(strict, '{"children":[{"children":[]}]}', references)).toBeNull()
    expect(misfit(strict, '{"children":[{"childern":[]}]}', references)).toBe('children[0].childern may not be there.')
    const older = {
      $schema: 'https://json-schema.org/draft/2019-09/schema',
      $recursiveAnchor: true,
      anyOf: [{ type: 'integer' }, { type: 'object', additionalProperties: { $recursiveRef: '#' } }],
    }
    expect(misfit(older, '{"a":{"b":1}}')).toBeNull()
    expect(misfit(older, '{"a":{"b":"x"}}')).not.toBeNull()
  })

  it('knows the id of draft 4, and takes nothing for one that is data', () => {
    const four = { $schema: 'http://json-schema.org/draft-04/schema#', id: 'http://a.example/root.json' }
    const inner = { ...four, definitions: { n: { id: 'n.json', type: 'string' } }, properties: { n: { $ref: 'http://a.example/n.json' } } }
    expect(misfit(inner, '{"n":1}')).toBe('n is to be text.')
    const data = { ...modern, $defs: { a: { enum: [{ $id: 'https://a.example/x', type: 'null' }] }, x: { $id: 'https://a.example/x' } } }
    expect(misfit({ ...data, $ref: 'https://a.example/x' }, '1')).toBeNull()
  })

  it('takes beside a reference what its draft takes', () => {
    const both = { $ref: '#/definitions/any', definitions: { any: {} }, type: 'string' }
    expect(misfit(both, '1')).toBeNull()
    expect(misfit({ ...both, ...modern }, '1')).toBe('It is to be text.')
  })

  it('ends: schemas without end, with too many ways, and patterns that take years', () => {
    expect(misfit({ $ref: '#' }, '1')).toMatch(/refers to itself without end/)
    const ways = { allOf: Array.from({ length: 10 }, () => ({ anyOf: [{ $ref: '#' }, { $ref: '#' }] })) }
    expect(() => checkJson(parseJsonSchema(JSON.stringify(ways), []), 1, 10_000)).toThrow(TooOpen)
    expect(misfit({ pattern: '^(DE|AT|CH)-[0-9]+$' }, '"FR-1"')).toMatch(/^It does not have the pattern/)
    const long = `"${'a'.repeat(900)}!"`
    const slow = [
      '^(a+)+$',
      '^(a|a)*$',
      '(a*)*b',
      'a*a*b',
      '^a*a*a*b',
      `^${'a?'.repeat(30)}b`,
      `^${'(a|a)'.repeat(30)}b`,
      '^a{0,900}a{0,900}a{0,9}b',
    ]
    for (const pattern of [...slow, '(?=a)a', '(a)\\1', '[']) expect(misfit({ pattern }, long), pattern).toBeNull()
  })

  it('agrees with zod about schemas that zod writes', () => {
    const line = z.strictObject({ sku: z.string().min(1).max(3), n: z.int().min(1).max(5).optional() })
    const one = z.object({ sku: z.literal('a'), n: z.number().multipleOf(2) })
    const schemas: readonly (readonly [z.ZodType, unknown])[] = [
      [line, { sku: 'n' }],
      [
        z.looseObject({ sku: z.array(line).max(2), n: z.union([z.null(), z.number().gt(0)]) }),
        { sku: [{ sku: 'a', n: 1 }], n: null, more: 0 },
      ],
      [z.record(z.string(), z.union([z.boolean(), z.enum(['sku', 'n'])])), { a: true, b: 'n' }],
      [z.tuple([z.string(), z.number()]), ['', 0.5]],
      [z.discriminatedUnion('sku', [one, z.object({ sku: z.literal('b') })]), { sku: 'a', n: -2 }],
    ]
    const leaf = fc.oneof(fc.constantFrom<unknown>('a', 'b', 'sku', 'n', '', 'long text', null, true), fc.integer({ min: -2, max: 7 }), fc.constant(0.5)) // prettier-ignore
    const { any } = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('any'), { maxLength: 3 }), fc.dictionary(fc.constantFrom('sku', 'n', 'more'), tie('any'), { maxKeys: 3 })), // prettier-ignore
    }))
    for (const [own, example] of schemas) {
      const schema = z.toJSONSchema(own, { io: 'input' })
      expect(misfit(schema, JSON.stringify(example))).toBeNull()
      fc.assert(
        fc.property(any, (value) => {
          expect(misfit(schema, JSON.stringify(value)) === null, JSON.stringify(value)).toBe(own.safeParse(value).success)
        }),
        { numRuns: 2_000 },
      )
    }
  })
})
