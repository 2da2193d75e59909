import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { BackupPart, BackupPreview } from '../../../shared/contract/backups.ts'
import { SecretField, type Profile, type SecretValues } from '../../../shared/contract/profiles.ts'
import type { FixedSettings } from '../../../shared/contract/settings.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Histories } from '../history/histories.ts'
import { bodyOf, containerOf, ContainerError, type DeriveKey } from '../lib/container.ts'
import { encodeEnvelope } from '../lib/envelope.ts'
import { FOLDER_MODE } from '../lib/files.ts'
import { restoredHead, type Seal } from '../lib/journal/head.ts'
import { createInOrder } from '../lib/in-order.ts'
import { PROFILES_MAGIC, PROFILES_VERSION, profilesIn, writeProfiles, type Entry } from '../profiles/profile-file.ts'
import { hostsOf } from '../profiles/profile-hosts.ts'
import { SETTINGS_SECRETS } from '../profiles/profiles.ts'
import { createSecrets, type SecretsNeeds } from '../profiles/secrets.ts'
import { checkBackup, type Checked } from './check.ts'
import { packBackup, unpackBackup, type Unpacked } from './pack.ts'
import { dataFiles, isKnownPath, isNewest, partOf, type DataFile } from './parts.ts'
import { filesIn, folderOf, freeStamp, readAbout, readMarker, removeMarker, RESTORE, stage, writeMarker } from './staged.ts'

export interface BackupsNeeds extends Omit<SecretsNeeds, 'folder'> {
  readonly folder: string
  readonly version: string
  readonly histories: Pick<Histories, 'ask'>
  readonly profiles: { list(): readonly Profile[]; secret(id: string, field: SecretField): string | null }
  /** Why no password may be kept here; empty: it may. */
  readonly noSecrets: string
  /** Of `takePlace`, at this start. */
  readonly refused: string
}

interface Choice {
  readonly recordings: boolean
  readonly history: boolean
}

export interface Backups {
  sizes(): Promise<{ readonly parts: readonly Size[]; readonly most: number; readonly secrets: number }>
  make(choice: Choice, passphrase: string | null): Promise<Uint8Array>
  open(file: Uint8Array, passphrase: string | null): Promise<BackupPreview>
  restore(opened: string, parts: readonly BackupPart[]): Promise<void>
  goBack(stamp: string): Promise<void>
  cancel(): Promise<void>
  forget(stamp: string): Promise<void>
  state(): Promise<{
    readonly waits: { readonly parts: BackupPart[]; readonly back: boolean } | null
    readonly formers: { id: string; at: number; parts: BackupPart[]; bytes: number }[]
    readonly refused: string
  }>
}

type Size = BackupPreview['parts'][number]

/** In memory at once; what the user's file comes in by takes no more. */
export const MOST_BYTES = 192 * 2 ** 20
const OF_FILES = ['profiles', 'settings', 'activity', 'alerts', 'recordings', 'history'] as const

/** Where the activity log ends, and whose seal says so. */
const AUDIT_HEAD = 'audit/head.json'
const sealOf = ({ keychain }: BackupsNeeds): Seal | null => (keychain.available ? keychain : null)

interface Opened {
  readonly id: string
  readonly backup: Unpacked
  readonly checked: Checked
  readonly passphrase: string | null
}

