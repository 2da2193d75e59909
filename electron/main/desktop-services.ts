import type { DesktopServices, Keychain, Outcome } from '../../shared/desktop-services.ts'

/** What is used of Electron, so that tests hand in doubles. */
export interface DesktopNeeds {
  readonly platform: NodeJS.Platform
  readonly safeStorage: {
    isEncryptionAvailable(): boolean
    /** Linux only. */
    getSelectedStorageBackend(): string
    encryptString(text: string): Buffer
    decryptString(sealed: Buffer): string
  }
  readonly clipboard: { writeText(text: string): void }
  readonly shell: { openExternal(url: string): Promise<void> }
}

/** the pages that Samsa itself links to. Nothing else is handed to the system. */
export const documentationPages: readonly string[] = [
  'https://kafka.apache.org/documentation/',
  'https://kafka.apache.org/protocol.html',
  'https://mesos.apache.org/documentation/latest/',
]

const COPY_LIMIT = 1_048_576

/** Made after Electron is ready: before that its keychain does not answer truly on Linux. */
export function createDesktopServices(needs: DesktopNeeds): DesktopServices {
  return {
    host: 'desktop',
    keychain: openKeychain(needs),
    copyText(text) {
      if (text.length > COPY_LIMIT) return { done: false, why: 'The text is too long for the clipboard.' }
      needs.clipboard.writeText(text)
      return { done: true }
    },
    async openExternal(url): Promise<Outcome> {
      if (!documentationPages.includes(url)) return { done: false, why: 'Samsa opens only its own documentation links.' }
      await needs.shell.openExternal(url)
      return { done: true }
    },
  }
}

/** C-02: on Linux `basic_text` is a fixed key that everyone knows, and `unknown` may be that. */
function openKeychain({ platform, safeStorage }: DesktopNeeds): Keychain {
  if (!safeStorage.isEncryptionAvailable()) return { available: false, why: 'The operating system offers no keychain.' }
  const backend = platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platform === 'darwin' ? 'keychain' : 'dpapi'
  if (backend === 'basic_text' || backend === 'unknown')
    return { available: false, why: 'No keyring (GNOME Keyring or KWallet) is running in this desktop session.' }
  return {
    available: true,
    backend,
    seal: (text) => safeStorage.encryptString(text),
    unseal: (sealed) => safeStorage.decryptString(Buffer.from(sealed)),
  }
}
