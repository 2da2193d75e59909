import type { LogLine } from '../../lib/log-lines.ts'
import type { Aliases } from './aliases.ts'

/**
 * Sentences of the log are fixed and stay; names that are known are replaced in them all the same. Of its facts every text becomes an alias, as
 * everywhere, and so does a key that is a name.
 */
export function anonymisedLog(lines: readonly LogLine[], cluster: string, aliases: Aliases): readonly LogLine[] {
  if (lines.length > 0) aliases.of(cluster, 'clusterId')
  return lines.map(({ at, level, message, about }) => ({
    ...{ at, level, message: aliases.within(message) },
    about: about === '' ? '' : JSON.stringify(valueOf(JSON.parse(about), 'about', aliases)),
  }))
}

/** Fields that say where: their texts are addresses. */
const ADDRESSES: ReadonlySet<string> = new Set(['address', 'host', 'url', 'bootstrap', 'leader'])

function valueOf(value: unknown, field: string, aliases: Aliases): unknown {
  if (typeof value === 'string') return ADDRESSES.has(field) ? aliases.ofAddress(value) : aliases.of(value, field)
  if (Array.isArray(value)) return value.map((each) => valueOf(each, field, aliases))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [aliases.within(key), valueOf(each, key, aliases)]))
}
