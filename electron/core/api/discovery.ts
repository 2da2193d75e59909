import type { DiscoveryHop, DiscoveryInput } from '../../../shared/contract/discovery.ts'
import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'

export interface DiscoveryApiNeeds {
  discover(input: DiscoveryInput, signal: AbortSignal): AsyncIterable<DiscoveryHop>
}

export const discoveryHandlers = ({ discover }: DiscoveryApiNeeds): Handlers<SamsaContract>['discovery'] => ({
  hops: (input, { signal }) => discover(input, signal),
})
