import type { ConfigValue } from '../../clients/kafka/kafka-client.ts'
import type { FieldProblem } from '../refuse-input.ts'

export interface ConfigEdit {
  readonly key: string
  /** Null: back to what is inherited. */
  readonly value: string | null
}

const WHOLE: Readonly<Record<string, readonly [low: bigint, high: bigint]>> = {
  short: [-32_768n, 32_767n],
  int: [-2_147_483_648n, 2_147_483_647n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
}

/** What cannot be a value of that type; null: it can. Whether Kafka takes it, Kafka says. */
export function valueProblem(type: string | null, value: string): string | null {
  const range = type === null ? undefined : WHOLE[type]
  if (range !== undefined) {
    if (!/^-?\d{1,20}$/.test(value.trim())) return `It must be a whole number, and is “${value}”.`
    const number = BigInt(value.trim())
    return number < range[0] || number > range[1] ? `It must be between ${range[0]} and ${range[1]}.` : null
  }
  if (type === 'boolean') return value === 'true' || value === 'false' ? null : 'It must be true or false.'
  if (type === 'double') return value.trim() !== '' && Number.isFinite(Number(value)) ? null : `It must be a number, and is “${value}”.`
  return null
}

/**
 * What is wrong with edits, by field, as far as the brokers' own description of the keys tells.
 * @param known empty: nothing is known of the keys, and Kafka alone judges
 */
export function configProblems(edits: readonly ConfigEdit[], known: readonly ConfigValue[], field: string): FieldProblem[] {
  const byName = new Map(known.map((k) => [k.name, k]))
  const seen = new Set<string>()
  return edits.flatMap(({ key, value }, i): FieldProblem[] => {
    if (seen.has(key)) return [{ path: `${field}.${i}.key`, message: `${key} is there twice.` }]
    seen.add(key)
    const config = byName.get(key)
    if (known.length > 0 && config === undefined) return [{ path: `${field}.${i}.key`, message: `These brokers know no ${key}.` }]
    if (config?.readOnly === true) return [{ path: `${field}.${i}.key`, message: `${key} cannot be changed while the broker runs.` }]
    const message = value === null ? null : valueProblem(config?.type ?? null, value)
    return message === null ? [] : [{ path: `${field}.${i}.value`, message }]
  })
}

/** What was set on the thing itself, by key. */
export const overridesOf = (entries: readonly ConfigValue[], own: ConfigValue['source']): Map<string, string> =>
  new Map(entries.flatMap((e) => (e.source === own && e.value !== null ? [[e.name, e.value]] : [])))
