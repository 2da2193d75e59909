import type { ProfileDraft } from '../../../shared/contract/profiles.ts'

type ReachingOut = Pick<ProfileDraft, 'bootstrap' | 'addressMap' | 'mesos' | 'schemaRegistry' | 'proxy'>

/** Every address that a profile would talk to, of brokers as `host:port`, of others as a URL. */
export function hostsOf({ bootstrap, addressMap, mesos, schemaRegistry, proxy }: ReachingOut): string[] {
  const places = [...(mesos === null ? [] : [...mesos.masters, mesos.marathon?.url, mesos.scheduler?.url]), schemaRegistry?.url]
  const through = proxy.use === 'manual' ? [proxy.address] : []
  return [
    ...new Set([...bootstrap, ...through, ...addressMap.map(({ to }) => to), ...places.filter((place) => place !== undefined)]),
  ].slice(0, 400)
}
