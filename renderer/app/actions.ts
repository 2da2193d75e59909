import { createContext, use, type ComponentType } from 'react'
import type { ClusterRow } from '../../shared/contract/cluster.ts'
import type { ProfileCard } from '../../shared/contract/profiles.ts'
import type { Judged } from '../../shared/domain/verdict/rank.ts'
import { clusterPath } from '../../shared/links.ts'
import type { AppError } from '../../shared/errors/error.ts'
import type { ChangeInput, ChangeName, SubjectName } from '../host/contract-types.ts'
import type { IconName } from '../ui/icons/shapes.tsx'

/** What features say about themselves, and what the app offers them. The only file of `app` that a feature imports. */

export interface Feature {
  readonly id: string
  readonly title: string
  readonly icon: IconName
  /** `cluster`: its routes lie inside a cluster (`/groups` is `/c/<profile>/groups`); `start`: beside the launcher. */
  readonly place: 'cluster' | 'start'
  /** Its line in the rail; features without one are reached from others. */
  readonly rail?: RailEntry
  readonly routes: readonly FeatureRoute[]
  readonly actions: readonly Action[]
  readonly palette?: PaletteSource
  /** Dialogs that ask for what a change is planned from; any screen opens them by their name. */
  readonly forms?: readonly FeatureForm[]
  /** Tabs that it adds to a screen of another feature. */
  readonly tabs?: readonly FeatureTab[]
}

export interface FeatureTab {
  /** The feature whose screen it stands on. */
  readonly on: string
  readonly id: string
  readonly title: string
  readonly view: ComponentType<TabProps>
}

export interface TabProps {
  /** Of what the screen is about: a topic's. */
  readonly name: string
}

export interface FeatureForm {
  /** `topics.create`. */
  readonly id: string
  readonly view: ComponentType<FormProps>
}

export interface FormProps {
  /** The things that it is about: names of topics, a group. */
  readonly of: readonly string[]
  onClose(): void
}

export interface RailEntry {
  readonly section: 'Watch' | 'Kafka' | 'Change' | 'Clusters'
  readonly path: string
  /** `g c`: the second key. */
  readonly key?: string
  /** The figure at its right end. */
  badge?(overview: ClusterRow): { readonly text: string; readonly hot?: boolean } | null
}

export interface FeatureRoute {
  /** `/groups/:group`. Parameters arrive decoded. */
  readonly path: string
  readonly screen: ComponentType<ScreenProps>
  /** In the tab. */
  title(params: Readonly<Record<string, string>>): string
  readonly icon?: IconName
}

export interface ScreenProps {
  readonly params: Readonly<Record<string, string>>
}

/** Something that can be done now or says why not. What changes a cluster runs a command; there is no other way. */
export interface Action {
  readonly id: string
  readonly title: string
  readonly icon?: IconName
  /** `r`, `g o`, `Mod+K`. */
  readonly keys?: string
  /** True, or the reason why not. */
  when(context: ActionContext): true | string
  run(context: ActionContext): void
}

export interface ActionContext {
  readonly app: App
  /** The cluster on the screen. */
  readonly profile: ProfileCard | null
  /** Whether that may be changed now, or why not. */
  readonly mayChange: true | string
}

/** Things that the palette finds. `useItems` is called while the palette is open. */
export interface PaletteSource {
  /** Shown beside each: “group”. */
  readonly kind: string
  /** Typed first, it limits the search to these; empty: none does. */
  readonly prefix: string
  useItems(cluster: string | null): readonly PaletteItem[]
}

export interface PaletteItem {
  readonly id: string
  readonly title: string
  readonly note?: string
  /** Shown as its sign; the graver, the earlier among those that match as well. */
  readonly verdict?: Judged | null
  /** Inside the cluster, or for things beside clusters from the start (`//c/<profile>/overview`). */
  readonly path: string
}

export interface Notice {
  readonly tone: 'ok' | 'info' | 'warn' | 'bad'
  readonly title: string
  readonly detail?: string
  readonly link?: { readonly title: string; run(): void }
  /** Success goes after 6 s; warn and bad stay. */
  readonly stays?: boolean
}

export interface App {
  /** Goes to a place inside this cluster (`/groups/billing?tab=members`), or from the start (`//settings`). */
  open(path: string, how?: { readonly newTab?: boolean }): void
  back(): void
  /** Ids of clusters and recordings in the order in which they were looked at, the newest first. */
  opened(): readonly string[]
  /** True where places can have windows of their own, or why not. */
  readonly windows: true | string
  /** In a window of its own (`/c/<profile>`); where there are none, here. */
  openWindow(path: string): void
  notify(notice: Notice): void
  /** Opens a form over the screen. It is part of the place (`?form=topics.create&of=orders`). */
  form(id: string, ...of: readonly string[]): void
  /**
   * The only way to change a cluster: opens the dialog that plans, asks, applies and follows. Answers when it is on its way, was cancelled,
   * or (asked by a form) was refused. How an act ends is told by a notice and the activity.
   */
  change<S extends SubjectName, M extends ChangeName<S>>(
    subject: S,
    member: M,
    input: ChangeInput<S, M>,
    how: ChangeHow,
  ): Promise<ChangeEnd>
}

