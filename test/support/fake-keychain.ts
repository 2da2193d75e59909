import type { Keychain } from '../../shared/desktop-services.ts'

/** Seals by turning every bit: nothing of the clear text is in the sealed one, and only the same backend's word opens it. */
export const fakeKeychain = (backend = 'test-keychain'): Extract<Keychain, { available: true }> => ({
  available: true,
  backend,
  seal: (text) => Buffer.from(`${backend}:${text}`).map((byte) => byte ^ 0xff),
  unseal(sealed) {
    const text = Buffer.from(sealed.map((byte) => byte ^ 0xff)).toString()
    if (!text.startsWith(`${backend}:`)) throw new Error('not sealed here')
    return text.slice(backend.length + 1)
  },
})

export const noKeychain: Keychain = { available: false, why: 'this computer offers no keychain' }
