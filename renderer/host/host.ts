import type { SamsaClient } from '../../shared/contract/index.ts'
import type { HostLink } from './api.tsx'

/** The page's way to its core. `client` is null until the first connection; a new one comes with each reconnect. */
export interface Host {
  readonly current: () => { readonly client: SamsaClient | null; readonly link: HostLink }
  subscribe(onChange: () => void): void
}

/** Keeps what a transport tells. */
export function createHostState(
  kind: HostLink['kind'],
  retry: () => void,
): Host & { set(state: HostLink['state'], client?: SamsaClient): void } {
  const listeners = new Set<() => void>()
  let client: SamsaClient | null = null
  let link: HostLink = { kind, state: 'connecting', retry }
  return {
    current: () => ({ client, link }),
    subscribe: (onChange) => void listeners.add(onChange),
    set(state, next) {
      client = next ?? client
      link = { kind, state, retry }
      for (const listener of listeners) listener()
    },
  }
}
