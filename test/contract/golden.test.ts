import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { contract } from '../../shared/contract/index.ts'
import { query, type Contract } from '../../shared/rpc/define.ts'
import { contractHash, contractReference } from '../../shared/rpc/reference.ts'

const golden = new URL('golden/contract.json', import.meta.url)

describe('the contract’s reference', () => {
  it('is what the golden file says; UPDATE_GOLDEN=1 writes it anew', () => {
    const text = `${JSON.stringify(contractReference(contract), null, 1)}\n`
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, text)
    expect(existsSync(golden)).toBe(true)
    expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(golden, 'utf8')))
  })

  it('holds only what JSON can carry', () => {
    const broken = [z.date(), z.map(z.string(), z.string()), z.bigint(), z.string().transform(Number), z.set(z.string())]
    for (const type of broken) {
      const given: Contract = { a: { b: query(z.strictObject({ type }), z.strictObject({})) } }
      const told: Contract = { a: { b: query(z.strictObject({}), z.strictObject({ type })) } }
      expect(() => contractReference(given), type.type).toThrow(/cannot be represented in JSON Schema/i)
      expect(() => contractReference(told), type.type).toThrow(/cannot be represented in JSON Schema/i)
    }
    const trimmed = z
      .string()
      .trim()
      .max(5)
      .refine((text) => text !== 'no')
    expect(contractReference({ a: { b: query(trimmed, trimmed) } })).toMatchObject({ a: { b: { kind: 'query', input: { maxLength: 5 } } } })
  })

  it('has a hash that changes with it', () => {
    const one = { a: { b: query(z.strictObject({}), z.strictObject({})) } }
    const other = { a: { b: query(z.strictObject({ c: z.int() }), z.strictObject({})) } }
    expect(contractHash(contract)).toMatch(/^[0-9a-f]{16}$/)
    expect(contractHash(one)).not.toBe(contractHash(other))
    expect(contractHash(one)).toBe(contractHash({ a: { b: query(z.strictObject({}), z.strictObject({})) } }))
  })

  it('bounds every string and array that a page sends, and knows every key', () => {
    const loose: string[] = []
    const walk = (schema: unknown, path: string): void => {
      if (typeof schema !== 'object' || schema === null) return
      const s = schema as Record<string, unknown> // JSON Schema, read key by key
      if (s['type'] === 'string' && s['maxLength'] === undefined && s['enum'] === undefined && s['const'] === undefined)
        loose.push(`${path}: string`)
      if (s['type'] === 'array' && s['maxItems'] === undefined) loose.push(`${path}: array`)
      if (s['type'] === 'object' && s['additionalProperties'] !== false) loose.push(`${path}: object`)
      for (const [key, value] of Object.entries(s)) walk(value, `${path}/${key}`)
    }
    for (const [subject, members] of Object.entries(contract))
      for (const [name, member] of Object.entries(members)) walk(z.toJSONSchema(member.input, { io: 'input' }), `${subject}.${name}`)
    expect(loose).toEqual([])
  })
})
