import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { contract } from '../../shared/contract/index.ts'
import { GroupRow } from '../../shared/contract/groups.ts'
import { checkOutput } from '../../shared/rpc/check.ts'
import type { Member } from '../../shared/rpc/define.ts'
import { fitsOf } from '../../shared/rpc/fits.ts'
import { fitting, type Schema } from '../support/fitting.ts'
import { mutated, odd } from './fuzz-suite.ts'

const outputOf = (member: Member): z.ZodType =>
  member.kind === 'view' ? member.row : member.kind === 'stream' ? member.event : member.output

const all = Object.entries(contract).flatMap(([subject, members]) =>
  Object.entries(members).map(([key, member]) => ({ name: `${subject}.${key}`, schema: outputOf(member as Member) })),
)

/** A key set to `__proto__` is one more own key: neither of the two takes it. */
function says(schema: z.ZodType, value: unknown): 'fits' | 'parsed' | 'refused' {
  const parsed = schema.safeParse(value)
  if (fitsOf(schema)?.(value)) {
    expect(parsed.success).toBe(true)
    expect(JSON.stringify(sorted(parsed.data))).toBe(JSON.stringify(sorted(value)))
    return 'fits'
  }
  return parsed.success ? 'parsed' : 'refused'
}

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, each]) => [key, sorted(each)]),
        )
      : value

describe('what fits as it is', () => {
  it.for(all)('$name: nothing fits that parsing would refuse or change', ({ schema }) => {
    const values = fitting(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema)
    const seen = { fits: 0, parsed: 0, refused: 0 }
    const each = fc.oneof({ weight: 3, arbitrary: values }, { weight: 4, arbitrary: mutated(values) }, { weight: 1, arbitrary: odd })
    fc.assert(
      fc.property(each, (value) => {
        seen[says(schema, value)] += 1
      }),
      { numRuns: 120 },
    )
    expect(seen.refused).toBeGreaterThan(0)
  })

  it('rows of groups, whatever they say, are not parsed', () => {
    const values = fitting(z.toJSONSchema(GroupRow.omit({ error: true }), { io: 'input' }) as Schema)
    const fits = fitsOf(GroupRow)
    fc.assert(
      fc.property(values, (value) => {
        const row = { ...(value as object), error: null }
        expect(fits?.(row)).toBe(true)
        // The row itself, not a copy.
        expect(checkOutput('groups.list', GroupRow, row, 'refuse')).toBe(row)
      }),
    )
  })

  it.each([
    ['a number that JSON cannot carry', z.strictObject({ n: z.number() }), { n: Number.NaN }],
    ['a field that is missing', z.strictObject({ n: z.number(), text: z.string() }), { n: 1 }],
    ['a field that is not declared', z.object({ n: z.number() }), { n: 1, more: 2 }],
    ['a text that is too long', z.strictObject({ text: z.string().max(2) }), { text: 'abc' }],
    ['a text of another form', z.strictObject({ text: z.string().regex(/^a/) }), { text: 'b' }],
    ['a list that is too long', z.array(z.boolean()).max(1), [true, false]],
    ['a broken number', z.int(), 1.5],
    ['a number beyond its bound', z.number().min(3), 2],
    ['what has a prototype of its own', z.strictObject({ n: z.number() }), Object.create({ n: 1 })],
  ])('%s does not fit', (_what, schema, value) => {
    expect(fitsOf(schema)?.(value)).toBe(false)
  })

  it.each([
    ['is changed', z.string().trim()],
    ['has a default', z.strictObject({ n: z.number().default(1) })],
    ['is looked at by a function', z.number().refine((n) => n > 1)],
    ['is a text of a known form', z.email()],
    ['may hold anything', z.record(z.string(), z.json())],
  ])('what %s is left to parsing', (_what, schema) => {
    expect(fitsOf(schema)).toBeNull()
  })
})
