import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import type { AppError } from '../../../shared/errors/error.ts'
import type { ViewSource } from '../../../shared/rpc/define.ts'
import type { Profiles } from './profiles.ts'

/** What the connections know about one profile. The same object while nothing changed. */
export type ConnectionStatus = Pick<ProfileCard, 'connection' | 'seen'>

export interface CardNeeds {
  readonly profiles: Profiles
  /** What else the launcher has to tell. */
  readonly notices?: readonly AppError[]
  connectionStatus(id: string): ConnectionStatus
  onConnections(changed: () => void, signal: AbortSignal): void
}

/** The launcher's view: a card per profile. A card keeps its identity while neither profile, secrets nor connection changed. */
export function profileCards({ profiles, notices = [], connectionStatus, onConnections }: CardNeeds): ViewSource<ProfileCard> {
  let cards = new Map<string, { readonly made: readonly unknown[]; readonly card: ProfileCard }>()
  return {
    watch(changed, signal) {
      profiles.onChange(changed, signal)
      onConnections(changed, signal)
    },
    read() {
      const next: typeof cards = new Map()
      for (const [place, profile] of profiles.list().entries()) {
        const secrets = profiles.secretsOf(profile.id)
        const { connection, seen } = connectionStatus(profile.id)
        const made = [profile, place, secrets, connection, seen]
        const known = cards.get(profile.id)
        const same = known?.made.every((part, i) => part === made[i]) === true
        next.set(profile.id, same ? known : { made, card: { ...profile, place, secrets, connection, seen } })
      }
      cards = next
      const { state, problems, asOf } = profiles.state()
      return {
        rows: new Map([...next].map(([id, { card }]) => [id, card])),
        about: {
          state: state === 'failed' ? 'failed' : 'live',
          asOf,
          // The contract caps the list; what is left out shows when the others are gone.
          errors: [...notices, ...problems].slice(0, 100).map(({ code, about }) => ({ code, about })),
          progress: null,
        },
      }
    },
  }
}
