import { common } from './common.ts'

const { plural } = common

export const dcos = {
  title: 'Plans of the DC/OS scheduler',
  note: 'Samsa reads this scheduler and changes nothing through it: brokers are added and changed by the options of its package in DC/OS.',
  asking: 'Asking the scheduler for its plans…',
  again: 'Read again',
  read: 'read',
  brokers: (n: number) => `${n} ${plural(n, 'broker', 'brokers')} registered`,
  noPlans: 'It has no plans.',
  noSteps: 'Nothing to do.',
  steps: (done: number, all: number) => `${done} of ${all} ${plural(all, 'step', 'steps')}`,
  endpoints: 'Endpoints',
  noActs: 'Brokers of this scheduler are changed by the options of its package in DC/OS',
  /** Its words; one that is not here is shown as it came. */
  status: {
    COMPLETE: 'complete',
    IN_PROGRESS: 'in progress',
    PENDING: 'pending',
    PREPARED: 'prepared',
    STARTING: 'starting',
    STARTED: 'started',
    WAITING: 'waiting: interrupted',
    DELAYED: 'delayed after a failure',
    ERROR: 'error',
  } as Readonly<Record<string, string>>,
}
