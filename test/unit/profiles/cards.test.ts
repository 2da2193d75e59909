import { describe, expect, it } from 'vitest'
import { createChanges } from '../../../electron/core/lib/changes.ts'
import { profileCards, type ConnectionStatus } from '../../../electron/core/profiles/cards.ts'
import { ProfileCard } from '../../../shared/contract/profiles.ts'
import { draft } from '../../support/profile-draft.ts'
import { openProfiles } from '../../support/profile-store.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const off: ConnectionStatus['connection'] = { state: 'off', error: null, attempt: null, nextAt: null, since: null }

describe('the launcher’s cards', () => {
  it('fit the contract, keep identity while nothing changed, and change alone', async () => {
    const { profiles } = await openProfiles(await tempFolder())
    const a = await profiles.create(draft({ name: 'a' }), { saslPassword: 'x' })
    const b = await profiles.create(draft({ name: 'b' }), {})
    const statuses = new Map<string, ConnectionStatus>([
      [a, { connection: off, seen: null }],
      [b, { connection: off, seen: null }],
    ])
    const connections = createChanges()
    const source = profileCards({
      profiles,
      connectionStatus: (id) => statuses.get(id) ?? { connection: off, seen: null },
      onConnections: connections.listen,
    })
    const first = source.read().rows
    for (const card of first.values()) ProfileCard.parse(card)
    expect(source.read().rows.get(a)).toBe(first.get(a))

    statuses.set(a, { connection: { ...off, state: 'live', since: 5 }, seen: null })
    const second = source.read().rows
    expect(second.get(a)).toMatchObject({ connection: { state: 'live' }, secrets: { saslPassword: { kept: 'keychain' } } })
    expect(second.get(b)).toBe(first.get(b))

    await profiles.setSecrets(b, { saslPassword: 'y' })
    const third = source.read().rows
    expect(third.get(b)).not.toBe(second.get(b))
    expect(third.get(a)).toBe(second.get(a))
  })

  it('tells of changes of profiles and of connections, until the page leaves', async () => {
    const { profiles } = await openProfiles(await tempFolder())
    const connections = createChanges()
    const source = profileCards({ profiles, connectionStatus: () => ({ connection: off, seen: null }), onConnections: connections.listen })
    const leave = new AbortController()
    let told = 0
    source.watch(() => (told += 1), leave.signal)
    await profiles.create(draft(), {})
    connections.tell()
    expect(told).toBe(2)
    leave.abort()
    connections.tell()
    await profiles.create(draft(), {})
    expect(told).toBe(2)
  })
})
