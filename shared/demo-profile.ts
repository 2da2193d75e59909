import type { SamsaHandlers } from './contract/index.ts'
import { noPlaces } from './contract/mesos-places.ts'
import type { ProfileDraft } from './contract/profiles.ts'

const NAME = 'Demo cluster'

/**
 * For `npm run demo`: makes the profile of the demo cluster, or moves it to the addresses of this run, and connects it. Does only what a
 * user could do through the same handlers, and touches no other profile.
 * @param addresses `host:port` of brokers, `http://host:port` of Mesos masters
 */
export async function openDemoProfile(handlers: Pick<SamsaHandlers, 'profiles'>, addresses: readonly string[]): Promise<void> {
  const masters = addresses.filter((address) => address.startsWith('http'))
  const context = { signal: new AbortController().signal }
  const draft: ProfileDraft = {
    name: NAME,
    environment: 'test',
    // It is there to be tried out: what is broken in it comes back with the next start.
    access: masters.length > 0 ? 'open' : 'observe',
    bootstrap: addresses.filter((address) => !masters.includes(address)),
    security: { tls: null, sasl: null },
    addressMap: [],
    clientId: '',
    brokerVersion: null,
    zooKeeperGroups: [],
    schemaRegistry: null,
    proxy: { use: 'settings' },
    mesos: masters.length > 0 ? { ...noPlaces, masters } : null,
    notes: 'Made by the demo. Its cluster lives as long as the demo runs.',
  }
  const { rows } = handlers.profiles.list({}, context).read()
  const existing = [...rows.values()].find((profile) => profile.name === NAME)
  if (!existing) {
    const { id } = await handlers.profiles.create({ draft, secrets: {} }, context)
    await handlers.profiles.connect({ id }, context)
    return
  }
  const { id } = existing
  await handlers.profiles.update({ id, draft, secrets: {} }, context)
  await handlers.profiles.connect({ id }, context)
}
