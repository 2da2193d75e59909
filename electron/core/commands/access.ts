import type { AccessRow } from '../../../shared/contract/access.ts'
import type { AccessLevel, Profile } from '../../../shared/contract/profiles.ts'
import { AppError, describeError } from '../../../shared/errors/error.ts'
import type { ViewSource } from '../../../shared/rpc/define.ts'
import { createChanges } from '../lib/changes.ts'
import type { Clock } from '../lib/clock.ts'

export const UNLOCK_MS = 15 * 60_000
/** A difference between the clocks larger than this is a sleep, or somebody who set the clock. */
const JUMP_MS = 10_000
const LOOK_EVERY_MS = 5_000

export interface AccessNeeds {
  readonly clock: Clock
  readonly profiles: {
    list(): readonly Profile[]
    /** Fails with `profile.unknown`. */
    get(id: string): Profile
    onChange(changed: () => void, signal: AbortSignal): void
  }
  /** A profile that is marked never to be unlocked. */
  /** How long an unlock lasts; at most `UNLOCK_MS`. */
  readonly unlockMs?: () => number
  readonly neverUnlock: (profile: Profile) => boolean
  /** The refusal for a profile through which an administrator allows no change; null: he does. */
  readonly refused?: (profile: Profile) => AppError | null
  /** On the disk before the unlock holds. */
  readonly note: (profile: Profile, what: 'unlock' | 'lock', reason: string | null) => Promise<void>
  readonly signal: AbortSignal
}

export interface Access {
  level(profile: string): AccessLevel
  /** Fails with `access.observe` where nothing can be changed. */
  check(profile: string): Exclude<AccessLevel, 'observe'>
  /** Why it was unlocked: the reason of everything that is done until it ends. Null: none was given, or it needed no unlock. */
  reason(profile: string): string | null
  unlock(profile: string, typed: string, reason: string | null): Promise<void>
  /** Null: all of them. */
  lock(profile: string | null): Promise<void>
  rows(): ViewSource<AccessRow>
}

interface Unlocked {
  /** Monotonic ms. */
  readonly ends: number
  readonly until: number
  /** Wall minus monotonic clock then. */
  readonly offset: number
  readonly environment: Profile['environment']
  readonly base: AccessLevel
  readonly reason: string | null
}

/** What holds without an unlock: a production profile starts in Observe, whatever else is written in it (E-03). */
export const baseLevel = ({ environment, access }: Profile): AccessLevel => (environment === 'production' ? 'observe' : access)

export function createAccess({
  clock,
  profiles,
  neverUnlock,
  unlockMs = () => UNLOCK_MS,
  refused = () => null,
  note,
  signal,
}: AccessNeeds): Access {
  const changes = createChanges()
  const unlocked = new Map<string, Unlocked>()
  let memo = new Map<string, { readonly made: readonly unknown[]; readonly row: AccessRow }>()
  let cancel = (): void => {}
  signal.addEventListener('abort', () => cancel(), { once: true })

  const holds = (id: string): Unlocked | null => {
    const found = unlocked.get(id)
    if (found === undefined) return null
    const jumped = Math.abs(clock.wall() - clock.now() - found.offset) > JUMP_MS
    const profile = profiles.list().find((p) => p.id === id)
    const same = profile !== undefined && profile.environment === found.environment && baseLevel(profile) === found.base
    if (clock.now() < found.ends && !jumped && same && !neverUnlock(profile)) return found
    unlocked.delete(id)
    return null
  }
  const levelOf = (profile: Profile): AccessLevel => {
    if (refused(profile) !== null) return 'observe'
    const base = baseLevel(profile)
    return base === 'observe' && holds(profile.id) !== null ? 'guarded' : base
  }
  /** Unlocks end by themselves; a page that looks on sees it within moments. */
  const look = (): void => {
    cancel()
    const before = unlocked.size
    for (const id of [...unlocked.keys()]) holds(id)
    if (unlocked.size !== before) changes.tell()
    const next = Math.min(LOOK_EVERY_MS, ...[...unlocked.values()].map(({ ends }) => Math.max(0, ends - clock.now())))
    if (unlocked.size > 0 && !signal.aborted) cancel = clock.after(next, look)
  }
  profiles.onChange(() => {
    look()
    changes.tell()
  }, signal)

  return {
    level: (id) => levelOf(profiles.get(id)),
    check(id) {
      const profile = profiles.get(id)
      const level = levelOf(profile)
      if (level !== 'observe') return level
      throw refused(profile) ?? new AppError('access.observe', { profile: profile.name, never: neverUnlock(profile) })
    },
    reason: (id) => holds(id)?.reason ?? null,
    async unlock(id, typed, reason) {
      const profile = profiles.get(id)
      const refusal = refused(profile)
      if (refusal !== null) throw refusal
      if (neverUnlock(profile)) throw new AppError('access.neverUnlock', { profile: profile.name })
      if (typed !== profile.name) throw new AppError('access.wrongName', { profile: profile.name })
      if (baseLevel(profile) !== 'observe') return
      await note(profile, 'unlock', reason)
      const [wall, now] = [clock.wall(), clock.now()]
      const { environment } = profile
      const base = baseLevel(profile)
      const lasts = Math.min(UNLOCK_MS, unlockMs())
      unlocked.set(id, { ends: now + lasts, until: wall + lasts, offset: wall - now, environment, base, reason })
      look()
      changes.tell()
    },
    async lock(id) {
      const ending = [...unlocked.keys()].filter((each) => id === null || each === id)
      for (const each of ending) unlocked.delete(each)
      look()
      changes.tell()
      // It is locked whether or not that can be written.
      for (const profile of profiles.list()) {
        if (ending.includes(profile.id)) await note(profile, 'lock', null).catch(() => undefined)
      }
    },
    rows: () => ({
      watch: changes.listen,
      read: () => ({ rows: rowsOf(), about: { state: 'live', asOf: null, errors: [], progress: null } }),
    }),
  }

  function rowsOf(): ReadonlyMap<string, AccessRow> {
    const next: typeof memo = new Map()
    for (const profile of profiles.list()) {
      const made = [profile, holds(profile.id)]
      const known = memo.get(profile.id)
      const same = known?.made.every((part, i) => part === made[i]) === true
      next.set(profile.id, same ? known : { made, row: rowOf(profile) })
    }
    memo = next
    return new Map([...next].map(([id, { row }]) => [id, row]))
  }

  function rowOf(profile: Profile): AccessRow {
    const refusal = refused(profile)
    const base = refusal === null ? baseLevel(profile) : 'observe'
    const never = refusal !== null || neverUnlock(profile)
    const marked = neverUnlock(profile) ? 'This profile is marked never to be unlocked.' : null
    const why = refusal === null ? (base === 'observe' ? marked : null) : sentenceOf(refusal)
    const until = holds(profile.id)?.until ?? null
    const canUnlock = base === 'observe' && !never
    return { profile: profile.id, level: levelOf(profile), base, until, canUnlock, why, shortName: profile.name }
  }
}

function sentenceOf(refusal: AppError): string {
  const { cause, remedy } = describeError(refusal)
  return `${cause} ${remedy}`
}
