import * as z from 'zod'
import { command, query, view, type Subject } from '../rpc/define.ts'
import { Done, Nothing } from './common.ts'

export const HostInfo = z.strictObject({
  host: z.enum(['desktop', 'browser']),
  version: z.string(),
  /** Of the core's contract; a page with another one is from another build and says so. */
  contract: z.string(),
  keychain: z.strictObject({ available: z.boolean(), why: z.string() }),
  dataFolder: z.string(),
  demo: z.boolean(),
})
export type HostInfo = z.infer<typeof HostInfo>

export const Settings = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  contrast: z.enum(['normal', 'more']),
  density: z.enum(['comfortable', 'compact']),
  time: z.enum(['local', 'utc']),
})
export type Settings = z.infer<typeof Settings>

export const host = {
  info: query(Nothing, HostInfo),
  /** Not supported in the browser host: there the page writes to the clipboard itself. */
  copyText: command('C0', z.strictObject({ text: z.string().max(1_048_576) }), Done, []),
  settings: view(Nothing, z.strictObject({ id: z.literal('settings'), settings: Settings }), 'id'),
  saveSettings: command('C0', Settings.partial(), Done, []),
} as const satisfies Subject
