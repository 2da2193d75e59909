import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react'
import type { SamsaClient } from '../../shared/contract/index.ts'
import { describeError } from '../../shared/errors/error.ts'
import { toAppError } from './app-error.ts'
import { calmFrame, watchMovement } from './calm.ts'
import { animationFrame } from './view-store.ts'
import { createViewStores, type ViewStores } from './view-stores.ts'

/** How the page reaches its core, as the frame shows it. `refused`: this page's session is over and needs a new link. */
export interface HostLink {
  readonly kind: 'desktop' | 'browser'
  readonly state: 'connecting' | 'open' | 'lost' | 'refused'
  /** Tries at once instead of at the next planned time. */
  retry(): void
}

interface HostContextValue {
  readonly client: SamsaClient
  readonly views: ViewStores
}

const HostContext = createContext<HostContextValue | null>(null)

/** Gives everything below it the client. A new `client` (after a reconnect) starts views and queries again; what is shown stays. */
export function HostProvider({ client, children }: { readonly client: SamsaClient; readonly children: ReactNode }): ReactNode {
  const [views] = useState(() => createViewStores(client, calmFrame(animationFrame, watchMovement(document))))
  const [queries] = useState(createQueries)
  const before = useRef(client)
  useEffect(() => {
    if (before.current === client) return
    before.current = client
    views.useClient(client)
    void queries.invalidateQueries()
  }, [client, views, queries])
  return (
    <HostContext.Provider value={{ client, views }}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </HostContext.Provider>
  )
}

export const useClient = (): SamsaClient => useHost().client

export function useHost(): HostContextValue {
  const value = useContext(HostContext)
  if (!value) throw new Error('There is no HostProvider above this component')
  return value
}

/** Answers stay fresh until a command disturbs their subject; only errors that say so are asked again, once. */
function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        // The core is on this machine: the browser's opinion about the internet says nothing about it.
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (count, error) => count < 1 && describeError(toAppError(error, 'query')).retry === 'now',
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
