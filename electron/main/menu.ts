import type { MenuItemConstructorOptions } from 'electron'

/** Runs an action of the page by its id (`renderer/app/global-actions.ts`, `go-actions.ts`). */
export type RunAction = (id: string) => void

interface Entry {
  readonly title: string
  readonly action: string
  /** Shown only: the page listens to the keys itself, so that they are the same on both hosts and can be changed there. */
  readonly keys?: string
}

const file: readonly (Entry | null)[] = [
  { title: 'New Window', action: 'new-window', keys: 'CmdOrCtrl+Shift+N' },
  { title: 'New Tab', action: 'new-tab', keys: 'CmdOrCtrl+T' },
  { title: 'Close Tab', action: 'close-tab', keys: 'CmdOrCtrl+W' },
  { title: 'Reopen Closed Tab', action: 'reopen-tab', keys: 'CmdOrCtrl+Shift+T' },
  { title: 'Move Tab to New Window', action: 'tab-window' },
  null,
  { title: 'Clusters', action: 'clusters' },
  { title: 'Search…', action: 'palette', keys: 'CmdOrCtrl+K' },
]

const cluster: readonly (Entry | null)[] = [
  { title: 'Read Now', action: 'read-now' },
  { title: 'Pause Reading', action: 'pause' },
  null,
  { title: 'Unlock…', action: 'unlock' },
  { title: 'Lock Now', action: 'lock', keys: 'CmdOrCtrl+Shift+L' },
  null,
  { title: 'Overview', action: 'go-overview' },
  { title: 'Lag Wall', action: 'go-wall' },
  { title: 'Consumer Groups', action: 'go-groups' },
  { title: 'Alerts', action: 'go-alerts' },
  { title: 'Topics', action: 'go-topics' },
  { title: 'Brokers', action: 'go-brokers' },
  { title: 'Agents and Tasks', action: 'go-agents' },
  { title: 'Security', action: 'go-security' },
  { title: 'Reassignments', action: 'go-reassignments' },
  { title: 'Activity', action: 'go-activity' },
  null,
  { title: 'Go to a Recorded Time…', action: 'time-exact' },
  { title: 'Back to Live', action: 'time-live' },
]

const settings: Entry = { title: 'Settings…', action: 'settings', keys: 'CmdOrCtrl+,' }
const separator: MenuItemConstructorOptions = { type: 'separator' }

/**
 * The menus in each system's order: settings and quit lie in the app's own menu on macOS, in File elsewhere. Text fields need the editing
 * roles for their shortcuts. Packaged builds offer no developer tools.
 */
export function menuTemplate(
  platform: NodeJS.Platform,
  packaged: boolean,
  run: RunAction = () => {},
  zoom: (by: -1 | 0 | 1) => void = () => {},
): MenuItemConstructorOptions[] {
  const item = (entry: Entry | null): MenuItemConstructorOptions =>
    entry === null
      ? separator
      : {
          label: entry.title,
          click: () => run(entry.action),
          ...(entry.keys === undefined ? {} : { accelerator: entry.keys, registerAccelerator: false }),
        }
  const mac = platform === 'darwin'
  const fileMenu = {
    label: 'File',
    // With keys of its own: the system's would be those that close a tab.
    submenu: [
      ...file.map(item),
      separator,
      { role: 'close' as const, accelerator: 'CmdOrCtrl+Shift+W' },
      ...(mac ? [] : [separator, item(settings), separator, { role: 'quit' as const }]),
    ],
  }
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      item({ title: 'Light or Dark', action: 'theme' }),
      item({ title: 'Comfortable or Compact', action: 'density' }),
      item({ title: 'Local Time or UTC', action: 'zone' }),
      separator,
      // No roles of the system: they would change one window until it is closed, and this is a setting of all.
      { label: 'Actual Size', accelerator: 'CmdOrCtrl+0', click: () => zoom(0) },
      { label: 'Zoom In', accelerator: 'CmdOrCtrl+Plus', click: () => zoom(1) },
      // The plus of a keyboard on which it needs the shift key.
      { label: 'Zoom In', accelerator: 'CmdOrCtrl+=', visible: false, click: () => zoom(1) },
      { label: 'Zoom Out', accelerator: 'CmdOrCtrl+-', click: () => zoom(-1) },
      separator,
      { role: 'togglefullscreen' },
      ...(packaged ? [] : [separator, { role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
    ],
  }
  const help: MenuItemConstructorOptions = {
    role: 'help',
    label: 'Help',
    submenu: [
      item({ title: 'Guide', action: 'guide' }),
      item({ title: 'Glossary', action: 'glossary' }),
      item({ title: 'Keyboard Shortcuts', action: 'shortcuts' }),
      separator,
      item({ title: 'Report a Problem…', action: 'report' }),
    ],
  }
  const menus = [fileMenu, editMenu, view, { label: 'Cluster', submenu: cluster.map(item) }]
  return mac ? [appMenu(item), ...menus, { role: 'windowMenu' }, help] : [...menus, help]
}

const editMenu: MenuItemConstructorOptions = {
  label: 'Edit',
  submenu: [{ role: 'undo' }, { role: 'redo' }, separator, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }],
}

const appMenu = (item: (entry: Entry) => MenuItemConstructorOptions): MenuItemConstructorOptions => ({
  label: 'Samsa',
  submenu: [
    { role: 'about' },
    separator,
    item(settings),
    separator,
    { role: 'services' },
    separator,
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    separator,
    { role: 'quit' },
  ],
})
