import type { BrokerPhase } from '../../shared/domain/scheduler/phase.ts'

type Kind = BrokerPhase['kind']

const ends = ['th', 'st', 'nd', 'rd'] as const
/** `1st`, `2nd`, `11th`. */
const nth = (n: number): string => `${n}${n % 100 > 10 && n % 100 < 14 ? 'th' : (ends[n % 10] ?? 'th')}`
const times = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`)

const title: Readonly<Record<Kind, string>> = {
  stopped: 'Stopped',
  deactivated: 'Deactivated',
  waitingForOffer: 'Waiting for an offer',
  failed: 'Failed',
  launching: 'Launching',
  running: 'Running',
  runningDeactivated: 'Running, deactivated',
  launchingDeactivated: 'Launching, deactivated',
  reconciling: 'Reconciling',
  stopping: 'Stopping',
  unknown: 'Unknown state',
}

/** For somebody who sees the word for the first time. */
const about: Readonly<Record<Kind, string>> = {
  stopped: 'It is not wanted to run. Start it to bring it up.',
  deactivated: 'It failed too often in a row, so the scheduler stopped trying. It runs again when somebody starts it.',
  waitingForOffer: 'It is wanted and has no task: the scheduler waits until Mesos offers an agent that fits.',
  failed: 'Its task ended by itself. The scheduler waits for a while before it tries again.',
  launching: 'Mesos accepted the task; Kafka is being downloaded and started.',
  running: 'Its task runs.',
  runningDeactivated: 'A stop came before it ran. The task goes on, and the scheduler will not restart it: stop it again, or start it.',
  launchingDeactivated: 'A stop came before it ran. The task still comes up, and then runs without being wanted: stop it again.',
  reconciling: 'The scheduler has lost its connection and asks Mesos what runs. Until it knows, no broker starts.',
  stopping: 'The scheduler asked Mesos to end its task.',
  unknown: 'The scheduler names a state that Samsa does not know.',
}

export const phase = {
  title,
  about,
  failedOf: (failures: number, most: number | null) => `Failed ${times(failures)}${most === null ? '' : ` of ${most}`}`,
  failedTimes: (failures: number) => `failed ${times(failures)} in a row`,
  nextTry: 'next try in',
  nextTryNow: 'next try is due',
  try: (n: number) => `${nth(n)} try`,
  onlyFrom: (host: string) => `only ${host} for`,
  anyAgent: 'any agent that fits',
  returnsTo: (host: string) => `returns to ${host} for`,
  on: (host: string) => `on ${host}`,
  startIt: 'needs a start',
  stopAgain: 'stop it again',
  asksMesos: 'asks Mesos what runs',
  needsRestart: 'needs restart',
  controller: 'controller',
  notInKafka: 'not in Kafka',
  joining: 'not in Kafka yet',
  silent: 'does not answer Samsa',
  notScheduled: 'unknown to the scheduler',
  sandbox: 'data in the sandbox',
}

export const agreement = {
  label: { agree: 'Agree', disagree: 'Disagree', settling: 'Changing', partial: 'Partly read' },
  about: {
    agree: 'Scheduler, Mesos and Kafka say the same',
    disagree: 'They contradict each other',
    settling: 'They differ, but only since a moment ago',
    partial: 'What was read agrees, but one of them was not read',
  },
  side: { scheduler: 'Scheduler', mesos: 'Mesos', kafka: 'Kafka' },
  mark: (scheduler: string, mesos: string, kafka: string) => `Scheduler: ${scheduler}. Mesos: ${mesos}. Kafka: ${kafka}.`,
  word: { yes: 'yes', no: 'no', unread: 'not read' },
  nothing: { scheduler: 'does not know it', mesos: 'no task', kafka: 'not among its brokers' },
  listedAt: 'registered at',
  listedSilent: 'registered, does not answer Samsa',
}

export const moments = {
  waits: (time: string) => `waits ${time}`,
  stickyOnly: (host: string) => `${host} only`,
  anywhere: 'any agent that fits',
  deactivated: (failures: number) => (failures === 1 ? 'deactivated at once' : `deactivated, ${nth(failures)} failure`),
  now: 'now',
  unknown: 'Its settings for failover and stickiness are not known.',
}

export const life = {
  running: 'running',
  starting: 'starting',
  ended: 'not running',
  unknown: 'not known',
  share: 'Time that it ran, of the time that is known',
}

export const brokerOnMesos = {
  endpoint: (address: string) => `endpoint ${address}`,
  rack: (rack: string) => `rack ${rack}`,
  leads: (shown: string) => `leads ${shown}`,
}

export const systems = {
  name: { mesos: 'Mesos', scheduler: 'The Kafka scheduler', marathon: 'Marathon' },
  state: {
    off: 'is not set in this profile',
    connecting: 'is being asked for the first time',
    live: 'answers',
    stale: 'has not answered for a while',
    reconnecting: 'does not answer',
    failed: 'does not answer',
    paused: 'is not read while reading is paused',
    unverified: 'could not be proven to be the one of this cluster: it gets no login and no change',
  },
  nextTry: 'next try in',
  moved: (from: string, to: string) => `moved from ${from} to ${to}`,
  candidates: (n: number) =>
    n === 1 ? '1 other address answered and was not believed' : `${n} other addresses answered and were not believed`,
}
