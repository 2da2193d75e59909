import { join } from 'node:path'
import { SecretField, type SecretState, type SecretValues } from '../../../shared/contract/profiles.ts'
import type { Keychain } from '../../../shared/desktop-services.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { createChanges } from '../lib/changes.ts'
import type { DeriveKey } from '../lib/container.ts'
import type { FileNeeds } from '../lib/files.ts'
import { openGenerations } from '../lib/generations.ts'
import { createInOrder } from '../lib/in-order.ts'
import type { Log } from '../lib/log.ts'
import type { Redactor } from '../lib/redact.ts'
import { unwrapByPassphrase, wrapByPassphrase } from './passphrase-key.ts'
import { seal, unseal } from './sealing.ts'
import {
  makeDataKey,
  openSecrets,
  SECRETS_MAGIC,
  SECRETS_VERSION,
  writeSecrets,
  type DataKey,
  type HeldSecrets,
  type SealedOfProfile,
  type WrappedKey,
} from './secrets-file.ts'

export type SecretStates = Readonly<Record<SecretField, SecretState>>

/**
 * Secrets by reference: profile id and field. In memory they are sealed too, and opened when a connection is made. On disk they are
 * only where the OS keychain wraps the key they are sealed under; else they are gone when Samsa quits.
 */
export interface Secrets {
  /** The same object while nothing changed. */
  stateOf(profile: string): SecretStates
  /** In clear. Null: not there, or not to be opened. */
  open(profile: string, field: SecretField): string | null
  /** Fields left out stay; empty ones are forgotten. Answers what was there before, still sealed, for `putBack`. */
  set(profile: string, values: SecretValues): Promise<SealedOfProfile>
  copy(from: string, to: string): Promise<void>
  /** Answers what was forgotten, still sealed, for `putBack`. */
  forget(profile: string): Promise<SealedOfProfile>
  putBack(profile: string, sealed: SealedOfProfile): Promise<void>
  /** Forgets those of profiles that are no more. */
  keepOnly(profiles: ReadonlySet<string>): Promise<void>
  /** Why kept secrets cannot be used now; null: they can. The file stays as it is. */
  locked(): string | null
  /** Whether `unlock` may open them. */
  canUnlock(): boolean
  store(): SecretStore
  onStore(changed: () => void, signal: AbortSignal): void
  /** Drops the data key: what is kept asks for the keychain or the pass phrase again, what is in memory alone is gone (C-12). */
  lock(): Promise<void>
  /** Opens what is sealed under a pass phrase, or after `lock` by the keychain, which needs none; what was entered meanwhile is kept with it. Fails with `secrets.passphrase`. */
  unlock(passphrase: string): Promise<void>
  /** From now on secrets are kept under it. Fails with `core.notSupported` where a keychain or another lock has them. */
  keepUnder(passphrase: string): Promise<void>
}

/** Where secrets are kept. `memory`: gone when Samsa quits. */
export interface SecretStore {
  readonly kind: 'keychain' | 'passphrase' | 'memory'
  readonly locked: boolean
}

export interface SecretsNeeds extends FileNeeds {
  readonly folder: string
  readonly keychain: Keychain
  readonly redactor: Redactor
  readonly log: Log
  /** Tests lower its cost. */
  readonly derive?: DeriveKey
}

