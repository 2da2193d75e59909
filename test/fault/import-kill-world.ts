import { scryptSync } from 'node:crypto'
import { join } from 'node:path'
import { createHistories } from '../../electron/core/history/histories.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import type { DeriveKey } from '../../electron/core/lib/container.ts'
import { nodeFileSystem } from '../../electron/core/lib/file-system.ts'
import { prepareFolder } from '../../electron/core/lib/files.ts'
import { silentLog } from '../../electron/core/lib/log.ts'
import { createRedactor } from '../../electron/core/lib/redact.ts'
import { createRecordings } from '../../electron/core/playback/recordings.ts'
import { createProfileFiles } from '../../electron/core/profiles/profile-files.ts'
import { createProfiles } from '../../electron/core/profiles/profiles.ts'
import { fakeKeychain } from '../support/fake-keychain.ts'
import { historyLane } from '../support/history-lane.ts'

const noLog = { of: () => Promise.resolve([]), redacted: () => [] }

/** A host with a data folder of its own: what imports need of one. */
export async function openHost(folder: string) {
  const needs = { folder, fs: nodeFileSystem, clock: systemClock, platform: process.platform, log: silentLog }
  await prepareFolder(needs, folder)
  const fileOf = (id: string): string => join(folder, `${id}.db`)
  const histories = createHistories({ lane: historyLane(), fileOf, clock: systemClock, log: silentLog })
  const profiles = await createProfiles({ ...needs, keychain: fakeKeychain(), redactor: createRedactor() })
  const recordings = await createRecordings({ ...needs, histories, fileOf, derive: cheap, ownLog: noLog })
  return { histories, profiles, recordings, files: createProfileFiles(profiles, systemClock, cheap) }
}

/** What it costs to open a sealed file is another test's. */
const cheap: DeriveKey = (passphrase, salt) => Promise.resolve(scryptSync(passphrase, salt, 32, { N: 2 ** 10, r: 8, p: 1 }))

export const PASSPHRASE = 'correct horse battery staple'
/** Import n takes in one of two files: which of them is in force can be seen. */
export const LETTERS = ['A', 'B'] as const
export const letterOf = (n: number): string => LETTERS[n % 2] ?? ''
export const PROFILES = 3
