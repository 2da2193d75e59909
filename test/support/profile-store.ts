import type { DeriveKey } from '../../electron/core/lib/container.ts'
import type { Keychain } from '../../shared/desktop-services.ts'
import type { FileSystem } from '../../electron/core/lib/file-system.ts'
import { nodeFileSystem } from '../../electron/core/lib/file-system.ts'
import { silentLog, type Log } from '../../electron/core/lib/log.ts'
import { createRedactor, type Redactor } from '../../electron/core/lib/redact.ts'
import { createProfiles, type Profiles } from '../../electron/core/profiles/profiles.ts'
import { createTestClock, type TestClock } from './clock.ts'
import { fakeKeychain } from './fake-keychain.ts'

export interface OpenedProfiles {
  readonly profiles: Profiles
  readonly clock: TestClock
}

/** The profile store of a folder, as at a start of the core. Ids are `p1`, `p2` … from `firstId` on. */
export async function openProfiles(
  folder: string,
  more: { keychain?: Keychain; derive?: DeriveKey; fs?: FileSystem; log?: Log; redactor?: Redactor; firstId?: number } = {},
): Promise<OpenedProfiles> {
  const clock = createTestClock()
  let id = more.firstId ?? 1
  const profiles = await createProfiles({
    folder,
    clock,
    fs: more.fs ?? nodeFileSystem,
    platform: 'linux',
    keychain: more.keychain ?? fakeKeychain(),
    redactor: more.redactor ?? createRedactor(),
    log: more.log ?? silentLog,
    ...(more.derive ? { derive: more.derive } : {}),
    newId: () => `p${id++}`,
  })
  return { profiles, clock }
}
