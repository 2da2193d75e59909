import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { PLACE_KEY } from '../../shared/contract/host.ts'
import type { SamsaClient } from '../../shared/contract/index.ts'
import { HostProvider, type HostLink } from '../host/api.tsx'
import { useKeptByHost, type KeptByHost } from '../host/kept.ts'
import { createAppStore } from '../state/store.ts'
import { currentPath } from '../state/tabs.ts'
import '../ui/tokens.css'
import '../ui/base.css'
import { browserCopy, ClipboardContext, type CopyText } from '../ui/clipboard.tsx'
import { forThisPage, KeptContext } from '../ui/kept.ts'
import { ZoneContext } from '../ui/format/zone.tsx'
import { Behaviour } from '../ui/behaviour.tsx'
import type { Feature } from './actions.ts'
import { goToAddress } from './address.ts'
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
}

// Before the first component is drawn: the page's first paint has the right theme.
if (typeof localStorage !== 'undefined') applyKeptPreferences()

/** The page. */
export function App(props: AppProps) {
  // Nothing is drawn for the few milliseconds that the answer takes: what was kept decides what is drawn.
  const kept = useKeptByHost(props.client, forThisPage)
  return kept && <Page {...props} kept={kept} />
}

function Page({ client, host, features = allFeatures, kept }: AppProps & { readonly kept: KeptByHost }) {
  const [store] = useState(() => {
    const made = createAppStore(kept)
    goToAddress(made, kept.getItem(PLACE_KEY))
    return made
  })
  useEffect(() => store.subscribe((state) => kept.setItem(PLACE_KEY, currentPath(state))), [store, kept])
  return (
    <Behaviour>
      <KeptContext value={kept}>
        <StoreContext value={store}>
          <HostProvider client={client}>
            <Surroundings client={client} host={host}>
              <ErrorBoundary>
                <Shell host={host} features={features} />
              </ErrorBoundary>
            </Surroundings>
          </HostProvider>
        </StoreContext>
      </KeptContext>
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
