import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import type { Access } from '../commands/access.ts'

export const accessHandlers = (access: Access): Handlers<SamsaContract>['access'] => ({
  state: () => access.rows(),
  async unlock({ cluster, typed, reason }) {
    await access.unlock(cluster, typed, reason)
    return {}
  },
  async lock({ cluster }) {
    await access.lock(cluster)
    return {}
  },
})
