import { ignoredSettings } from '../../../../shared/domain/scheduler/compare.ts'
import type { SchedulerBroker } from '../../../../shared/domain/scheduler/model.ts'
import {
  brokerList,
  checkSettings,
  settingsForm,
  type BrokerSettings,
  type SettingName,
} from '../../../../shared/domain/scheduler/settings.ts'
import { isObject } from '../http/fields.ts'
import { goodJson, unreadable, type Answer } from './answer.ts'
import { parseBrokers, idList } from './parse.ts'
import { refused, type Outcome } from './outcome.ts'
import { invalid, needs, send, type ChangeContext } from './change-context.ts'

export interface SavedBrokers {
  readonly brokers: readonly SchedulerBroker[]
  /** What was asked for and is not in the answer, by broker. Empty: all of it is there. */
  readonly ignored: ReadonlyMap<number, readonly SettingName[]>
}

export interface StartedBrokers {
  /** The scheduler's own word: it does not mean that anything runs. */
  readonly status: 'scheduled' | 'inProgress' | 'done'
  /** As they were when it answered; 0.9.1 tells none. */
  readonly brokers: readonly SchedulerBroker[]
}

export interface BrokerChanges {
  add(ids: readonly number[], settings: BrokerSettings, signal: AbortSignal): Promise<Outcome<SavedBrokers>>
  /** Replaces maps as a whole: hand over the merged ones. */
  update(ids: readonly number[], settings: BrokerSettings, signal: AbortSignal): Promise<Outcome<SavedBrokers>>
  clone(source: number, ids: readonly number[], signal: AbortSignal): Promise<Outcome<SavedBrokers>>
  /** Ids that are gone. The scheduler checks `active` alone: without a task and out of every replica list is for the caller to see. */
  remove(ids: readonly number[], signal: AbortSignal): Promise<Outcome<readonly number[]>>
  /** Does not wait: what becomes of it is read from the list. On a broker that waits (0.10) it makes the scheduler look at offers now. */
  start(ids: readonly number[], signal: AbortSignal): Promise<Outcome<StartedBrokers>>
  stop(ids: readonly number[], options: { readonly force: boolean }, signal: AbortSignal): Promise<Outcome<StartedBrokers>>
}

type Act = 'add' | 'update' | 'clone' | 'remove' | 'start' | 'stop'

export function createBrokerChanges(context: ChangeContext): BrokerChanges {
  const { release, can } = context
  const first = release.line === 'P091'
  const pathOf = (act: Act): string => `/api/${first ? 'brokers' : 'broker'}/${act}`

  async function change<T>(
    act: Act,
    ids: readonly number[],
    form: Readonly<Record<string, string>>,
    signal: AbortSignal,
    read: (answer: Answer) => T,
  ): Promise<Outcome<T>> {
    const list = brokerList(ids)
    if (!list.ok) return refused(invalid('broker', list.why))
    return send(context, pathOf(act), { [first ? 'id' : 'broker']: list.value, ...form }, signal, read)
  }

  function readSaved(ids: readonly number[], settings: BrokerSettings): (answer: Answer) => SavedBrokers {
    return (answer) => {
      const { brokers } = parseBrokers(goodJson(answer), answer)
      expectAll(ids, brokers, answer)
      const ignored = brokers.map((broker) => [broker.id, ignoredSettings(settings, broker)] as const)
      return { brokers, ignored: new Map(ignored.filter(([, names]) => names.length > 0)) }
    }
  }

  function save(
    act: 'add' | 'update',
    ids: readonly number[],
    settings: BrokerSettings,
    signal: AbortSignal,
  ): Promise<Outcome<SavedBrokers>> {
    const [problem] = checkSettings(settings, can)
    if (problem !== undefined) return Promise.resolve(refused(invalid(problem.field, problem.why)))
    return change(act, ids, settingsForm(settings), signal, readSaved(ids, settings))
  }

  const readStarted =
    (ids: readonly number[], active: boolean) =>
    (answer: Answer): StartedBrokers => {
      const json = goodJson(answer)
      const word = isObject(json) ? json['status'] : undefined
      if (typeof word !== 'string') throw unreadable(answer, 'it has no status')
      const status = word === 'scheduled' ? 'scheduled' : word === 'started' || word === 'stopped' ? 'done' : 'inProgress'
      if (first) return { status, brokers: [] }
      const { brokers } = parseBrokers(json, answer)
      expectAll(ids, brokers, answer)
      const other = brokers.find((broker) => broker.active !== active)
      if (other !== undefined) throw unreadable(answer, `broker ${other.id} is ${active ? 'not active' : 'still active'} in it`)
      return { status, brokers }
    }

  return {
    add: (ids, settings, signal) => save('add', ids, settings, signal),
    update: (ids, settings, signal) => save('update', ids, settings, signal),
    async clone(source, ids, signal) {
      const lacking = needs(context, 'clone', 'clone brokers')
      if (lacking !== null) return refused(lacking)
      const from = brokerList([source])
      if (!from.ok) return refused(invalid('source', from.why))
      return change('clone', ids, { source: from.value }, signal, readSaved(ids, {}))
    },
    remove: (ids, signal) => change('remove', ids, {}, signal, (answer) => readRemoved(ids, answer)),
    start: (ids, signal) => change('start', ids, { timeout: '0s' }, signal, readStarted(ids, true)),
    async stop(ids, { force }, signal) {
      const lacking = force ? needs(context, 'forceStop', 'stop brokers by force') : null
      if (lacking !== null) return refused(lacking)
      return change('stop', ids, { timeout: '0s', ...(force ? { force: 'true' } : {}) }, signal, readStarted(ids, false))
    },
  }
}

/** A status of 200 is not trusted: every broker that was named has to be in the answer. */
function expectAll(ids: readonly number[], brokers: readonly SchedulerBroker[], answer: Answer): void {
  const there = new Set(brokers.map(({ id }) => id))
  const missing = ids.filter((id) => !there.has(id))
  if (missing.length > 0) throw unreadable(answer, `broker ${missing.join(', ')} is missing in it`)
}

function readRemoved(ids: readonly number[], answer: Answer): readonly number[] {
  const json = goodJson(answer)
  const gone = idList(isObject(json) ? json['ids'] : undefined)
  const left = ids.filter((id) => !gone.includes(id))
  if (left.length > 0) throw unreadable(answer, `broker ${left.join(', ')} is missing in it`)
  return gone
}
