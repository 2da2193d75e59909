import * as z from 'zod'
import { command, query, stream, view, type Subject } from '../rpc/define.ts'
import { Done, Nothing } from './common.ts'
import { Policy } from './policy.ts'
import { SecretState } from './profiles.ts'
import { Settings } from './settings.ts'

/** What a host can do, or why not. */
const Ability = z.strictObject({ available: z.boolean(), why: z.string() })

export const HostInfo = z.strictObject({
  host: z.enum(['desktop', 'browser']),
  version: z.string(),
  /** Of the core's contract; a page with another one is from another build and says so. */
  contract: z.string(),
  keychain: Ability,
  tray: Ability,
  openAtLogin: Ability,
  zoom: Ability,
  hardwareAcceleration: Ability,
  dataFolder: z.string(),
  demo: z.boolean(),
  /** Whether there is a place to ask for a newer version, when the user wants to know. */
  updates: Ability.extend({ from: z.string() }),
})
export type HostInfo = z.infer<typeof HostInfo>

/** The newest version that is released. */
const Release = z.strictObject({
  version: z.string(),
  newer: z.boolean(),
  /** ISO; null: not told. */
  published: z.string().nullable(),
  /** HTTPS; null: not told. */
  notes: z.string().nullable(),
})
export type Release = z.infer<typeof Release>

/** A server that was connected to: `host:port`, wall clock ms of the newest connection, how many there were. */
export const Contact = z.strictObject({ address: z.string(), lastAt: z.number(), times: z.int() })

/** One kind of data on this computer. */
export const DataStore = z.strictObject({
  store: z.enum(['profiles', 'history', 'recordings', 'activity', 'alerts', 'logs', 'former', 'other']),
  bytes: z.number(),
  files: z.int(),
})
export type DataStore = z.infer<typeof DataStore>

/** Key under which the page keeps where it is: where to go on. Forgotten at an orderly end, unless the user chose to begin where it was left. */
export const PLACE_KEY = 'samsa.place'

/** One thing that a page or a window keeps for itself over restarts: tabs, columns, an unsaved form. Never a secret. */
export const KeptEntry = z.strictObject({ key: z.string().min(1).max(300), value: z.string().max(500_000) })

/** A followed link, which opens a place and connects nothing, or why one leads nowhere; a menu item, which is an action of the page; what became of a saved file. */
export const OutsideRequest = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('place'), path: z.string().max(4_096) }),
  z.strictObject({ is: z.literal('action'), id: z.string().max(100) }),
  z.strictObject({ is: z.literal('link'), why: z.enum(['noProfile', 'notKnown']) }),
  z.strictObject({ is: z.literal('file'), name: z.string().max(1_000), path: z.string().max(10_000), saved: z.boolean() }),
])

export const host = {
  info: query(Nothing, HostInfo),
  /** Not supported in the browser host: there the page writes to the clipboard itself. */
  copyText: command('C0', z.strictObject({ text: z.string().max(1_048_576) }), Done, []),
  settings: view(Nothing, z.strictObject({ id: z.literal('settings'), settings: Settings }), 'id'),
  /** What the administrator of this computer has restricted. */
  policy: query(Nothing, Policy),
  outside: stream(Nothing, OutsideRequest),
  /** A window of its own for a place (`/c/<profile>/groups`); a cluster that has one comes to the front. Not supported in the browser host. */
  openWindow: command('C0', z.strictObject({ path: z.string().startsWith('/').max(4_096) }), Done, []),
  kept: query(Nothing, z.strictObject({ entries: z.array(KeptEntry) })),
  /** Null forgets. Answers when it would survive a crash. */
  keep: command('C0', z.strictObject({ key: KeptEntry.shape.key, value: KeptEntry.shape.value.nullable() }), Done, []),
  /** Somebody is there: a key was pressed or the pointer moved. The page says so at most twice a minute. */
  present: command('C0', Nothing, Done, []),
  /** What stands beside the settings of the network: whether a password of the proxy is kept, and whether the system can be asked. */
  network: view(Nothing, z.strictObject({ id: z.literal('network'), password: SecretState, system: Ability }), 'id'),
  /** Every server that this core has connected to since it started, the newest first. */
  contacted: query(Nothing, z.strictObject({ contacts: z.array(Contact) })),
  /** Empty: it is forgotten. */
  setProxyPassword: command('C0', z.strictObject({ password: z.string().max(10_000, 'At most 10,000 characters') }), Done, []),
  /** Asks one address for the newest release, because the user pressed a button. Null: nothing is released yet. */
  findUpdate: command('C0', Nothing, z.strictObject({ release: Release.nullable() }), []),
  /** How much room Samsa's data takes, the largest first; `canOpen`: whether this host can show the folder. */
  data: query(Nothing, z.strictObject({ folder: z.string(), stores: z.array(DataStore), canOpen: Ability })),
  /** Shows the data folder in the system's file manager. */
  openDataFolder: command('C0', Nothing, Done, []),
  saveSettings: command('C0', Settings.partial(), Done, []),
} as const satisfies Subject
