import type { AddressMapEntry } from '../../../shared/contract/profiles.ts'
import { printAddress, type Address } from '../clients/kafka/address-map.ts'

const firstLabel = (host: string): string => host.split('.')[0]?.toLowerCase() ?? ''
const same = (a: Address, b: Address): boolean => a.host.toLowerCase() === b.host.toLowerCase() && a.port === b.port

/**
 * Where a broker might answer whose advertised address does not: on its own port at a host that the user reaches already (port
 * forwarding, a name that only resolves inside), the likeliest first. Addresses of other brokers are none of them.
 */
export function candidatesFor(broker: Address, reachedHosts: readonly string[], otherBrokers: readonly Address[]): readonly Address[] {
  return [...new Set(reachedHosts)]
    .map((host) => ({ host, port: broker.port }))
    .filter((c) => !same(c, broker) && !otherBrokers.some((other) => same(other, c)))
    .sort((a, b) => Number(alike(b, broker)) - Number(alike(a, broker)))
}

/** `kafka-1.internal` and `kafka-1.example.org` are likely the same machine. */
const alike = (a: Address, b: Address): boolean => firstLabel(a.host) === firstLabel(b.host)

/**
 * The entry to offer, of those candidates that do answer; null when more than one could be meant and none is alike: a broker mapped
 * to another one's address would show wrong figures, which is worse than none.
 */
export function suggestionFor(broker: Address, answering: readonly Address[]): AddressMapEntry | null {
  const chosen = answering.length === 1 ? answering[0] : answering.filter((a) => alike(a, broker))[0]
  return chosen === undefined ? null : { from: printAddress(broker), to: printAddress(chosen) }
}
