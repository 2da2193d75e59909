import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { deleteOffsets } from '../commands/groups/delete-offsets.ts'
import { exportOffsets } from '../commands/groups/export-offsets.ts'
import { previewReset } from '../commands/groups/preview-reset.ts'
import { groupNow, readinessOf } from '../commands/groups/readiness.ts'
import { removeGroups } from '../commands/groups/remove-groups.ts'
import { removeMembers } from '../commands/groups/remove-members.ts'
import { resetOffsets } from '../commands/groups/reset-offsets.ts'
import type { Runner } from '../commands/runner.ts'
import type { Histories } from '../history/histories.ts'
import type { KafkaWorlds } from './kafka-worlds.ts'

type GroupChanges = 'readiness' | 'previewReset' | 'exportOffsets' | 'resetOffsets' | 'deleteOffsets' | 'remove' | 'removeMembers'

export const groupChangeHandlers = (
  runner: Runner,
  worlds: KafkaWorlds,
  histories: Pick<Histories, 'ask'>,
): Pick<Handlers<SamsaContract>['groups'], GroupChanges> => ({
  readiness: async ({ cluster, group }, { signal }) => readinessOf(await groupNow(group, worlds(cluster), signal)),
  previewReset({ cluster, ...input }, { signal }) {
    const recorded = async (group: string, at: number): Promise<ReadonlyMap<string, ReadonlyMap<number, number>> | null> => {
      const found = await histories.ask('commitsAt', cluster, { group, at }, signal)
      return found && new Map(found.topics.map((t) => [t.topic, new Map(t.partitions.map((p, i) => [p, t.offsets[i] ?? 0]))]))
    }
    return previewReset(input, worlds(cluster), recorded, signal)
  },
  exportOffsets: ({ cluster, groups }, { signal }) => exportOffsets(groups, worlds(cluster), signal),
  resetOffsets: runner.change(resetOffsets, worlds),
  deleteOffsets: runner.change(deleteOffsets, worlds),
  remove: runner.change(removeGroups, worlds),
  removeMembers: runner.change(removeMembers, worlds),
})
