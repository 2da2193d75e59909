import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ProfileCard } from '../../shared/contract/profiles.ts'
import { clusterPath } from '../../shared/links.ts'
import { useClient, type HostLink } from '../host/api.tsx'
import { useView } from '../host/hooks.ts'
import { activeTab, currentPath, HOME } from '../state/tabs.ts'
import { en } from '../text/en.ts'
import { errorText } from '../text/errors.ts'
import { toAppError } from '../host/app-error.ts'
import { mayChange } from './access/may-change.ts'
import { UnlockDialog } from './access/unlock-dialog.tsx'
import {
  AppContext,
  KeyboardContext,
  MayChangeContext,
  PlaceContext,
  TabsContext,
  type Action,
  type ActionContext,
  type App,
  type Feature,
  type Place,
} from './actions.ts'
import { ExplainLayer } from './explain.tsx'
import { followAddress } from './address.ts'
import { ChangeLayer, useChanging } from './changes/layer.tsx'
import { useOpenedPlaces } from './frame/alert-bell.tsx'
import { FormLayer, placeWithForm } from './form-layer.tsx'
import { ClusterFrame } from './frame/cluster-frame.tsx'
import { LinkBanner } from './frame/link-banner.tsx'
import { StartFrame } from './frame/start-frame.tsx'
import { GlossaryDialog } from './glossary-dialog.tsx'
import { goActions } from './go-actions.ts'
import { createKeys, type KeyBinding } from './keys.ts'
import { useOutside } from './outside.ts'
import { Palette } from './palette/palette.tsx'
import { useGlobals, type Layer } from './use-globals.ts'
import { useRemapped } from './use-keyboard.ts'
import { useFindRoute } from './places.ts'
import { cardOfRecording } from './recording-card.ts'
import { ReportDialog } from './report/report-dialog.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { useAppState, useAppStore } from './store-context.ts'
import { followSystem } from './theme.ts'
import { timeActions } from './time/actions.ts'
import { atOf, keepingAt } from './time/at.ts'
import { TimeLayers } from './time/layers.tsx'
import { useOffline } from './time/use-offline.ts'
import { useTime } from './time/use-time.ts'
import { Toasts } from './toasts.tsx'

const none = {}

