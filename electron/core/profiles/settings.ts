import { basename, join } from 'node:path'
import { DEFAULT_SETTINGS, Settings, type FixedSettings } from '../../../shared/contract/settings.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { createChanges } from '../lib/changes.ts'
import type { Json } from '../lib/envelope.ts'
import type { FileNeeds } from '../lib/files.ts'
import { openGenerations } from '../lib/generations.ts'
import { createInOrder } from '../lib/in-order.ts'
import type { Log, LogLevel } from '../lib/log.ts'

export const SETTINGS_MAGIC = 'samsa.settings'
export const SETTINGS_VERSION = 1

/** What is left out stays. */
export type SettingsPart = { readonly [K in keyof Settings]?: Settings[K] | undefined }

export interface SettingsStore {
  current(): Settings
  /** What was wrong with the file; the defaults stand in for what cannot be read. */
  problems(): readonly AppError[]
  change(part: SettingsPart): Promise<void>
  onChange(changed: () => void, signal: AbortSignal): void
}

export interface SettingsNeeds extends FileNeeds {
  readonly folder: string
  /** What is taken out of log and reports is a setting. */
  readonly hide?: (words: readonly string[]) => void
  /** How much is written to it is a setting. */
  readonly log: Log & { from?(level: LogLevel): void }
  /** By an administrator: these hold whatever the user chose, which stays in the file. */
  readonly fixed?: FixedSettings
  /** The refusal to change one of those. */
  readonly refusal?: () => AppError
}

export async function createSettings(needs: SettingsNeeds): Promise<SettingsStore> {
  const path = join(needs.folder, 'settings.json')
  const generations = await openGenerations({ ...needs, path, magic: SETTINGS_MAGIC, schemaVersion: SETTINGS_VERSION })
  const { found } = generations
  const inOrder = createInOrder()
  const changes = createChanges()
  let chosen = readSettings(found.payload)
  const fixed = withoutUndefined(needs.fixed ?? {})
  let settings: Settings = { ...chosen, ...fixed }
  const problems = problemOf()
  const apply = (): void => {
    needs.log.from?.(settings.logLevel)
    needs.hide?.(settings.hiddenWords)
  }
  apply()
  if (problems.length > 0) needs.log.warn('The settings have problems', { problems })

  return {
    current: () => settings,
    problems: () => problems,
    onChange: changes.listen,
    change: (part) =>
      inOrder(async () => {
        const given = withoutUndefined(part)
        if (needs.refusal && Object.keys(given).some((name) => name in fixed)) throw needs.refusal()
        const next = { ...chosen, ...given }
        await generations.save(next)
        chosen = next
        settings = { ...next, ...fixed }
        apply()
        changes.tell()
      }),
  }

  function problemOf(): readonly AppError[] {
    const file = basename(path)
    const { why, kept, used } = found
    if (found.state === 'newer') return [new AppError('files.newer', { file, version: found.schemaVersion, known: SETTINGS_VERSION })]
    if (found.state === 'unreadable') return [new AppError('settings.reset', { file, why, kept })]
    if (found.state !== 'older' || used === null) return []
    return [new AppError('files.olderCopy', { file, used: used.file, savedAt: used.savedAt, kept, why })]
  }
}

/** Each setting by itself: one that does not fit any more takes its default and spoils no other. */
export function readSettings(payload: Json | undefined): Settings {
  const given = typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? Object.entries(payload) : []
  return given.reduce<Settings>((settings, [name, value]) => {
    const next = Settings.safeParse({ ...settings, [name]: value })
    return next.success ? next.data : settings
  }, DEFAULT_SETTINGS)
}

const withoutUndefined = (part: SettingsPart): Partial<Settings> =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined))
