import type { DesktopServices } from '../../shared/desktop-services.ts'

/** What a process behind a browser tab cannot do, it says. */
export const browserServices: DesktopServices = {
  host: 'browser',
  keychain: { available: false, why: 'In the browser, Samsa keeps secrets in memory only and asks for them again after a restart.' },
  copyText: () => ({ done: false, why: 'In the browser, the page itself writes to the clipboard.' }),
  openExternal: () => Promise.resolve({ done: false, why: 'In the browser, links open as the browser’s own tabs.' }),
  // Links and menus are the browser's own.
  outside: { listen: () => {} },
  notifications: { available: false, why: 'A process behind a browser tab cannot notify. Alerts are told on the page while it is open.' },
}
