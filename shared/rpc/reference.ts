import * as z from 'zod'
import type { Contract, Member } from './define.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * The contract as JSON Schema: its golden reference and the base of its hash. Throws for a schema that JSON cannot carry (dates, maps,
 * transforms). Read on the input side, where trimming and custom checks have the shape that the sender writes.
 */
export function contractReference(contract: Contract): Json {
  return mapValues(contract, (subject) => mapValues(subject, describe))
}

function describe(member: Member): Json {
  const { kind } = member
  switch (kind) {
    case 'query':
      return { kind, input: schema(member.input), output: schema(member.output) }
    case 'view':
      return { kind, key: member.key, input: schema(member.input), row: schema(member.row) }
    case 'stream':
      return { kind, input: schema(member.input), event: schema(member.event) }
    case 'command':
      return { kind, level: member.level, disturbs: member.disturbs, input: schema(member.input), output: schema(member.output) }
  }
}

function schema(type: z.ZodType): Json {
  // Read from this side a transform has no shape and throws; from the other its input would pass.
  z.toJSONSchema(type, { io: 'output', unrepresentable: 'throw' })
  // JSON Schema is JSON.
  return z.toJSONSchema(type, { io: 'input', unrepresentable: 'throw' }) as unknown as Json
}

const mapValues = <T>(record: Readonly<Record<string, T>>, map: (value: T) => Json): { readonly [key: string]: Json } =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))

/** Tells one build's contract from another's: a page from another build says so instead of failing call by call. Not a secret, not a seal. */
export function contractHash(contract: Contract): string {
  // 64-bit FNV-1a: `shared` has no cryptography, and nobody gains by a collision.
  let hash = 0xcbf29ce484222325n
  for (const char of JSON.stringify(contractReference(contract))) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(char.codePointAt(0) ?? 0)) * 0x100000001b3n)
  }
  return hash.toString(16).padStart(16, '0')
}
