import type { AccessRow } from '../../shared/contract/access.ts'
import type { SamsaClient } from '../../shared/contract/index.ts'
import { clusterPath, linkTo } from '../../shared/links.ts'
import type { AppStore } from '../state/store.ts'
import type { Preferences } from '../state/preferences.ts'
import { currentPath } from '../state/tabs.ts'
import { en } from '../text/en.ts'
import type { Action, ActionContext } from './actions.ts'
import { copyLink } from './actions-link.ts'

const t = en.app

export interface GlobalNeeds {
  readonly client: SamsaClient
  readonly store: AppStore
  openPalette(): void
  openShortcuts(): void
  openUnlock(): void
  openGlossary(): void
  openReport(): void
  /** How far the cluster on the screen may be changed; null: not known. */
  access(): AccessRow | null
  /** Whether this cluster's reading is paused now. */
  isPaused(): boolean
  /** Whether a recording is on the screen. */
  isRecording(): boolean
  copyText(text: string): Promise<boolean>
  savePreferences(change: Partial<Preferences>): void
}

/** An action and further keys for it, where the browser keeps the first ones for itself. */
export interface GlobalAction extends Action {
  readonly alsoKeys?: readonly string[]
}

const always = (): true => true

/** What works on every screen. */
export function createGlobalActions(needs: GlobalNeeds): readonly GlobalAction[] {
  const { client, store } = needs
  const inCluster = ({ profile }: ActionContext): true | string => (profile ? true : t.why.noCluster)
  const connected = ({ profile }: ActionContext): true | string => {
    if (!profile) return t.why.noCluster
    return profile.connection.state === 'off' || profile.connection.state === 'failed' ? t.why.notConnected : true
  }
  const cluster = (act: (id: string) => Promise<unknown>) => {
    return ({ profile, app }: ActionContext): void => {
      if (profile) act(profile.id).catch(() => app.notify({ tone: 'bad', title: t.actionFailed(t.actions.readNow) }))
    }
  }
  const preferences = (): Preferences => store.getState().preferences
  return [
    { id: 'palette', title: t.actions.palette, icon: 'search', keys: 'Mod+K', when: always, run: needs.openPalette },
    { id: 'shortcuts', title: t.actions.shortcuts, icon: 'keyboard', keys: '?', when: always, run: needs.openShortcuts },
    { id: 'glossary', title: en.glossary.open, icon: 'guide', when: always, run: needs.openGlossary },
    { id: 'report', title: t.actions.report, icon: 'file', when: always, run: needs.openReport },
    {
      id: 'read-now',
      title: t.actions.readNow,
      icon: 'retry',
      keys: 'r',
      when: connected,
      run: cluster((id) => client.cluster.readNow({ cluster: id })),
    },
    {
      id: 'pause',
      title: t.actions.pause,
      icon: 'pause',
      keys: 'p',
      when: connected,
      run: cluster((id) => client.cluster.pause({ cluster: id, paused: !needs.isPaused() })),
    },
    {
      id: 'zone',
      title: t.actions.zone,
      icon: 'clock',
      keys: 'u',
      when: always,
      run: () => needs.savePreferences({ time: preferences().time === 'utc' ? 'local' : 'utc' }),
    },
    { id: 'clusters', title: t.actions.clusters, icon: 'clusters', keys: 'g l', when: always, run: ({ app }) => app.open('//') },
    { id: 'settings', title: t.actions.settings, icon: 'settings', keys: 'Mod+,', when: always, run: ({ app }) => app.open('//settings') },
    {
      id: 'theme',
      title: t.actions.theme,
      when: always,
      run: () => needs.savePreferences({ theme: document.documentElement.dataset['theme'] === 'dark' ? 'light' : 'dark' }),
    },
    {
      id: 'density',
      title: t.actions.density,
      when: always,
      run: () => needs.savePreferences({ density: preferences().density === 'compact' ? 'comfortable' : 'compact' }),
    },
    linkAction(needs, inCluster),
    ...accessActions(needs, inCluster),
    ...windowActions(store, inCluster),
    ...tabActions(store, inCluster),
  ]
}

