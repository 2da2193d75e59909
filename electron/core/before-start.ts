import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_SETTINGS, type Settings } from '../../shared/contract/settings.ts'
import type { PolicyPlaces } from '../../shared/policy-places.ts'
import { decodeEnvelope } from './lib/envelope.ts'
import { policyFrom } from './profiles/policy.ts'
import { readSettings, SETTINGS_MAGIC } from './profiles/settings.ts'

/** What a host must know before the core can start, read at once: Electron asks for it before its loop runs. */
export type BeforeStart = Pick<Settings, 'hardwareAcceleration'>

/** As the newest save says, or an administrator; what cannot be read is as Samsa comes, and is told by the start itself. */
export function beforeStart(dataFolder: string, policy: PolicyPlaces): BeforeStart {
  const { hardwareAcceleration } = { ...chosenIn(dataFolder), ...fixedIn(policy) }
  return { hardwareAcceleration }
}

function chosenIn(dataFolder: string): Settings {
  const content = contentOf(join(dataFolder, 'settings.json'))
  const read = content === null ? null : decodeEnvelope(content, SETTINGS_MAGIC)
  return read?.ok ? readSettings(read.envelope.payload) : DEFAULT_SETTINGS
}

function fixedIn({ system, named }: PolicyPlaces): Partial<BeforeStart> {
  for (const file of named === null ? [system] : [system, named]) {
    const content = contentOf(file)
    if (content === null) continue
    const { hardwareAcceleration } = policyFrom(file, content).settings
    return hardwareAcceleration === undefined ? {} : { hardwareAcceleration }
  }
  return {}
}

function contentOf(file: string): Uint8Array | null {
  try {
    return readFileSync(file)
  } catch {
    return null
  }
}
