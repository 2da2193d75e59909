import { scryptSync } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createBackups } from '../../../electron/core/backup/backups.ts'
import { takePlace } from '../../../electron/core/backup/staged.ts'
import { createHistories, historyFile } from '../../../electron/core/history/histories.ts'
import type { DeriveKey } from '../../../electron/core/lib/container.ts'
import { nodeFileSystem, type FileSystem } from '../../../electron/core/lib/file-system.ts'
import { silentLog } from '../../../electron/core/lib/log.ts'
import { createRedactor } from '../../../electron/core/lib/redact.ts'
import { createSettings } from '../../../electron/core/profiles/settings.ts'
import type { Keychain } from '../../../shared/desktop-services.ts'
import { fakeKeychain } from '../../support/fake-keychain.ts'
import { historyLane } from '../../support/history-lane.ts'
import { openProfiles } from '../../support/profile-store.ts'
import { tempFolder } from '../../support/temp-folder.ts'

export const PASSPHRASE = 'correct horse battery staple'
/** The real derivation is tried elsewhere; here it costs as much as is needed to be one. */
export const cheap: DeriveKey = (passphrase, salt) => Promise.resolve(scryptSync(passphrase, salt, 32, { N: 2 ** 4, r: 8, p: 1 }))

export interface HostOptions {
  readonly folder?: string
  readonly keychain?: Keychain
  readonly fs?: FileSystem
  readonly noSecrets?: string
  /** Ids are random elsewhere. */
  readonly firstId?: number
}

/** What a start of the core does with a data folder, as far as a backup is concerned. */
export async function host({
  folder: given,
  keychain = fakeKeychain(),
  fs = nodeFileSystem,
  noSecrets = '',
  firstId = 1,
}: HostOptions = {}) {
  const folder = given ?? (await tempFolder())
  const { profiles, clock } = await openProfiles(folder, { keychain, derive: cheap, firstId })
  const files = { fs, clock, platform: 'linux' as const, log: silentLog, folder }
  const refused = await takePlace(files)
  const histories = createHistories({ lane: historyLane(), fileOf: historyFile(folder), clock, log: silentLog })
  const backups = createBackups({
    ...{ ...files, version: '0.1.0', histories, profiles, keychain, redactor: createRedactor(), derive: cheap, noSecrets, refused },
  })
  return { folder, clock, profiles, histories, backups, settings: await createSettings(files) }
}

/** The next start: first of all, what waits takes its place. */
export async function again(folder: string, options: Omit<HostOptions, 'folder'> = {}) {
  const { clock } = await openProfiles(await tempFolder())
  const refused = await takePlace({ fs: options.fs ?? nodeFileSystem, clock, platform: 'linux', log: silentLog, folder })
  return { refused, ...(await host({ ...options, folder })) }
}

/** Every file of the folder but those that wait or are former, by its path. */
export async function contents(folder: string, below = ''): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (path === 'restore' || path === 'logs') continue
    if (entry.isDirectory()) for (const [name, text] of await contents(folder, path)) found.set(name, text)
    else found.set(path, (await readFile(join(folder, path))).toString('base64'))
  }
  return new Map([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** What other parts of the core keep. */
export async function others(folder: string, mark: string): Promise<void> {
  for (const [path, text] of [
    ['audit/2026-11.jsonl', `{"mark":"${mark}"}\n`],
    ['audit/acts/a1.json', `{"act":"${mark}"}`],
    ['alerts/p1.json', `{"rules":"${mark}"}`],
    ['surveys/p1.json', `{"survey":"${mark}"}`],
    ['logs/samsa.log', `log of ${mark}\n`],
  ] as const) {
    await mkdir(join(folder, path, '..'), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}
