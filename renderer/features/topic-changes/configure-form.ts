import type { ConfigEntry } from '../../../shared/contract/brokers.ts'
import { parseFriendly } from '../../ui/config/parse-friendly.ts'

/** What was written over single configs, by their name; null: back to the default. Not named: as it is. */
export type Edits = ReadonlyMap<string, string | null>

export interface ConfigEdit {
  readonly key: string
  /** Null: back to what the topic inherits. */
  readonly value: string | null
}

/** What really becomes different: writing what stands there already, or unsetting what is not overridden, is no change. */
export function editsOf(entries: readonly ConfigEntry[], edits: Edits): ConfigEdit[] {
  return entries.flatMap((entry): ConfigEdit[] => {
    const edit = edits.get(entry.name)
    if (edit === undefined) return []
    if (edit === null) return entry.source === 'topic' ? [{ key: entry.name, value: null }] : []
    const value = parseFriendly(entry.name, edit)
    return value === entry.value ? [] : [{ key: entry.name, value }]
  })
}

/** Kafka sends its descriptions with a few tags of its web page. */
export const plainText = (text: string): string =>
  text
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
