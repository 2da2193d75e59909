import type { SamsaHandlers } from '../../shared/contract/index.ts'
import type { SecretStoreRow } from '../../shared/contract/secret-store.ts'
import { AppError } from '../../shared/errors/error.ts'
import { createCell } from './fake-cell.ts'

export const STORE_PASSPHRASE = 'correct horse battery'

export function fakeSecretStore(first: Omit<SecretStoreRow, 'id'>, now: number): SamsaHandlers['secretStore'] {
  const cell = createCell<SecretStoreRow>('id', [{ id: 'secrets', ...first }], now)
  return {
    state: () => cell.source,
    unlock({ passphrase }) {
      if (passphrase !== STORE_PASSPHRASE) throw new AppError('secrets.passphrase', {})
      cell.patch('secrets', { locked: false })
      return {}
    },
    keepUnder() {
      cell.patch('secrets', { kind: 'passphrase' })
      return {}
    },
  }
}
