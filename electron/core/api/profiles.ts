import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { ProbeStep, ProfileDraft, SecretValues } from '../../../shared/contract/profiles.ts'
import type { AppError } from '../../../shared/errors/error.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { profileCards, type ConnectionStatus } from '../profiles/cards.ts'
import type { Kept } from '../profiles/kept.ts'
import type { Profiles } from '../profiles/profiles.ts'

export interface ProfilesApiNeeds {
  readonly profiles: Profiles
  readonly notices?: readonly AppError[]
  /** Narrow on purpose: what the launcher needs of the connections. */
  readonly connections: {
    connect(id: string): Promise<void> | void
    disconnect(id: string): Promise<void> | void
    retryNow(id: string): Promise<void> | void
    /** The same object while nothing changed. */
    status(id: string): ConnectionStatus
    onChange(changed: () => void, signal: AbortSignal): void
  }
  /** Unsaved forms and the like go with their profile, and come back with it. */
  readonly kept: Pick<Kept, 'setAside' | 'putBack'>
  probe(input: { id: string | null; draft: ProfileDraft; secrets: SecretValues }, signal: AbortSignal): AsyncIterable<ProbeStep>
}

export const profilesHandlers = ({
  profiles,
  notices,
  connections,
  kept,
  probe,
}: ProfilesApiNeeds): Handlers<SamsaContract>['profiles'] => ({
  list: () =>
    profileCards({ profiles, ...(notices ? { notices } : {}), connectionStatus: connections.status, onConnections: connections.onChange }),
  create: async ({ draft, secrets }) => ({ id: await profiles.create(draft, secrets) }),
  update: ({ id, draft, secrets }) => done(profiles.update(id, draft, secrets)),
  duplicate: async ({ id }) => ({ id: await profiles.duplicate(id) }),
  async remove({ id }) {
    await profiles.remove(id)
    // If this fails it is forgotten at the next start.
    await kept.setAside(id).catch(() => undefined)
    await connections.disconnect(id)
    return {}
  },
  async restore({ id }) {
    await profiles.restore(id)
    await kept.putBack(id).catch(() => undefined)
    return {}
  },
  arrange: ({ id, folder, before }) => done(profiles.arrange(id, folder, before)),
  setSecrets: ({ id, secrets }) => done(profiles.setSecrets(id, secrets)),
  probe: (input, { signal }) => probe(input, signal),
  connect: ({ id }) => done(connections.connect(id)),
  disconnect: ({ id }) => done(connections.disconnect(id)),
  retryNow: ({ id }) => done(connections.retryNow(id)),
  recovery: () => profiles.recovery(),
  recover: (choice) => done(profiles.recover(choice)),
})

async function done(act: Promise<unknown> | void): Promise<Record<string, never>> {
  await act
  return {}
}
