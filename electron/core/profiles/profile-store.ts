import { basename, join } from 'node:path'
import type { Profile, Recovery } from '../../../shared/contract/profiles.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { createChanges } from '../lib/changes.ts'
import type { FileNeeds } from '../lib/files.ts'
import { openGenerations, type Generations } from '../lib/generations.ts'
import { createInOrder } from '../lib/in-order.ts'
import { PROFILES_MAGIC, PROFILES_VERSION, profilesIn, readProfiles, writeProfiles, type Entry } from './profile-file.ts'
import { describeRecovery, entriesOfCopy } from './recovery.ts'

export type RecoveryChoice = { readonly choice: 'copy'; readonly file: string } | { readonly choice: 'empty' }

/** What the store is like as a whole. `failed`: nothing can be read until the user chose how to go on. */
export interface ProfilesState {
  readonly state: 'ready' | 'readOnly' | 'failed'
  readonly problems: readonly AppError[]
  /** Wall clock ms of the newest change. */
  readonly asOf: number
}

/** `profiles.json` as a list of entries that is changed as a whole. */
export interface ProfileStore {
  entries(): readonly Entry[]
  /** Fails with `profile.unknown`. */
  find(id: string): Profile
  /** One change at a time, each worked out from what the one before left. Refused while the file must not be written. */
  change<T>(act: (save: (next: readonly Entry[]) => Promise<void>) => Promise<T>): Promise<T>
  state(): ProfilesState
  onChange(changed: () => void, signal: AbortSignal): void
  /** Something beside the entries changed. */
  tell(): void
  recovery(): Promise<Recovery>
  recover(choice: RecoveryChoice): Promise<void>
}

export async function openProfileStore(needs: FileNeeds & { readonly folder: string }): Promise<ProfileStore> {
  const path = join(needs.folder, 'profiles.json')
  const generations = await openGenerations({ ...needs, path, magic: PROFILES_MAGIC, schemaVersion: PROFILES_VERSION })
  const { found } = generations
  const read = found.payload === undefined ? null : readProfiles(found.payload, found.schemaVersion)
  const changes = createChanges()
  const inOrder = createInOrder()
  let entries: readonly Entry[] = read ?? []
  // Whole as a file, but no list of profiles: the same choice as for a damaged file.
  let chosen = found.state === 'none' || read !== null
  // What was found at the start is settled: the choice is not asked for again.
  let recovered = false
  let asOf = needs.clock.wall()

  const save = async (next: readonly Entry[]): Promise<void> => {
    await generations.save(writeProfiles(next))
    entries = next
    chosen = true
    asOf = needs.clock.wall()
    changes.tell()
  }

  return {
    entries: () => entries,
    find(id) {
      const profile = profilesIn(entries).find((p) => p.id === id)
      if (profile === undefined) throw new AppError('profile.unknown', { profile: id })
      return profile
    },
    change: (act) =>
      inOrder(async () => {
        if (found.state === 'newer') throw newerFile(generations)
        if (!chosen) throw unreadableFile(generations)
        return act(save)
      }),
    state: () => ({
      state: chosen ? (found.state === 'newer' ? 'readOnly' : 'ready') : 'failed',
      problems: chosen
        ? [...(recovered ? [] : problemsOf(generations)), ...entries.flatMap(damagedProfile)]
        : [unreadableFile(generations)],
      asOf,
    }),
    onChange: changes.listen,
    tell: changes.tell,
    recovery: async () => ({
      ...(await describeRecovery(generations)),
      ...(recovered ? { state: 'ok' } : chosen ? {} : { state: 'unreadable' }),
    }),
    recover: (choice) =>
      inOrder(async () => {
        if (found.state === 'newer') throw newerFile(generations)
        // Nobody throws readable profiles away by way of a recovery.
        if (choice.choice === 'empty' && chosen)
          throw new AppError('core.notSupported', { what: 'Starting empty', why: 'The profiles can be read.' })
        const next = choice.choice === 'empty' ? [] : await entriesOfCopy(generations, choice.file)
        // Before the views are told by the saving; taken back where it fails.
        recovered = true
        await save(next).catch((error: unknown) => {
          recovered = false
          throw error
        })
      }),
  }
}

const damagedProfile = (e: Entry): AppError[] =>
  e.kind === 'damaged' ? [new AppError('profile.damaged', { profile: e.id, why: e.why })] : []

function problemsOf(generations: Generations): AppError[] {
  const { found, path } = generations
  if (found.state === 'newer') return [newerFile(generations)]
  if (found.state !== 'older' || found.used === null) return []
  const { why, kept, used } = found
  return [new AppError('files.olderCopy', { file: basename(path), used: used.file, savedAt: used.savedAt, kept, why: sentence(why) })]
}

const newerFile = ({ path, found }: Generations): AppError =>
  new AppError('files.newer', { file: basename(path), version: found.schemaVersion, known: PROFILES_VERSION })

const unreadableFile = ({ path, found }: Generations): AppError =>
  new AppError('files.unreadable', {
    file: basename(path),
    why: found.why === '' ? 'It holds no list of profiles.' : `${sentence(found.why)}.`,
  })

const sentence = (why: string): string => `${why.slice(0, 1).toUpperCase()}${why.slice(1)}`
