import type { MenuItemConstructorOptions } from 'electron'
import { isWorse, type ClusterStanding } from './standing.ts'
import type { Sign } from './sign-image.ts'

/** What is used of Electron's tray, so that tests hand in doubles. */
export interface TrayIcon {
  setImage(sign: Sign): void
  setToolTip(text: string): void
  setMenu(items: readonly MenuItemConstructorOptions[]): void
  destroy(): void
}

export interface TrayNeeds {
  readonly create: (sign: Sign) => TrayIcon
  readonly open: (cluster: string | null) => void
  /** All connected clusters, for an hour. */
  readonly mute: (clusters: readonly string[]) => void
  readonly quit: () => void
}

export interface Tray {
  show(shown: boolean): void
  tell(clusters: readonly ClusterStanding[]): void
  isShown(): boolean
}

const QUIET: Sign = { letter: 'O', shape: 'ring', colour: 'quiet' }
const ALERT: Sign = { letter: '!', shape: 'triangle', colour: 'bad' }

/** The worst of all connected clusters as shape and letter; its menu has each of them. */
export function createTray({ create, open, mute, quit }: TrayNeeds): Tray {
  let icon: TrayIcon | null = null
  let clusters: readonly ClusterStanding[] = []
  let drawn = ''
  const draw = (): void => {
    const said = JSON.stringify(clusters)
    if (icon === null || drawn === said) return
    drawn = said
    icon.setImage(signOfAll(clusters))
    icon.setToolTip(['Samsa', ...clusters.map(lineOf)].join('\n'))
    icon.setMenu([
      { label: 'Open Samsa', click: () => open(null) },
      { type: 'separator' },
      ...(clusters.length === 0
        ? [{ label: 'No cluster is connected', enabled: false }]
        : clusters.map((each) => ({ label: lineOf(each), click: () => open(each.id) }))),
      { type: 'separator' },
      { label: 'Mute All for 1 Hour', enabled: clusters.length > 0, click: () => mute(clusters.map(({ id }) => id)) },
      { label: 'Quit Samsa', click: quit },
    ])
  }
  return {
    show(shown) {
      if (shown === (icon !== null)) return
      icon?.destroy()
      icon = shown ? create(signOfAll(clusters)) : null
      drawn = ''
      draw()
    },
    tell(next) {
      clusters = next
      draw()
    },
    isShown: () => icon !== null,
  }
}

const states: Readonly<Partial<Record<ClusterStanding['state'], string>>> = {
  connecting: 'connecting',
  reconnecting: 'connection lost',
  failed: 'cannot be reached',
  stale: 'does not answer',
  paused: 'paused',
}

/** `orders-eu (production) · S · 2 alerts`. */
export const lineOf = ({ name, environment, state, alerts, worst }: ClusterStanding): string =>
  [`${name} (${environment})`, states[state], worst?.letter, alerts === 0 ? undefined : alerts === 1 ? '1 alert' : `${alerts} alerts`]
    .filter((part) => part !== undefined)
    .join(' · ')

export function signOfAll(clusters: readonly ClusterStanding[]): Sign {
  let worst: ClusterStanding['worst'] = null
  for (const { worst: sign } of clusters) if (sign !== null && isWorse(sign, worst)) worst = sign
  const lost = clusters.some(({ state, alerts }) => alerts > 0 || state === 'reconnecting' || state === 'failed')
  if (worst !== null && (worst.class === 'critical' || worst.class === 'bad' || !lost))
    return {
      letter: worst.letter,
      shape: worst.shape,
      colour: worst.class === 'unknown' || worst.class === 'notice' ? 'quiet' : worst.class,
    }
  return lost ? ALERT : QUIET
}
