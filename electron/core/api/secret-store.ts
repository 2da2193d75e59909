import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { SecretStoreRow } from '../../../shared/contract/secret-store.ts'
import type { Handlers, ViewSource } from '../../../shared/rpc/define.ts'
import type { Profiles } from '../profiles/profiles.ts'

export const secretStoreHandlers = (store: Profiles['secretStore']): Handlers<SamsaContract>['secretStore'] => ({
  state: () => storeView(store),
  async unlock({ passphrase }) {
    await store.unlock(passphrase)
    return {}
  },
  async keepUnder({ passphrase }) {
    await store.keepUnder(passphrase)
    return {}
  },
})

function storeView(store: Profiles['secretStore']): ViewSource<SecretStoreRow> {
  let row: SecretStoreRow = { id: 'secrets', ...store.state() }
  return {
    watch: store.onChange,
    read() {
      const { kind, locked } = store.state()
      if (row.kind !== kind || row.locked !== locked) row = { id: 'secrets', kind, locked }
      return { rows: new Map([[row.id, row]]), about: { state: 'live', asOf: null, errors: [], progress: null } }
    },
  }
}