/** Everything on the page: the frame, the screen in it, and the layers above. */
export function Shell({ host, features }: { readonly host: HostLink; readonly features: readonly Feature[] }) {
  const store = useAppStore()
  const cluster = useAppState((state) => state.cluster)
  const path = useAppState((state) => (state.cluster === null ? state.start : (activeTab(state.byCluster[state.cluster])?.path ?? HOME)))
  const tab = useAppState((state) => (state.cluster === null ? null : (activeTab(state.byCluster[state.cluster])?.id ?? null)))
  const profiles = useView('profiles', 'list', none)
  const recordings = useView('recordings', 'list', none)
  const recording = cluster === null ? undefined : recordings.byKey.get(cluster)
  const recordedCard = useMemo(() => (recording ? cardOfRecording(recording) : null), [recording])
  const profile = cluster === null ? null : (profiles.byKey.get(cluster) ?? recordedCard)
  const reading = useView('cluster', 'reading', cluster === null ? null : { cluster, at: 'live' }).rows[0] ?? null
  const access = useView('access', 'state', none).byKey.get(cluster ?? '') ?? null
  const [layer, setLayer] = useState<Layer>('none')
  const [word, setWord] = useState('')
  const onWord = useCallback(
    (term: string) => {
      setWord(term)
      setLayer('glossary')
    },
    [setWord, setLayer],
  )
  const changing = useChanging()
  const app = useAppServices(changing.change, host.kind)
  const place = usePlaceOf(cluster, tab, path, app)
  const time = useTime(cluster, place.at)
  const offline = useOffline(cluster, reading, time)
  const find = useFindRoute(features)
  const found = find(cluster === null ? 'start' : 'cluster', path)

  usePreferences()
  useOpenedPlaces(app)
  useEffect(() => followAddress(store), [store])
  useTitle(profile, found?.route.title(found.params) ?? null)

  const latest = useRef({ reading, access, time, isRecording: recording !== undefined })
  latest.current = { reading, access, time, isRecording: recording !== undefined }
  const globals = useGlobals({ setLayer, onWord, latest })
  const may = mayChange(profile, access, place.at)
  const screens = useMemo(() => goActions(features), [features])
  const tabs = useMemo(() => features.flatMap((feature) => feature.tabs ?? []), [features])
  const times = useMemo(() => timeActions(() => latest.current.time, () => latest.current.isRecording, setLayer), []) // prettier-ignore
  const all = useMemo(
    () => [...globals, ...times, ...screens, ...features.flatMap((feature) => feature.actions)],
    [globals, times, screens, features],
  )
  const { actions, keyboard } = useRemapped(all, host.kind)
  const context = useMemo<ActionContext>(() => ({ app, profile, mayChange: may }), [app, profile, may])
  useKeys(actions, context)
  useOutside(actions, context, runAction)
  const runGlobal = (id: string): void => {
    const action = globals.find((each) => each.id === id)
    if (action) runAction(action, context)
  }

  return (
    <AppContext value={app}>
      <PlaceContext value={place}>
        <MayChangeContext value={may}>
          <KeyboardContext value={keyboard}>
            <LinkBanner host={host} />
            {cluster === null ? (
              <StartFrame features={features} found={found} onSearch={() => setLayer('palette')} />
            ) : (
              <TabsContext value={tabs}>
                <ClusterFrame
                  features={features}
                  cluster={cluster}
                  profile={profile}
                  access={access}
                  known={profiles.about.state !== 'loading' && recordings.about.state !== 'loading'}
                  isRecording={recording !== undefined}
                  sample={recording?.origin === 'sample' ? recording : null}
                  logOf={recording && recording.logLines > 0 ? recording.id : null}
                  reading={reading}
                  time={time}
                  offline={offline}
                  found={found}
                  find={find}
                  onSearch={() => setLayer('palette')}
                  onShortcuts={() => setLayer('shortcuts')}
                  onUnlock={() => setLayer('unlock')}
                  onLock={() => runGlobal('lock')}
                  onExact={() => setLayer('time')}
                />
              </TabsContext>
            )}
            {layer === 'palette' && <Palette {...{ features, actions, context, onWord }} onClose={() => setLayer('none')} />}
            {layer === 'shortcuts' && (
              <Shortcuts
                actions={actions}
                host={host.kind}
                onClose={() => setLayer('none')}
                onGlossary={() => onWord('')}
                onGuide={() => {
                  setLayer('none')
                  app.open('//guide')
                }}
              />
            )}
            {layer === 'glossary' && <GlossaryDialog asked={word} onClose={() => setLayer('none')} />}
            {layer === 'unlock' && profile && access && <UnlockDialog profile={profile} access={access} onClose={() => setLayer('none')} />}
            {layer === 'report' && <ReportDialog onClose={() => setLayer('none')} />}
            <TimeLayers layer={layer} cluster={cluster} time={time} onClose={() => setLayer('none')} />
            <FormLayer features={features} />
            <ChangeLayer changing={changing} profile={profile} access={access} />
            <ExplainLayer />
            <Toasts />
          </KeyboardContext>
        </MayChangeContext>
      </PlaceContext>
    </AppContext>
  )
}

