import { useMemo, useState, type ReactNode } from 'react'
import type { SamsaClient } from '../../shared/contract/index.ts'
import { HostProvider, type HostLink } from '../host/api.tsx'
import { createAppStore, type AppStore } from '../state/store.ts'
import '../ui/tokens.css'
import '../ui/base.css'
import { browserCopy, ClipboardContext, type CopyText } from '../ui/clipboard.tsx'
import { ZoneContext } from '../ui/format/zone.tsx'
import { Behaviour } from '../ui/behaviour.tsx'
import type { Feature } from './actions.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { features as allFeatures } from './features.ts'
import { Shell } from './shell.tsx'
import { StoreContext, useAppState } from './store-context.ts'
import { applyKeptPreferences } from './theme.ts'

export interface AppProps {
  readonly client: SamsaClient
  readonly host: HostLink
  /** Tests bring their own. */
  readonly features?: readonly Feature[]
  readonly store?: AppStore
}

// Before the first component is drawn: the page's first paint has the right theme.
if (typeof localStorage !== 'undefined') applyKeptPreferences()

/** The page. */
export function App({ client, host, features = allFeatures, store }: AppProps) {
  const [kept] = useState(() => store ?? createAppStore(localStorage))
  return (
    <Behaviour>
      <StoreContext value={kept}>
        <HostProvider client={client}>
          <Surroundings client={client} host={host}>
            <ErrorBoundary>
              <Shell host={host} features={features} />
            </ErrorBoundary>
          </Surroundings>
        </HostProvider>
      </StoreContext>
    </Behaviour>
  )
}

/** What the design system asks of the app: the clipboard, the time zone. */
function Surroundings({ client, host, children }: { readonly client: SamsaClient; readonly host: HostLink; readonly children: ReactNode }) {
  const zone = useAppState((state) => state.preferences.time)
  const copy = useMemo<CopyText>(() => {
    if (host.kind === 'browser') return browserCopy
    return (text) =>
      client.host.copyText({ text }).then(
        () => true,
        () => browserCopy(text),
      )
  }, [client, host.kind])
  return (
    <ClipboardContext value={copy}>
      <ZoneContext value={zone}>{children}</ZoneContext>
    </ClipboardContext>
  )
}