export function createBackups(needs: BackupsNeeds): Backups {
  const { fs, folder, clock, histories, profiles } = needs
  const inOrder = createInOrder()
  /** Holds secrets in clear: only the newest. */
  let opened: Opened | null = null

  const files = async (): Promise<readonly DataFile[]> =>
    (await dataFiles(fs, folder)).filter(({ path }) => isNewest(path) && isKnownPath(path))
  const secretsHere = (): Readonly<Record<string, Readonly<Record<string, string>>>> => {
    const ids = [SETTINGS_SECRETS, ...profiles.list().map(({ id }) => id)]
    const held = ids.map((id) => [id, secretsOf(id)] as const).filter(([, values]) => Object.keys(values).length > 0)
    return Object.fromEntries(held)
  }
  const secretsOf = (id: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      SecretField.options.flatMap((field) => {
        const text = profiles.secret(id, field)
        return text === null ? [] : [[field, text]]
      }),
    )
  const read = async ({ path }: DataFile): Promise<Uint8Array | null> => {
    // SQLite has its newest pages beside the file while it is open.
    if (path.endsWith('.db')) return histories.ask('wholeFile', path.slice('history/'.length, -'.db'.length), {})
    return fs.read(join(folder, path)).catch(() => null)
  }
  const waiting = async () => {
    const marker = await readMarker(needs)
    return marker === null || 'why' in marker ? null : marker
  }
  const removeFiles = async (stamp: string, as: 'new' | 'former'): Promise<void> => {
    for (const name of await fs.list(folderOf(needs, stamp)).catch(() => []))
      if (name.startsWith(`${as}~`)) await fs.remove(join(folderOf(needs, stamp), name))
  }
  /** What was prepared and does not wait any more. */
  const cancelNow = async (): Promise<void> => {
    const marker = await waiting()
    await removeMarker(needs)
    if (marker?.from.as === 'new') await removeFiles(marker.from.stamp, 'new')
  }

  return {
    async sizes() {
      const secrets = Object.values(secretsHere()).reduce((sum, values) => sum + Object.keys(values).length, 0)
      return { parts: sizesOf(await files()), most: MOST_BYTES, secrets }
    },
    make: (choice, passphrase) =>
      inOrder(async () => {
        const chosen = (await files()).filter(({ part }) => (part === 'recordings' || part === 'history' ? choice[part] : true))
        const bytes = chosen.reduce((sum, file) => sum + file.bytes, 0)
        if (bytes > MOST_BYTES) throw new AppError('backup.tooLarge', { bytes, most: MOST_BYTES })
        const held = new Map<string, Uint8Array>()
        for (const file of chosen) {
          const content = await read(file)
          if (content) held.set(file.path, content)
        }
        const secrets = passphrase === null ? {} : secretsHere()
        const body = packBackup({ madeAt: clock.wall(), version: needs.version, files: held, secrets })
        if (body.length > MOST_BYTES) throw new AppError('backup.tooLarge', { bytes: body.length, most: MOST_BYTES })
        return containerOf('backup', body, passphrase, needs.derive)
      }),
    open: (file, passphrase) =>
      inOrder(async () => {
        const backup = await unpacked(file, passphrase, needs.derive)
        const checked = checkBackup(backup)
        opened = { id: randomUUID(), backup, checked, passphrase }
        const head = backup.files.get(AUDIT_HEAD)
        const activitySeal = head === undefined ? null : restoredHead(head, sealOf(needs), backup.madeAt).seal
        return { ...previewOf(opened, profiles.list(), needs.noSecrets), activitySeal }
      }),
    restore: (id, parts) =>
      inOrder(async () => {
        if (opened?.id !== id) throw new AppError('backup.gone', {})
        const { backup, checked, passphrase } = opened
        await cancelNow()
        const stamp = await freeStamp(needs)
        await fs.makeFolder(folderOf(needs, stamp), FOLDER_MODE)
        const sums: Record<string, string> = {}
        const taken = (path: string, bytes: Uint8Array): Uint8Array => {
          if (path === 'profiles.json') return carefully(checked.profiles, profiles.list())
          return path === AUDIT_HEAD ? restoredHead(bytes, sealOf(needs), backup.madeAt).bytes : bytes
        }
        for (const [path, bytes] of backup.files) {
          const part = partOf(path)
          if (part === null || !parts.includes(part)) continue
          sums[path] = await stage(needs, stamp, path, taken(path, bytes))
        }
        if (passphrase !== null && parts.includes('profiles') && needs.noSecrets === '' && Object.keys(backup.secrets).length > 0)
          sums['secrets.json'] = await stage(needs, stamp, 'secrets.json', await sealedHere(needs, stamp, backup.secrets, passphrase))
        if (Object.keys(sums).length === 0) throw new AppError('backup.damaged', { what: 'What was chosen of it' })
        await writeMarker(needs, { stamp, from: { stamp, as: 'new' }, parts: [...parts], sums, phase: 'move' })
        opened = null
      }),
    goBack: (former) =>
      inOrder(async () => {
        const about = await readAbout(needs, former)
        if (about === null || (await filesIn(needs, former, 'former')).length === 0) throw new AppError('backup.gone', {})
        await cancelNow()
        const stamp = await freeStamp(needs)
        await writeMarker(needs, { stamp, from: { stamp: former, as: 'former' }, parts: about.parts, sums: {}, phase: 'move' })
      }),
    cancel: () => inOrder(cancelNow),
    forget: (former) =>
      inOrder(async () => {
        if ((await readAbout(needs, former)) === null) throw new AppError('backup.gone', {})
        if ((await waiting())?.from.stamp === former) await cancelNow()
        await removeFiles(former, 'former')
      }),
    async state() {
      const marker = await waiting()
      const stamps = await fs.list(join(folder, RESTORE)).catch((): readonly string[] => [])
      const formers = await Promise.all(stamps.map((stamp) => formerOf(needs, stamp)))
      return {
        waits: marker && { parts: marker.parts, back: marker.from.as === 'former' },
        // The newest first.
        formers: formers.filter((each) => each !== null).toSorted((a, b) => b.at - a.at),
        refused: needs.refused,
      }
    },
  }
}

