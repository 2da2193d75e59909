import type { Handlers, ViewSource } from '../../../shared/rpc/define.ts'
import type { HostInfo } from '../../../shared/contract/host.ts'
import type { Policy } from '../../../shared/contract/policy.ts'
import type { SecretState } from '../../../shared/contract/profiles.ts'
import type { Settings } from '../../../shared/contract/settings.ts'
import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { DesktopServices } from '../../../shared/desktop-services.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { heard } from '../../../shared/rpc/heard.ts'
import type { Contact } from '../network/contacts.ts'
import type { FileSystem } from '../lib/file-system.ts'
import { NO_SYSTEM_PROXY } from '../network/network.ts'
import { dataSizes } from '../profiles/data-sizes.ts'
import type { Kept } from '../profiles/kept.ts'
import { SETTINGS_SECRETS, type Profiles } from '../profiles/profiles.ts'
import type { SettingsStore } from '../profiles/settings.ts'
import type { Updates } from '../profiles/updates.ts'

export interface HostNeeds {
  readonly desktop: DesktopServices
  readonly settings: SettingsStore
  readonly profiles: Pick<Profiles, 'secretsOf' | 'setSecret' | 'onChange'>
  readonly kept: Kept
  readonly contacts: () => readonly Contact[]
  readonly fs: Pick<FileSystem, 'list' | 'stat'>
  readonly policy: Policy
  /** Somebody is there. */
  readonly present: () => void
  readonly updates: Updates
  readonly info: Pick<HostInfo, 'version' | 'contract' | 'dataFolder' | 'demo'>
}

const NO_FILE_MANAGER = 'The folder is on the computer where the browser host runs.'
/** A browser has it, and keeps it to itself. */
const OF_BROWSER = { available: false, why: 'That is a setting of your browser.' }
const NO_DESKTOP = { available: false, why: 'Only the desktop app has this.' }

export const hostHandlers = ({
  desktop,
  settings,
  profiles,
  kept,
  contacts,
  fs,
  policy,
  present,
  updates,
  info,
}: HostNeeds): Handlers<SamsaContract>['host'] => ({
  info: () => ({
    ...info,
    host: desktop.host,
    keychain: { available: desktop.keychain.available, why: desktop.keychain.available ? '' : desktop.keychain.why },
    updates: updates.ability,
    tray: desktop.abilities?.tray ?? NO_DESKTOP,
    openAtLogin: desktop.abilities?.openAtLogin ?? NO_DESKTOP,
    zoom: desktop.abilities?.zoom ?? OF_BROWSER,
    hardwareAcceleration: desktop.abilities?.hardwareAcceleration ?? OF_BROWSER,
  }),
  copyText({ text }) {
    const outcome = desktop.copyText(text)
    if (!outcome.done) throw new AppError('core.notSupported', { what: 'Copying', why: outcome.why })
    return {}
  },
  outside: (_input, { signal }) => heard((tell, end) => desktop.outside.listen(tell, end), signal),
  // A host that has windows answers for each of them.
  openWindow() {
    throw new AppError('core.notSupported', { what: 'Another window', why: 'In the browser, duplicate the tab instead.' })
  },
  settings: () => settingsView(settings),
  policy: () => policy,
  network: () => networkView(profiles, desktop.systemProxy !== undefined),
  contacted: () => ({ contacts: [...contacts()] }),
  async setProxyPassword({ password }) {
    await profiles.setSecret(SETTINGS_SECRETS, { proxyPassword: password })
    return {}
  },
  async data() {
    const canOpen = desktop.showFolder ? { available: true, why: '' } : { available: false, why: NO_FILE_MANAGER }
    return { folder: info.dataFolder, stores: [...(await dataSizes(fs, info.dataFolder))], canOpen }
  },
  async openDataFolder() {
    const outcome = (await desktop.showFolder?.(info.dataFolder)) ?? { done: false, why: NO_FILE_MANAGER }
    if (!outcome.done) throw new AppError('core.notSupported', { what: 'Opening the data folder', why: outcome.why })
    return {}
  },
  present() {
    present()
    return {}
  },
  kept: () => ({ entries: [...kept.all()].map(([key, value]) => ({ key, value })) }),
  async keep({ key, value }) {
    await kept.keep(key, value)
    return {}
  },
  async findUpdate(_input, { signal }) {
    return { release: await updates.find(signal) }
  },
  async saveSettings(part) {
    await settings.change(part)
    return {}
  },
})

type NetworkRow = { id: 'network'; password: SecretState; system: { available: boolean; why: string } }

function networkView({ secretsOf, onChange }: HostNeeds['profiles'], asksSystem: boolean): ViewSource<NetworkRow> {
  const system = { available: asksSystem, why: asksSystem ? '' : NO_SYSTEM_PROXY }
  const password = (): SecretState => secretsOf(SETTINGS_SECRETS).proxyPassword
  let row: NetworkRow = { id: 'network', password: password(), system }
  return {
    watch: onChange,
    read() {
      if (row.password !== password()) row = { id: 'network', password: password(), system }
      return { rows: new Map([['network', row]]), about: { state: 'live', asOf: null, errors: [], progress: null } }
    },
  }
}

function settingsView(store: SettingsStore): ViewSource<{ id: 'settings'; settings: Settings }> {
  let row = { id: 'settings' as const, settings: store.current() }
  return {
    watch: store.onChange,
    read() {
      if (row.settings !== store.current()) row = { id: 'settings', settings: store.current() }
      const errors = store.problems().map(({ code, about }) => ({ code, about }))
      return { rows: new Map([['settings', row]]), about: { state: 'live', asOf: null, errors, progress: null } }
    },
  }
}
