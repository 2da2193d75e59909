import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { groupMembers } from '../state/projections/group-members.ts'
import { groupPartitions } from '../state/projections/group-partitions.ts'
import { groupList, oneGroup } from '../state/projections/groups.ts'
import { clusterAt, type ClustersNeeds } from './clusters.ts'
import type { groupChangeHandlers } from './group-changes.ts'

export const groupsHandlers = (
  needs: ClustersNeeds,
  changes: ReturnType<typeof groupChangeHandlers>,
): Handlers<SamsaContract>['groups'] => ({
  ...changes,
  list: (at) => groupList(clusterAt(needs, at)),
  one: ({ group, ...at }) => oneGroup(clusterAt(needs, at), group),
  partitions: ({ group, ...at }) => groupPartitions(clusterAt(needs, at), group),
  members: ({ group, ...at }) => groupMembers(clusterAt(needs, at), group),
})