async function formerOf(needs: BackupsNeeds, stamp: string) {
  const about = await readAbout(needs, stamp)
  if (about === null) return null
  let bytes = 0
  const names = (await needs.fs.list(folderOf(needs, stamp))).filter((name) => name.startsWith('former~'))
  for (const name of names) bytes += (await needs.fs.stat(join(folderOf(needs, stamp), name)).catch(() => null))?.size ?? 0
  return names.length === 0 ? null : { id: stamp, at: about.at, parts: about.parts, bytes }
}

async function unpacked(file: Uint8Array, passphrase: string | null, derive: DeriveKey | undefined): Promise<Unpacked> {
  try {
    return unpackBackup(await bodyOf('backup', file, passphrase, derive))
  } catch (error) {
    if (!(error instanceof ContainerError)) throw error
    switch (error.problem) {
      case 'notOurs':
        throw new AppError('backup.notOurs', {}, { cause: error })
      case 'newer':
        throw new AppError('backup.newer', { what: 'The file' }, { cause: error })
      case 'damaged':
        throw new AppError('backup.damaged', { what: 'The file' }, { cause: error })
      case 'passphraseNeeded':
        throw new AppError('backup.passphrase', { wrong: false }, { cause: error })
      case 'passphraseWrong':
        throw new AppError('backup.passphrase', { wrong: true }, { cause: error })
    }
  }
}

function sizesOf(files: readonly { readonly part: BackupPart; readonly bytes: number }[]): Size[] {
  return OF_FILES.flatMap((part) => {
    const own = files.filter((file) => file.part === part)
    return own.length === 0 ? [] : [{ part, files: own.length, bytes: own.reduce((sum, { bytes }) => sum + bytes, 0) }]
  })
}

const nobodys = { notRecorded: [], startProfile: null, hintsSeen: [] }

function previewOf(
  { id, backup, checked, passphrase }: Opened,
  here: readonly Profile[],
  noSecrets: string,
): Omit<BackupPreview, 'activitySeal'> {
  const files = [...backup.files].flatMap(([path, { length }]) => {
    const part = partOf(path)
    return part === null ? [] : [{ part, bytes: length }]
  })
  const { notRecorded: _own, startProfile: _ownToo, hintsSeen: _seen, ...settings } = checked.settings ?? nobodys
  return {
    opened: id,
    madeAt: backup.madeAt,
    version: backup.version,
    parts: sizesOf(files),
    profiles: profilesIn(checked.profiles).map((profile) => ({
      name: profile.name,
      environment: profile.environment,
      hosts: hostsOf(profile),
      observes: accessOf(profile, here) !== profile.access,
    })),
    secrets: Object.values(backup.secrets).reduce((sum, values) => sum + Object.keys(values).length, 0),
    secretsOut: passphrase === null ? '' : noSecrets,
    settings: settings satisfies FixedSettings,
  }
}

/** Whoever made a file does not decide what may be changed from here: a profile has the access that it has here, else it observes. */
function accessOf(profile: Profile, here: readonly Profile[]): Profile['access'] {
  const own = here.find(({ id }) => id === profile.id)
  const same = own?.access === profile.access && own.environment === profile.environment && hostsOf(own).join() === hostsOf(profile).join()
  return same ? profile.access : 'observe'
}

function carefully(entries: readonly Entry[], here: readonly Profile[]): Uint8Array {
  const payload = writeProfiles(
    entries.map((entry) =>
      entry.kind === 'profile' ? { ...entry, profile: { ...entry.profile, access: accessOf(entry.profile, here) } } : entry,
    ),
  )
  return encodeEnvelope({ magic: PROFILES_MAGIC, schemaVersion: PROFILES_VERSION, seq: 1, payload })
}

/** As this computer keeps passwords: by its keychain, else under the pass phrase of the backup, which the next start asks for. */
async function sealedHere(
  needs: BackupsNeeds,
  stamp: string,
  secrets: Readonly<Record<string, SecretValues>>,
  passphrase: string,
): Promise<Uint8Array> {
  const folder = folderOf(needs, stamp)
  const store = await createSecrets({ ...needs, folder })
  for (const [id, values] of Object.entries(secrets)) await store.set(id, values)
  if (store.store().kind === 'memory') await store.keepUnder(passphrase)
  const bytes = await needs.fs.read(join(folder, 'secrets.json'))
  for (const name of await needs.fs.list(folder)) if (name.startsWith('secrets.json')) await needs.fs.remove(join(folder, name))
  return bytes
}
