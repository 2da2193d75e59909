import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { addBrokers } from '../commands/brokers/add.ts'
import { cloneBroker } from '../commands/brokers/clone.ts'
import { simulatePlacement } from '../commands/brokers/placement.ts'
import { removeBrokers } from '../commands/brokers/remove.ts'
import { restartBrokers } from '../commands/brokers/restart.ts'
import { lookAtOffers, startBrokers } from '../commands/brokers/start.ts'
import { stopBrokers } from '../commands/brokers/stop.ts'
import { updateBrokers } from '../commands/brokers/update.ts'
import type { BrokerWorld } from '../commands/brokers/world.ts'
import type { Runner } from '../commands/runner.ts'

/** `worldOf` fails with `lifecycle.noScheduler` where there is none. */
export const lifecycleHandlers = (
  runner: Runner,
  worldOf: (cluster: string) => Promise<BrokerWorld> | BrokerWorld,
): Handlers<SamsaContract>['lifecycle'] => ({
  add: runner.change(addBrokers, worldOf),
  clone: runner.change(cloneBroker, worldOf),
  update: runner.change(updateBrokers, worldOf),
  start: runner.change(startBrokers, worldOf),
  lookAtOffers: runner.change(lookAtOffers, worldOf),
  stop: runner.change(stopBrokers, worldOf),
  restart: runner.change(restartBrokers, worldOf),
  remove: runner.change(removeBrokers, worldOf),
  placement: async ({ cluster, ...asked }, { signal }) => simulatePlacement(asked, await worldOf(cluster), signal),
})