/** What opens the same screen from a note or a run book on this computer (`samsa://`): elsewhere a profile has another id. */
function linkAction({ store, isRecording, copyText }: GlobalNeeds, inCluster: Action['when']): GlobalAction {
  const linkOf = ({ profile }: ActionContext): string | null => {
    if (!profile) return null
    return linkTo(profile.id, currentPath(store.getState()).slice(clusterPath(profile.id).length))
  }
  return {
    id: 'copy-link',
    title: t.actions.copyLink,
    icon: 'link',
    when: (context) => {
      const inside = inCluster(context)
      if (inside !== true) return inside
      if (isRecording()) return t.why.linkRecording
      return linkOf(context) === null ? t.why.noLink : true
    },
    run: (context) => {
      const link = linkOf(context)
      if (link !== null) void copyLink(link, copyText, context.app.notify, t.actions.copyLink)
    },
  }
}

function accessActions({ client, openUnlock, access }: GlobalNeeds, inCluster: Action['when']): readonly GlobalAction[] {
  const w = en.access
  return [
    {
      id: 'unlock',
      title: w.actions.unlock,
      icon: 'unlock',
      when: (context) => {
        const inside = inCluster(context)
        const row = access()
        if (inside !== true) return inside
        if (row === null) return en.changes.why.notKnown
        if (row.level !== 'observe') return w.why.unlocked
        return row.canUnlock ? true : (row.why ?? en.changes.why.never)
      },
      run: openUnlock,
    },
    {
      id: 'lock',
      title: w.actions.lock,
      icon: 'lock',
      keys: 'Mod+Shift+L',
      when: (context) => {
        const inside = inCluster(context)
        if (inside !== true) return inside
        return access()?.until === null ? w.why.locked : true
      },
      run: ({ app, profile }) => {
        if (!profile) return
        client.access.lock({ cluster: profile.id }).then(
          () => app.notify({ tone: 'ok', title: w.locked(profile.name) }),
          () => app.notify({ tone: 'bad', title: t.actionFailed(w.actions.lock) }),
        )
      },
    },
  ]
}

function windowActions(store: AppStore, inCluster: Action['when']): readonly GlobalAction[] {
  return [
    {
      id: 'new-window',
      title: t.actions.newWindow,
      keys: 'Mod+Shift+N',
      when: ({ app }) => app.windows,
      run: ({ app }) => app.openWindow('/'),
    },
    {
      id: 'tab-window',
      title: t.actions.tabWindow,
      when: (context) => (context.app.windows === true ? inCluster(context) : context.app.windows),
      run: ({ app }) => {
        const { cluster, byCluster, close } = store.getState()
        const tabs = cluster === null ? undefined : byCluster[cluster]
        app.openWindow(currentPath(store.getState()))
        // The last tab stays: this window would have nothing to show.
        if (tabs && tabs.tabs.length > 1) close(tabs.active)
      },
    },
  ]
}

function tabActions(store: AppStore, inCluster: Action['when']): readonly GlobalAction[] {
  const tabs = () => store.getState()
  const active = (): string | undefined => {
    const { cluster, byCluster } = tabs()
    return cluster === null ? undefined : byCluster[cluster]?.active
  }
  return [
    {
      id: 'new-tab',
      title: t.actions.newTab,
      icon: 'plus',
      keys: 'Mod+T',
      alsoKeys: ['Alt+T'],
      when: inCluster,
      run: ({ app }) => app.open('/overview', { newTab: true }),
    },
    {
      id: 'close-tab',
      title: t.actions.closeTab,
      icon: 'x',
      keys: 'Mod+W',
      alsoKeys: ['Alt+W'],
      when: inCluster,
      run: () => {
        const id = active()
        if (id !== undefined) tabs().close(id)
      },
    },
    {
      id: 'reopen-tab',
      title: t.actions.reopenTab,
      keys: 'Mod+Shift+T',
      alsoKeys: ['Alt+Shift+T'],
      when: inCluster,
      run: () => tabs().reopen(),
    },
    {
      id: 'next-tab',
      title: t.actions.nextTab,
      keys: 'Ctrl+Tab',
      alsoKeys: ['Mod+Tab', 'Alt+PageDown'],
      when: inCluster,
      run: () => tabs().step(1),
    },
    {
      id: 'previous-tab',
      title: t.actions.previousTab,
      keys: 'Ctrl+Shift+Tab',
      alsoKeys: ['Mod+Shift+Tab', 'Alt+PageUp'],
      when: inCluster,
      run: () => tabs().step(-1),
    },
  ]
}
