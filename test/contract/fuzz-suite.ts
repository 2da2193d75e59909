import fc from 'fast-check'
import * as z from 'zod'
import { afterAll, describe, expect, it } from 'vitest'
import { contract } from '../../shared/contract/index.ts'
import type { Handlers, Member } from '../../shared/rpc/define.ts'
import { memoryPorts } from '../../shared/rpc/memory-port.ts'
import type { Down } from '../../shared/rpc/port.ts'
import { serve } from '../../shared/rpc/serve.ts'
import { alternatives, fitting, type Schema } from '../support/fitting.ts'
import { until } from '../support/until.ts'
import { cpuMs } from '../support/cpu.ts'

/**
 * whatever a page sends, only input that fits the member's schema reaches a handler. Payloads are valid shapes, mutated, and odd
 * values; the oracle is the JSON Schema of the member, not the validator that `serve` uses.
 */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 2_000)

const deep = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth))
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: false, withDate: true, withMap: true, withSparseArray: true }),
  fc.constantFrom<unknown>(
    NaN,
    Infinity,
    -0,
    '\ud800',
    '__proto__',
    'constructor',
    deep(500),
    'x'.repeat(100_000),
    2 ** 53,
    null,
    undefined,
  ),
  fc.constant(JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}')),
)

/** A value with one place changed: replaced, removed, added to. */
export function mutated(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(values, fc.nat(), odd, fc.constantFrom('replace', 'remove', 'add', 'proto')).map(([value, seed, other, how]) => {
    const copy: unknown = structuredClone(value)
    const places: Record<string, unknown>[] = []
    const collect = (at: unknown): void => {
      if (typeof at !== 'object' || at === null) return
      places.push(at as Record<string, unknown>) // arrays too: their keys are their places
      Object.values(at).forEach(collect)
    }
    collect(copy)
    const place = places[seed % Math.max(1, places.length)]
    if (!place) return other
    const keys = Object.keys(place)
    const key = keys[seed % Math.max(1, keys.length)] ?? 'added'
    if (how === 'remove') delete place[key]
    else if (how === 'proto')
      Object.defineProperty(place, '__proto__', { value: other, enumerable: true, configurable: true, writable: true })
    else place[how === 'add' ? 'undeclared' : key] = other
    return copy
  })
}

/** The oracle: fits by our own reading of JSON Schema, with no key that is not declared. */
function fits(schema: Schema, value: unknown): boolean {
  const anyOf = alternatives(schema)
  if (anyOf) return anyOf.some((each) => fits(each, value))
  if ('const' in schema) return value === schema['const']
  if (Array.isArray(schema['enum'])) return schema['enum'].includes(value)
  switch (schema['type']) {
    case 'object': {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
      const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>
      const required = (schema['required'] ?? []) as readonly string[]
      return (
        required.every((key) => Object.hasOwn(value, key)) &&
        Object.entries(value).every(([key, each]) => Object.hasOwn(properties, key) && fits(properties[key] ?? {}, each))
      )
    }
    case 'array':
      return (
        Array.isArray(value) && value.length <= Number(schema['maxItems']) && value.every((each) => fits(schema['items'] as Schema, each))
      )
    case 'string':
      return typeof value === 'string' && value.length <= Number(schema['maxLength'] ?? Infinity)
    case 'integer':
      return Number.isSafeInteger(value)
    case 'number':
      return Number.isFinite(value)
    case 'boolean':
      return typeof value === 'boolean'
    default:
      return value === null
  }
}

const all = Object.entries(contract).flatMap(([subject, each]) =>
  Object.entries(each).map(([name, member]) => ({ subject, name: `${subject}.${name}`, member: member as Member, key: name })),
)

/** Every other member: two files are looked at side by side. */
export function fuzzMembers(half: 0 | 1): void {
  const members = all.filter((_, at) => at % 2 === half)

  describe('A-09 what a page sends', () => {
    // Not frozen: the generators themselves make objects with keys such as `toString`, which a frozen prototype refuses.
    const before = Object.getOwnPropertyDescriptors(Object.prototype)
    const times: number[] = []
    afterAll(() => {
      expect(Object.getOwnPropertyDescriptors(Object.prototype)).toEqual(before)
    })

    it.for(members)('$name: nothing that does not fit reaches its handler', { timeout: 60_000 }, async ({ subject, key, name, member }) => {
      const reached: unknown[] = []
      const handler = (input: unknown): never => {
        reached.push(input)
        throw new Error('reached')
      }
      const handlers = { [subject]: { [key]: handler } } as unknown as Handlers<typeof contract> // one member is asked, one is there
      const { page, core } = memoryPorts()
      const heard = new Map<number, Down>()
      const serving = serve(contract, handlers, core)
      let closed = false
      page.listen(
        (down) => heard.set(down.id, down),
        () => (closed = true),
      )
      const schema = z.toJSONSchema(member.input, { io: 'input' }) as Schema
      const payloads = fc.oneof(
        { weight: 2, arbitrary: fitting(schema) },
        { weight: 4, arbitrary: mutated(fitting(schema)) },
        { weight: 2, arbitrary: odd },
      )
      let id = 0
      let good = 0
      await fc.assert(
        fc.asyncProperty(payloads, async (input) => {
          const before = reached.length
          const mine = ++id
          const crossing: unknown = JSON.parse(JSON.stringify({ input }))
          const start = cpuMs()
          page.send({ id: mine, do: 'start', member: name, input })
          for (let turn = 0; turn < 10 && !heard.has(mine); turn++) await Promise.resolve()
          if (!heard.has(mine)) await until(() => heard.has(mine), 'an answer came')
          times.push(cpuMs() - start)
          const answer = heard.get(mine)
          heard.delete(mine)
          const arrived = (crossing as { input?: unknown }).input
          if (reached.length > before) {
            good++
            expect(fits(schema, arrived)).toBe(true)
            expect(answer).toMatchObject({ is: 'error', error: { code: 'core.unexpected' } })
          } else {
            expect(answer).toMatchObject({ is: 'error', error: { code: 'rpc.badInput' } })
            expect(JSON.stringify(answer).length).toBeLessThan(20_000)
          }
        }),
        { numRuns: RUNS },
      )
      expect(closed).toBe(false)
      expect(serving.calls()).toBe(0)
      // The payloads are no use if none fits, or all do.
      expect(good).toBeGreaterThan(RUNS / 50)
      expect(good).toBeLessThan(RUNS)
    })

    it('is answered in under 5 ms, p99', () => {
      const sorted = times.toSorted((a, b) => a - b)
      expect(sorted.length).toBeGreaterThanOrEqual(members.length * RUNS)
      expect(sorted[Math.floor(sorted.length * 0.99)]).toBeLessThan(5)
    })
  })
}