export interface ChangeHow {
  /** What was pressed: “Stop broker 3”. */
  readonly title: string
  /** A form asks: it stays until the plan is there (`onShown`), and gets what is wrong with its fields. Aborted: it was closed before that. */
  readonly form?: { onShown(): void; readonly signal: AbortSignal }
}

export type ChangeEnd =
  { readonly is: 'applied'; readonly act: string } | { readonly is: 'cancelled' } | { readonly is: 'refused'; readonly error: AppError }

export interface Place {
  /** The profile's id inside a cluster; null beside the launcher. */
  readonly cluster: string | null
  readonly at: 'live' | number
  /** The tab that it is in; null beside the launcher. */
  readonly tab: string | null
  /** Inside the cluster, without parameters: `/groups/billing`. */
  readonly path: string
  readonly query: URLSearchParams
  /** Changes parameters of this place without a new step back; null takes one away. */
  setQuery(change: Readonly<Record<string, string | null>>): void
  /** The same once another tab is in front; nothing while this one is, and when it went elsewhere. */
  amend(change: Readonly<Record<string, string | null>>): void
}

/** All that features add to each other's screens. */
export const TabsContext = createContext<readonly FeatureTab[]>([])
/** A tab that another feature adds to a screen of this one; undefined: none does. */
export const useAddedTab = (on: string, id: string): FeatureTab | undefined =>
  use(TabsContext).find((tab) => tab.on === on && tab.id === id)

/** Whether the cluster on the screen may be changed now, or why not. */
export const MayChangeContext = createContext<true | string>('')
export const useMayChange = (): true | string => use(MayChangeContext)

/** An action with the keys it has now. */
export interface KeyedAction {
  readonly id: string
  readonly title: string
  readonly keys?: string
}

/** What the settings need to change keys. */
export interface Keyboard {
  readonly actions: readonly KeyedAction[]
  /** Actions whose keys are not those they came with. */
  readonly changed: ReadonlySet<string>
  /** First keys of two, such as `g`. */
  readonly sequences: ReadonlySet<string>
  /** Why these keys cannot be taken; `from`: the action that has them. */
  conflict(id: string, keys: string): { readonly text: string; readonly from?: KeyedAction } | null
  /** Empty: no key. */
  set(id: string, keys: string): void
  reset(id: string): void
  resetAll(): void
}

export const KeyboardContext = createContext<Keyboard | null>(null)

export function useKeyboard(): Keyboard {
  const keyboard = use(KeyboardContext)
  if (keyboard === null) throw new Error('There is no app above this component')
  return keyboard
}

export const AppContext = createContext<App | null>(null)
export const PlaceContext = createContext<Place | null>(null)

export function useApp(): App {
  const app = use(AppContext)
  if (app === null) throw new Error('There is no app above this component')
  return app
}

export function usePlace(): Place {
  const place = use(PlaceContext)
  if (place === null) throw new Error('There is no place above this component')
  return place
}

/** What every view of a cluster is asked with: `useView('groups', 'list', useAt())`. */
export function useAt(): { readonly cluster: string; readonly at: 'live' | number } {
  const { cluster, at } = usePlace()
  if (cluster === null) throw new Error('This screen lies inside a cluster')
  return { cluster, at }
}

/** Does what an error offers beside itself: opens the part of the profile that would help, or the brokers. */
export function useErrorAction(): (action: string) => void {
  const app = useApp()
  const { cluster } = usePlace()
  return (action) => {
    if (action === 'broker.open') app.open('/brokers')
    else if (cluster !== null) app.open(`//edit/${encodeURIComponent(cluster)}?focus=${encodeURIComponent(action)}`)
  }
}

/** The messages of a partition from an offset on; `most`: as many as were chosen, where some were. */
export function messagesFrom(topic: string, partition: number, offset: string, most = 0): string {
  const query = new URLSearchParams({ partition: String(partition), offset, ...(most > 1 ? { count: String(most) } : {}) })
  return `${placeOf('topics', topic)}/messages?${query.toString()}`
}

/** For `App.open`: a place in a cluster, from the start; without a path, where the user was in it. */
export const inCluster = (cluster: string, path = ''): string => `/${clusterPath(cluster, path)}`

/** For a path out of names: `placeOf('groups', 'a/b')` is `/groups/a%2Fb`. */
export const placeOf = (...names: readonly string[]): string => names.map((name) => `/${encodeURIComponent(name)}`).join('')