function useAppServices(change: App['change'], host: HostLink['kind']): App {
  const store = useAppStore()
  const client = useClient()
  return useMemo<App>(
    () => ({
      open(path, how = {}) {
        const { cluster, byCluster, go } = store.getState()
        if (path.startsWith('//')) return go(path.slice(1) || '/', how)
        if (cluster === null) return go(path, how)
        const here = atOf(activeTab(byCluster[cluster])?.path ?? HOME)
        go(clusterPath(cluster, keepingAt(path, here)), how)
      },
      back: () => history.back(),
      opened: () => store.getState().opened,
      windows: host === 'desktop' ? true : en.app.why.noWindows,
      openWindow(path) {
        if (host === 'browser') return store.getState().go(path)
        client.host.openWindow({ path }).catch((error: unknown) => {
          const text = errorText(toAppError(error, 'host.openWindow'))
          store.getState().notify({ tone: 'bad', title: text.title, detail: text.cause })
        })
      },
      notify: (notice) => store.getState().notify(notice),
      form(id, ...of) {
        const state = store.getState()
        state.go(placeWithForm(currentPath(state), { id, of }))
      },
      change,
    }),
    [store, client, change, host],
  )
}

function usePlaceOf(cluster: string | null, tab: string | null, path: string, app: App): Place {
  const store = useAppStore()
  return useMemo(() => {
    const [bare = '/', search = ''] = path.split('?')
    const query = new URLSearchParams(search)
    const changed = (change: Readonly<Record<string, string | null>>): string => {
      const next = new URLSearchParams(query)
      for (const [name, value] of Object.entries(change)) {
        if (value === null) next.delete(name)
        else next.set(name, value)
      }
      return next.size === 0 ? bare : `${bare}?${next.toString()}`
    }
    return {
      cluster,
      at: cluster === null ? 'live' : atOf(path),
      tab,
      path: bare,
      query,
      setQuery: (change) => app.open(`${cluster === null ? '/' : ''}${changed(change)}`),
      amend(change) {
        const now = store.getState()
        if (cluster === null || tab === null) return
        if (now.cluster !== cluster || activeTab(now.byCluster[cluster])?.id !== tab) now.amend(cluster, tab, changed(change))
      },
    }
  }, [store, cluster, tab, path, app])
}

/** The host keeps how the page looks; the page follows it, also when another page changed it. */
function usePreferences(): void {
  const store = useAppStore()
  const kept = useView('host', 'settings', none).rows[0]?.settings
  useEffect(() => {
    if (!kept) return
    const { theme, contrast, density, time } = kept
    store.getState().setPreferences({ theme, contrast, density, time })
  }, [store, kept])
  const preferences = useAppState((state) => state.preferences)
  useEffect(() => followSystem(preferences), [preferences])
}

function useTitle(profile: ProfileCard | null, title: string | null): void {
  useEffect(() => {
    document.title = [title, profile?.name, en.app.name].filter((part) => part !== undefined && part !== null && part !== '').join(' · ')
  }, [profile?.name, title])
}

function useKeys(actions: readonly (Action & { readonly alsoKeys?: readonly string[] })[], context: ActionContext): void {
  const latest = useRef({ actions, context })
  latest.current = { actions, context }
  useEffect(() => {
    const bindings = (): readonly KeyBinding[] =>
      latest.current.actions.flatMap((action) =>
        action.keys === undefined
          ? []
          : [{ keys: [action.keys, ...(action.alsoKeys ?? [])], run: () => runAction(action, latest.current.context) }],
      )
    const keys = createKeys(bindings)
    const onSecond = (event: KeyboardEvent): void => {
      if (!keys.second(event)) return
      event.preventDefault()
      event.stopPropagation()
    }
    const onKey = (event: KeyboardEvent): void => {
      if (keys.press(event)) event.preventDefault()
    }
    // Screens listen at the document: a key of theirs goes before the same key of the whole app.
    window.addEventListener('keydown', onSecond, true)
    window.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener('keydown', onSecond, true)
      window.removeEventListener('keydown', onKey)
    }
  }, [])
}

/** Does it, or says why not. */
export function runAction(action: Action, context: ActionContext): void {
  const may = action.when(context)
  if (may === true) action.run(context)
  else context.app.notify({ tone: 'info', title: action.title, detail: may })
}
