import type { Client, Contract, Handlers } from '../rpc/define.ts'
import { access } from './access.ts'
import { audit } from './audit.ts'
import { alerts } from './alerts.ts'
import { backups } from './backups.ts'
import { brokers } from './brokers.ts'
import { cluster } from './cluster.ts'
import { compare } from './compare.ts'
import { dcos } from './dcos.ts'
import { discovery } from './discovery.ts'
import { groups } from './groups.ts'
import { history } from './history.ts'
import { host } from './host.ts'
import { lag } from './lag.ts'
import { lifecycle } from './lifecycle.ts'
import { mesos } from './mesos.ts'
import { messages } from './messages.ts'
import { profileFiles } from './profile-files.ts'
import { profiles } from './profiles.ts'
import { reassignments } from './reassignments.ts'
import { recordings } from './recordings.ts'
import { report } from './report.ts'
import { secretStore } from './secret-store.ts'
import { security } from './security.ts'
import { topics } from './topics.ts'

/** Everything that crosses between page and core. A member that is not here does not exist. */
export const contract = {
  host,
  profiles,
  profileFiles,
  backups,
  cluster,
  compare,
  brokers,
  topics,
  groups,
  lag,
  access,
  audit,
  mesos,
  dcos,
  discovery,
  alerts,
  lifecycle,
  history,
  messages,
  recordings,
  security,
  reassignments,
  secretStore,
  report,
} as const satisfies Contract

export type SamsaContract = typeof contract
export type SamsaHandlers = Handlers<SamsaContract>
export type SamsaClient = Client<SamsaContract>