export async function createSecrets(needs: SecretsNeeds): Promise<Secrets> {
  const { clock, keychain, redactor } = needs
  const generations = await openGenerations({
    ...needs,
    path: join(needs.folder, 'secrets.json'),
    magic: SECRETS_MAGIC,
    schemaVersion: SECRETS_VERSION,
  })
  const { found } = generations
  const opened = found.payload === undefined || found.state === 'newer' ? null : openSecrets(found.payload, keychain)
  let locked = found.state === 'newer' ? 'secrets.json was written by a newer Samsa' : opened?.ok === false ? opened.why : null
  if (locked !== null) needs.log.warn('Kept secrets cannot be opened; they are asked for again', { why: locked })
  if (found.state === 'older' || found.state === 'unreadable')
    needs.log.warn('secrets.json was damaged', { why: found.why, kept: found.kept })

  // A locked file is never written: what is entered now stays in memory, under a key that is never written either.
  let dataKey: DataKey = opened?.ok ? opened.dataKey : makeDataKey(locked === null ? keychain : { available: false, why: locked })
  let held: ReadonlyMap<string, SealedOfProfile> = opened?.ok ? opened.secrets : new Map()

  // The same answer while nothing changed, which is how views find what did.
  const states = new WeakMap<SealedOfProfile, { readonly kept: Kept; readonly states: SecretStates }>()
  const inOrder = createInOrder()
  const changes = createChanges()
  let asks: Asked | undefined = opened?.ok === false ? opened.asks : undefined

  const commit = async (next: ReadonlyMap<string, SealedOfProfile>): Promise<void> => {
    if (dataKey.wrapped !== null) await generations.save(writeSecrets(dataKey.wrapped, next))
    held = next
  }

  /** What it becomes is worked out when its turn comes. */
  const change = (profile: string, become: (now: SealedOfProfile) => SealedOfProfile): Promise<void> =>
    inOrder(() => {
      const next = new Map(held)
      const sealed = become(held.get(profile) ?? {})
      if (Object.keys(sealed).length === 0) next.delete(profile)
      else next.set(profile, sealed)
      return commit(next)
    })

  /** All that is held, under another key. */
  const underKey = (key: Buffer, others: HeldSecrets): HeldSecrets => {
    const next = new Map(others)
    for (const profile of held.keys()) {
      const own = { ...next.get(profile) }
      for (const field of SecretField.options) {
        const text = open(profile, field)
        if (text !== null) own[field] = seal(key, profile, field, text, held.get(profile)?.[field]?.changedAt ?? clock.wall())
      }
      next.set(profile, own)
    }
    return next
  }

  const open = (profile: string, field: SecretField): string | null => {
    const sealed = held.get(profile)?.[field]
    const text = sealed === undefined ? null : unseal(dataKey.key, profile, field, sealed)
    if (text !== null) redactor.learn(text)
    return text
  }

  const merged = (profile: string, now: SealedOfProfile, values: SecretValues): SealedOfProfile => {
    const sealed = { ...now }
    for (const field of SecretField.options) {
      const value = values[field]
      if (value === undefined) continue
      if (value === '') delete sealed[field]
      else sealed[field] = seal(dataKey.key, profile, field, value, clock.wall())
      redactor.learn(value)
    }
    return sealed
  }

  const keyOf = async ({ key, secrets }: Asked, passphrase: string): Promise<Buffer | null> => {
    if ('kdf' in key) {
      redactor.learn(passphrase)
      return unwrapByPassphrase(key, passphrase, needs.derive)
    }
    const again = openSecrets(writeSecrets(key, secrets), keychain)
    if (again.ok) return again.dataKey.key
    throw new AppError('core.notSupported', { what: 'Unlocking', why: again.why })
  }

  const isUnder = (): boolean => dataKey.wrapped?.backend === 'passphrase'
  return {
    locked: () => locked,
    canUnlock: () => locked !== null && asks !== undefined,
    store: () => ({
      kind:
        locked !== null && asks
          ? 'kdf' in asks.key
            ? 'passphrase'
            : 'keychain'
          : dataKey.wrapped === null
            ? 'memory'
            : isUnder()
              ? 'passphrase'
              : 'keychain',
      locked: locked !== null,
    }),
    onStore: changes.listen,
    lock: () =>
      inOrder(async () => {
        if (locked !== null) return
        const { wrapped } = dataKey
        dataKey.key.fill(0)
        // What is entered while it is locked stays in memory, under a key that is never written.
        dataKey = makeDataKey({ available: false, why: '' })
        if (wrapped !== null) {
          asks = { key: wrapped, secrets: held }
          locked = LOCKED
        }
        held = new Map()
        changes.tell()
      }),
    unlock: (passphrase) =>
      inOrder(async () => {
        if (locked === null) return
        if (!asks) throw new AppError('core.notSupported', { what: 'Unlocking by a pass phrase', why: locked })
        const key = await keyOf(asks, passphrase)
        if (key === null) throw new AppError('secrets.passphrase', {})
        const next = underKey(key, asks.secrets)
        if (held.size > 0) await generations.save(writeSecrets(asks.key, next))
        dataKey = { key, wrapped: asks.key }
        held = next
        locked = null
        changes.tell()
      }),
    keepUnder: (passphrase) =>
      inOrder(async () => {
        if (locked !== null)
          throw new AppError('core.notSupported', { what: 'Another pass phrase', why: `Kept secrets are locked: ${locked}.` })
        if (dataKey.wrapped !== null && !isUnder())
          throw new AppError('core.notSupported', { what: 'A pass phrase', why: 'This computer’s keychain seals the secrets.' })
        redactor.learn(passphrase)
        const wrapped = await wrapByPassphrase(dataKey.key, passphrase, needs.derive)
        await generations.save(writeSecrets(wrapped, held))
        dataKey = { key: dataKey.key, wrapped }
        changes.tell()
      }),
    open,
    stateOf(profile) {
      const sealed = held.get(profile)
      if (sealed === undefined) return NONE
      const kept = dataKey.wrapped === null ? 'memory' : isUnder() ? 'passphrase' : 'keychain'
      const known = states.get(sealed)
      if (known?.kept === kept) return known.states
      const made = { kept, states: statesOf(sealed, kept) } as const
      states.set(sealed, made)
      return made.states
    },
    async set(profile, values) {
      const before = held.get(profile) ?? {}
      const nothing = SecretField.options.every((f) => values[f] === undefined || (values[f] === '' && before[f] === undefined))
      if (!nothing) await change(profile, (now) => merged(profile, now, values))
      return before
    },
    async copy(from, to) {
      const clear = SecretField.options.flatMap((field) => {
        const text = open(from, field)
        return text === null ? [] : [[field, text] as const]
      })
      if (clear.length > 0) await change(to, (now) => merged(to, now, Object.fromEntries(clear)))
    },
    async forget(profile) {
      const sealed = held.get(profile)
      if (sealed === undefined) return {}
      await change(profile, () => ({}))
      return sealed
    },
    putBack: (profile, sealed) => change(profile, () => sealed),
    keepOnly: (profiles) =>
      inOrder(async () => {
        const next = new Map([...held].filter(([id]) => profiles.has(id)))
        if (next.size < held.size) await commit(next)
      }),
  }
}

/** Why kept secrets cannot be used after `lock`. */
const LOCKED = 'Samsa was locked'

/** What is sealed and waits for its key. */
interface Asked {
  readonly key: WrappedKey
  readonly secrets: HeldSecrets
}

const NONE: SecretStates = statesOf({}, 'memory')

type Kept = Exclude<SecretState['kept'], 'no'>

function statesOf(sealed: SealedOfProfile, kept: Kept): SecretStates {
  const stateOf = (field: SecretField): SecretState => {
    const changedAt = sealed[field]?.changedAt
    return changedAt === undefined ? { kept: 'no', changedAt: null } : { kept, changedAt }
  }
  return {
    saslPassword: stateOf('saslPassword'),
    tlsKey: stateOf('tlsKey'),
    tlsKeyPassphrase: stateOf('tlsKeyPassphrase'),
    mesosPassword: stateOf('mesosPassword'),
    marathonPassword: stateOf('marathonPassword'),
    schedulerPassword: stateOf('schedulerPassword'),
    registryPassword: stateOf('registryPassword'),
    proxyPassword: stateOf('proxyPassword'),
  }
}
