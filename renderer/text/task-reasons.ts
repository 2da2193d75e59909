export interface TaskReason {
  readonly means: string
  /** What usually helps; absent where nothing has to be done. */
  readonly fix?: string
}

/** Why a Mesos task changed its state, by the name that Mesos gives without its `REASON_`. Releases before 1.0 say SLAVE for AGENT. */
const reasons: Readonly<Record<string, TaskReason>> = {
  CONTAINER_LIMITATION_MEMORY: {
    means: 'It used more memory than it was given, and was killed.',
    fix: 'Raise the memory, or lower the heap: page buffers, threads and code come on top of it.',
  },
  CONTAINER_LIMITATION_DISK: {
    means: 'It used more disk than it was given, and was killed.',
    fix: 'Keep less data, or put it on a volume or a path of the agent.',
  },
  CONTAINER_LIMITATION: { means: 'It broke a limit of its container.', fix: 'The message names the limit.' },
  MAX_COMPLETION_TIME_REACHED: { means: 'It ran longer than it was allowed to.' },
  CONTAINER_LAUNCH_FAILED: {
    means: 'Its container could not be started.',
    fix: 'The message says why: a download from the scheduler, an image, or the user it should run as.',
  },
  CONTAINER_UPDATE_FAILED: { means: 'The resources of its container could not be changed.' },
  CONTAINER_PREEMPTED: { means: 'It was evicted to free resources that were lent to it.' },
  COMMAND_EXECUTOR_FAILED: {
    means: 'The command ended with an error. Old masters also say so when they do not know.',
    fix: 'The last lines of stderr and server.log tell more.',
  },
  EXECUTOR_TERMINATED: { means: 'Its executor died.', fix: 'The last lines of stderr tell why: often Java or a library that is missing.' },
  EXECUTOR_REGISTRATION_TIMEOUT: {
    means: 'Its executor did not report in time, usually because the download of Kafka was slow.',
    fix: 'Raise executor_registration_timeout of the agents, or bring the scheduler’s address closer to them.',
  },
  EXECUTOR_REREGISTRATION_TIMEOUT: { means: 'Its executor did not come back after the agent was restarted.' },
  EXECUTOR_UNREGISTERED: { means: 'Its executor went away.' },
  IO_SWITCHBOARD_EXITED: { means: 'The process that carries its output died.' },
  FRAMEWORK_REMOVED: {
    means: 'The scheduler was away for longer than its failover time, or was removed: Mesos killed its tasks.',
    fix: 'The stored framework id has to be removed before the scheduler can register again.',
  },
  GC_ERROR: { means: 'Its folder was about to be deleted when it was launched.' },
  INVALID_FRAMEWORKID: { means: 'It was launched for a framework that Mesos does not know.' },
  INVALID_OFFERS: { means: 'It was launched on an offer that had been withdrawn. The scheduler tries again.' },
  MASTER_DISCONNECTED: { means: 'The scheduler had no master at that moment.' },
  RECONCILIATION: { means: 'The scheduler asked for the state; nothing happened.' },
  RESOURCES_UNKNOWN: { means: 'Its reserved resources or its volume are not known to the agent.' },
  AGENT_DISCONNECTED: { means: 'The agent lost its connection to the master.' },
  AGENT_REMOVED: {
    means: 'The master gave up on the agent: it did not answer for about 75 s.',
    fix: 'Look at the machine and its network. A task that still runs there is killed when the agent returns.',
  },
  AGENT_REMOVED_BY_OPERATOR: { means: 'Somebody marked the agent as gone.' },
  AGENT_RESTARTED: { means: 'The agent was restarted and did not recover the task.' },
  AGENT_UNKNOWN: { means: 'The master does not know the agent.' },
  AGENT_REREGISTERED: { means: 'The agent is back.' },
  AGENT_DRAINING: { means: 'The agent is being drained: its tasks are killed.' },
  TASK_KILLED_DURING_LAUNCH: { means: 'It was stopped before it had started.' },
  TASK_CHECK_STATUS_UPDATED: { means: 'The result of a check changed; that is no failure.' },
  TASK_HEALTH_CHECK_STATUS_UPDATED: { means: 'The result of a health check changed; that is no failure.' },
  TASK_INVALID: { means: 'Mesos refused the launch.', fix: 'The message says what is wrong with it.' },
  TASK_GROUP_INVALID: { means: 'Mesos refused the launch.', fix: 'The message says what is wrong with it.' },
  TASK_UNAUTHORIZED: {
    means: 'Mesos does not allow the scheduler to run tasks as this user.',
    fix: 'Set the scheduler’s user to one that the master’s rules allow.',
  },
  TASK_GROUP_UNAUTHORIZED: { means: 'Mesos does not allow the scheduler to run tasks as this user.' },
  TASK_UNKNOWN: { means: 'Neither master nor agent knows the task any more.' },
}

const older: Readonly<Record<string, string>> = { MEMORY_LIMIT: 'CONTAINER_LIMITATION_MEMORY', EXECUTOR_PREEMPTED: 'CONTAINER_PREEMPTED' }

/** Null: a name of a release that is newer than this table. */
export function taskReason(name: string): TaskReason | null {
  const bare = name
    .toUpperCase()
    .replace(/^REASON_/, '')
    .replaceAll('SLAVE', 'AGENT')
  const key = older[bare] ?? bare
  return Object.hasOwn(reasons, key) ? (reasons[key] ?? null) : null
}

/** What a state of a Mesos task means. */
export const taskStates: Readonly<Record<string, string>> = {
  TASK_STAGING: 'being prepared',
  TASK_STARTING: 'starting',
  TASK_RUNNING: 'running',
  TASK_KILLING: 'being stopped',
  TASK_FINISHED: 'ended by itself',
  TASK_FAILED: 'failed',
  TASK_KILLED: 'stopped',
  TASK_ERROR: 'refused',
  TASK_LOST: 'lost',
  TASK_DROPPED: 'never launched',
  TASK_UNREACHABLE: 'its agent cannot be reached',
  TASK_GONE: 'gone',
  TASK_GONE_BY_OPERATOR: 'marked gone',
  TASK_UNKNOWN: 'not known',
}
