import type { SchedulerRelease } from './model.ts'

/** Where an act that the scheduler does not offer can be done instead. */
export type OtherWay = 'stopFirst' | 'mesosSandbox' | 'addSame' | 'kafka' | 'recreate' | 'runBook' | 'partitionList' | 'none'

export type Capability = { readonly offered: true } | { readonly offered: false; readonly instead: OtherWay }

const acts = [
  'topics',
  'volume',
  'syslog',
  'container',
  'updateActive',
  'log',
  'clone',
  'deleteTopic',
  'realign',
  'partitions',
  'quotas',
  'rebalanceStatus',
  'lookAtOffers',
  'forceStop',
  'clearSettings',
  'errorsNamed',
] as const
export type SchedulerAct = (typeof acts)[number]

export interface SchedulerCapabilities extends Readonly<Record<SchedulerAct, Capability>> {
  /** What a broker reports: nothing, three values, or the whole map. */
  readonly metrics: 'none' | 'three' | 'map'
  /** A stop is carried out only while an offer is handled (0.9). */
  readonly stopNeedsOffers: boolean
  /** A stop of a broker that does not run yet only deactivates it (0.10.1). */
  readonly earlyStopDeactivates: boolean
  /** A plain update of a topic answers with the options from before. */
  readonly answersOldTopicOptions: boolean
  /** How long an offer that does not fit stays refused. */
  readonly declineMs: number
}

const yes: Capability = { offered: true }
const no = (instead: OtherWay): Capability => ({ offered: false, instead })

/** [major, minor, …] as numbers; a part that is none counts as 0. */
const numbers = (version: string): readonly number[] => version.split(/[.-]/).map((part) => (/^\d+$/.test(part) ? Number(part) : 0))

function isBefore(version: string, than: string): boolean {
  const [a, b] = [numbers(version), numbers(than)]
  for (const [index, wanted] of b.entries()) {
    const has = a[index] ?? 0
    if (has !== wanted) return has < wanted
  }
  return false
}

/**
 * What a release offers. Within the 0.9 line it depends on the version; without one the newest of the line is taken, whose refusals are
 * plain 404s.
 */
export function schedulerCapabilities({ line, version }: SchedulerRelease): SchedulerCapabilities {
  const is091 = line === 'P091'
  const is10 = line === 'P10' || line === 'P101'
  const master = line === 'P09M' || is10
  const before = (than: string): boolean => is091 || (line === 'P09' && version !== null && isBefore(version, than))
  const from = (than: string, instead: OtherWay): Capability => (before(than) ? no(instead) : yes)
  const fromMaster = (instead: OtherWay): Capability => (master ? yes : no(instead))
  return {
    topics: is091 ? no('kafka') : yes,
    volume: from('0.9.3', 'none'),
    syslog: fromMaster('none'),
    container: line === 'P101' ? yes : no('none'),
    updateActive: from('0.9.5', 'stopFirst'),
    log: from('0.9.5', 'mesosSandbox'),
    clone: fromMaster('addSame'),
    // Builds before June 2017 lack it; the call then answers 404, and nothing has happened.
    deleteTopic: line === 'P101' ? yes : no('kafka'),
    realign: fromMaster('none'),
    partitions: fromMaster('kafka'),
    quotas: fromMaster('kafka'),
    rebalanceStatus: is10 ? no('partitionList') : yes,
    lookAtOffers: is10 ? yes : no('none'),
    // The 0.10.1 line takes the flag and does nothing with it.
    forceStop: line === 'P101' ? no('none') : yes,
    clearSettings: is10 ? no('recreate') : yes,
    errorsNamed: is10 ? no('none') : yes,
    metrics: master ? 'map' : before('0.9.5') ? 'none' : 'three',
    stopNeedsOffers: !is10,
    earlyStopDeactivates: line === 'P101',
    answersOldTopicOptions: is10,
    declineMs: is10 ? 3_600_000 : 5_000,
  }
}
