import { randomUUID } from 'node:crypto'
import type { Profile, ProfileDraft, Recovery, SecretField, SecretValues } from '../../../shared/contract/profiles.ts'
import type { Keychain } from '../../../shared/desktop-services.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { KafkaConnectionSettings } from '../clients/kafka/kafka-client.ts'
import type { Clock } from '../lib/clock.ts'
import type { DeriveKey } from '../lib/container.ts'
import { nodeFileSystem, type FileSystem } from '../lib/file-system.ts'
import type { Log } from '../lib/log.ts'
import type { Redactor } from '../lib/redact.ts'
import type { Network } from '../network/network.ts'
import { STRAIGHT } from '../network/straight.ts'
import type { PlacesSettings } from '../clients/places.ts'
import type { RegistrySettings } from '../clients/registry/registry-client.ts'
import { connectionSettingsFrom } from './connection-settings.ts'
import { placesFrom } from './places-settings.ts'
import { registryFrom } from './registry-settings.ts'
import { createProfileEdits, type ProfileEdits } from './profile-edits.ts'
import { profilesIn } from './profile-file.ts'
import { openProfileStore, type ProfilesState, type RecoveryChoice } from './profile-store.ts'
import { createSecrets, type SecretStates, type SecretStore } from './secrets.ts'
import { takeIn, type TakenIn } from './take-in.ts'

export interface ProfilesNeeds {
  /** Made and closed to others before (`prepareFolder`). */
  readonly folder: string
  readonly clock: Clock
  readonly keychain: Keychain
  readonly redactor: Redactor
  readonly log: Log
  /** Left out: straight, and the system's authorities alone. */
  readonly network?: Network
  readonly fs?: FileSystem
  readonly platform?: NodeJS.Platform
  readonly newId?: () => string
  /** Tests lower its cost. */
  readonly derive?: DeriveKey
}

/** The profiles of this data folder, and their secrets by reference. */
export interface Profiles extends ProfileEdits {
  list(): readonly Profile[]
  /** Fails with `profile.unknown`. */
  get(id: string): Profile
  state(): ProfilesState
  secretsOf(id: string): SecretStates
  onChange(changed: () => void, signal: AbortSignal): void

  /** With secrets in clear: for the client that connects, and nothing else. Fails with `profile.secretMissing`. */
  connectionSettings(id: string): KafkaConnectionSettings
  /** The same for a draft; secrets that are left out are taken from profile `id`, if there is one. */
  connectionSettingsOf(draft: ProfileDraft, secrets: SecretValues, id?: string | null): KafkaConnectionSettings

  /** Where Mesos and the scheduler are, with secrets in clear; null: Kafka alone. Fails with `profile.secretMissing`. */
  placesSettings(id: string): PlacesSettings | null
  /** The same for places that are not saved; secrets that are left out are taken from profile `id`, if there is one. */
  placesSettingsOf(places: Pick<ProfileDraft, 'mesos' | 'proxy'>, secrets: SecretValues, id: string | null): PlacesSettings | null

  /** Where the schema registry is, with its secret in clear; null: none is named. Fails with `profile.secretMissing`. */
  registrySettings(id: string): RegistrySettings | null
  /** The same for a draft; secrets that are left out are taken from profile `id`, if there is one. */
  registrySettingsOf(draft: ProfileDraft, secrets: SecretValues, id: string | null): RegistrySettings | null

  /** In clear, for a file that is sealed under a pass phrase. Null: there is none. */
  secret(id: string, field: SecretField): string | null
  /** Of something that is no profile: `SETTINGS_SECRETS`. */
  setSecret(id: string, values: SecretValues): Promise<void>
  /** Where secrets are kept, and the pass phrase for it. */
  readonly secretStore: {
    state(): SecretStore
    onChange(changed: () => void, signal: AbortSignal): void
    lock(): Promise<void>
    unlock(passphrase: string): Promise<void>
    keepUnder(passphrase: string): Promise<void>
  }
  /** Profiles of others, all of them in one save or none. Answers their ids. */
  takeIn(items: readonly TakenIn[]): Promise<readonly string[]>

  recovery(): Promise<Recovery>
  recover(choice: RecoveryChoice): Promise<void>
}

/** Under this id the secrets of the settings are kept. */
export const SETTINGS_SECRETS = 'settings'

export async function createProfiles(given: ProfilesNeeds): Promise<Profiles> {
  const needs = { fs: nodeFileSystem, platform: process.platform, newId: (): string => randomUUID(), ...given }
  const { network = STRAIGHT } = needs
  const store = await openProfileStore(needs)
  const secrets = await createSecrets(needs)
  const { state, problems } = store.state()
  if (problems.length > 0) needs.log.warn('The profiles have problems', { state, problems })
  // Only with everything readable: a damaged profile's secrets are not orphans.
  if (state === 'ready' && problems.length === 0) {
    await secrets.keepOnly(new Set([SETTINGS_SECRETS, ...profilesIn(store.entries()).map((p) => p.id)])).catch(() => undefined)
  }
  const locked = (): readonly AppError[] => {
    const why = secrets.locked()
    // What a pass phrase opens is asked for, not complained of.
    return why === null || secrets.store().kind === 'passphrase' || secrets.canUnlock()
      ? []
      : [new AppError('profile.secretsLocked', { why })]
  }
  const opened =
    (id: string | null) =>
    (field: SecretField): string | null =>
      id === null ? null : secrets.open(id, field)
  /** As just written, else as kept for profile `id`. An empty one is to be forgotten. */
  const written = (values: SecretValues, id: string | null): ((field: SecretField) => string | null) => {
    for (const value of Object.values(values)) if (value) needs.redactor.learn(value)
    return (field) => (values[field] === undefined ? opened(id)(field) : values[field] || null)
  }
  // As long as this core runs.
  secrets.onStore(store.tell, new AbortController().signal)
  return {
    ...createProfileEdits(store, secrets, needs.clock, needs.newId),
    list: () => profilesIn(store.entries()),
    get: store.find,
    state: () => ({ ...store.state(), problems: [...store.state().problems, ...locked()] }),
    secretsOf: secrets.stateOf,
    onChange: store.onChange,
    connectionSettings: (id) => connectionSettingsFrom(store.find(id), id, opened(id), network),
    placesSettings: (id) => placesFrom(store.find(id), id, opened(id), network),
    registrySettings: (id) => registryFrom(store.find(id), id, opened(id), network),
    placesSettingsOf: (places, values, id) => placesFrom(places, id ?? 'new', written(values, id), network),
    connectionSettingsOf: (draft, values, id = null) => connectionSettingsFrom(draft, id ?? draft.name, written(values, id), network),
    registrySettingsOf: (draft, values, id) => registryFrom(draft, id ?? draft.name, written(values, id), network),
    secret: secrets.open,
    setSecret: (id, values) => secrets.set(id, values).then(store.tell),
    secretStore: {
      state: secrets.store,
      onChange: secrets.onStore,
      lock: secrets.lock,
      unlock: secrets.unlock,
      keepUnder: secrets.keepUnder,
    },
    takeIn: (items) => takeIn({ store, secrets, now: () => needs.clock.wall(), newId: needs.newId }, items),
    recovery: store.recovery,
    recover: store.recover,
  }
}
