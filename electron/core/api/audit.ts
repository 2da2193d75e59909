import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import type { AuditLog } from '../commands/audit-log.ts'
import type { Runner } from '../commands/runner.ts'

export const auditHandlers = (audit: AuditLog, runner: Runner): Handlers<SamsaContract>['audit'] => ({
  list: ({ cluster }) => audit.list(cluster),
  entry: ({ act }) => audit.entry(act),
  verify: () => audit.prove(),
  export: ({ cluster, from }) => audit.export(cluster, from),
  undo: runner.undo,
  cancel({ act }) {
    runner.acts.cancel(act)
    return {}
  },
  async lookAgain({ act }) {
    await runner.acts.lookAgain(act)
    return {}
  },
})
