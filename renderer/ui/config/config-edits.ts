import type { ConfigItem } from './config-row.ts'
import { parseFriendly } from './parse-friendly.ts'

/** What was written over single configs, by their name; null: back to the default. Not named: as it is. */
export type Edits = ReadonlyMap<string, string | null>

export interface ConfigEdit {
  readonly key: string
  /** Null: back to what is inherited. */
  readonly value: string | null
}

/** What really becomes different: writing what stands there already, or unsetting what is not overridden, is no change. */
export function editsOf(entries: readonly ConfigItem[], edits: Edits, own: ConfigItem['source'] = 'topic'): ConfigEdit[] {
  return entries.flatMap((entry): ConfigEdit[] => {
    const edit = edits.get(entry.name)
    if (edit === undefined) return []
    if (edit === null) return entry.source === own ? [{ key: entry.name, value: null }] : []
    const value = parseFriendly(entry.name, edit)
    return value === entry.value ? [] : [{ key: entry.name, value }]
  })
}

/** Paths that `editProblem` finds the field of. */
export const isEditPath = (path: string): boolean => /^changes\.\d+(\.(key|value))?$/.test(path)

/** The core names a field by its place in what was sent. */
export function editProblem(problems: Readonly<Record<string, string>>, wanted: readonly ConfigEdit[], name: string): string | undefined {
  const at = wanted.findIndex(({ key }) => key === name)
  return problems[`changes.${at}.value`] ?? problems[`changes.${at}.key`] ?? problems[`changes.${at}`]
}
