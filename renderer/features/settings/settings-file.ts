import { SettingsFile, type FixedSettings, type Settings } from '../../../shared/contract/settings.ts'

const MOST_BYTES = 1_048_576

export function settingsFileOf({ notRecorded: _own, startProfile: _ownToo, hintsSeen: _seen, ...settings }: Settings): string {
  return `${JSON.stringify({ samsaSettings: 1, settings }, null, 2)}\n`
}

export type ReadSettings = { readonly ok: true; readonly settings: FixedSettings } | { readonly ok: false; readonly why: string }

export async function readSettingsFile(file: Blob): Promise<ReadSettings> {
  if (file.size > MOST_BYTES) return { ok: false, why: 'it is larger than 1 MiB' }
  let value: unknown
  try {
    value = JSON.parse(await file.text())
  } catch {
    return { ok: false, why: 'it is not JSON' }
  }
  const read = SettingsFile.safeParse(value)
  if (read.success) return { ok: true, settings: read.data.settings }
  const [first] = read.error.issues
  return { ok: false, why: [first?.path.map(String).join('.'), first?.message].filter(Boolean).join(': ') }
}

export interface SettingChange {
  readonly name: keyof FixedSettings
  readonly before: string
  readonly after: string
}

/** What a file would change, without what an administrator fixed. */
export const changesOf = (now: Settings, next: FixedSettings, fixed: FixedSettings): readonly SettingChange[] =>
  // The keys of the schema.
  (Object.keys(next) as (keyof FixedSettings)[]).flatMap((name) => {
    const [before, after] = [inWords(now[name]), inWords(next[name])]
    return before === after || next[name] === undefined || name in fixed ? [] : [{ name, before, after }]
  })

/** A choice by its word, all else by its parts. */
function inWords(value: unknown): string {
  if (typeof value === 'string') return value.startsWith('-----') ? `${value.split('BEGIN CERT').length - 1} PEM` : value
  if (typeof value !== 'object' || value === null) return ''
  return Object.values(value)
    .flat()
    .filter((part) => part !== '')
    .join(', ')
}
