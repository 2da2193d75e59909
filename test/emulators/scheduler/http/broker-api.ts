import { printBroker, type Broker } from '../broker.ts'
import type { Printable } from '../json.ts'
import { period } from '../syntax.ts'
import { NotConnected } from '../world.ts'
import { jsonAnswer, refuse, requestFailed, type Answer } from './answer.ts'
import { idsOf, waitUntil, type Call, type Handler } from './call.ts'
import { readSettings, throwTogether } from './settings.ts'

const isOld = ({ world }: Call): boolean => world.facts.line === 'P09'
const answer = (call: Call, value: Printable): Answer => jsonAnswer(value, call.world.facts)
const print = (call: Call, ids: readonly number[]): Printable =>
  ids.flatMap((id) => {
    const broker = call.world.brokers.get(id)
    return broker === undefined ? [] : [printBroker(broker, call.world.facts)]
  })

/** Empty and absent: 0.9 says what is missing, 0.10 differs by endpoint. */
function required(call: Call, bare: () => never): string {
  const text = call.params.get('broker')
  if (text !== undefined && text !== '') return text
  return isOld(call) ? refuse('broker required') : bare()
}
const bareBadRequest = (): never => refuse(null)
const badExpression = (call: Call) => (text: string) => refuse(isOld(call) ? 'invalid broker-expr' : `Invalid expr ${text}`)

export const list: Handler = (call) => {
  const ids = idsOf(call, call.params.get('broker') ?? '*', () => refuse(isOld(call) ? 'invalid broker-expr' : null))
  return answer(call, { brokers: print(call, ids) })
}

export const save =
  (adds: boolean): Handler =>
  (call) => {
    const { world } = call
    const text = required(call, requestFailed)
    const ids = idsOf(call, text, isOld(call) ? badExpression(call) : requestFailed)
    const { changes, errors } = readSettings(call.params, world.facts)
    const problems = [...errors]
    for (const id of ids) {
      const broker = world.brokers.get(id)
      if (adds && broker !== undefined) problems.push(`Broker ${id} already exists`)
      if (!adds && broker === undefined) problems.push(`Broker ${id} not found`)
      if (!adds && broker?.active && world.facts.release === '0.9.4.0') problems.push(`Broker ${id} is active`)
    }
    throwTogether(problems, world.facts)
    for (const id of ids) {
      const broker = adds ? world.add(id) : world.brokers.get(id)
      if (broker === undefined) continue
      for (const change of changes) change(broker)
      if (!adds && (broker.active || broker.task !== null)) broker.needsRestart = true
      if (!adds) world.journal.note({ what: 'update', broker: id })
    }
    return answer(call, { brokers: print(call, ids) })
  }

export const clone: Handler = (call) => {
  const { world } = call
  const ids = idsOf(call, required(call, requestFailed), requestFailed)
  const sources = idsOf(call, call.params.get('source') ?? bareBadRequest(), requestFailed)
  if (sources.length !== 1) refuse('source must be 1 broker')
  const source = world.brokers.get(sources[0] ?? -1)
  if (source === undefined) return refuse('source does not exist')
  const there = ids.filter((id) => world.brokers.has(id))
  if (there.length > 0) refuse(`broker(s) ${there.join(',')} already exist.`)
  for (const id of ids) copySettings(source, world.add(id))
  return answer(call, { brokers: print(call, ids) })
}

function copySettings(from: Broker, to: Broker): void {
  const { cpus, mem, heap, port, volume, bindAddress, syslog, constraints, options, log4jOptions, jvmOptions, javaCmd, container } = from
  const { stickinessPeriod, failoverDelay, failoverMaxDelay, failoverMaxTries } = from
  Object.assign(to, { cpus, mem, heap, port, volume, bindAddress, syslog, constraints, options, log4jOptions, jvmOptions, javaCmd })
  Object.assign(to, { container, stickinessPeriod, failoverDelay, failoverMaxDelay, failoverMaxTries })
}

export const remove: Handler = (call) => {
  const { world } = call
  const ids = idsOf(call, required(call, bareBadRequest), badExpression(call))
  for (const id of ids) {
    const broker = world.brokers.get(id)
    if (broker === undefined) return refuse(`broker ${id} not found`)
    if (broker.active) refuse(`broker ${id} is active${isOld(call) ? '' : '.'}`)
  }
  for (const id of ids) world.remove(id)
  return answer(call, { ids: isOld(call) ? ids.join(',') : ids.map(String) })
}

function timeout(call: Call, standard: string): number {
  try {
    return period(call.params.get('timeout') ?? standard).ms
  } catch {
    return isOld(call) ? refuse('invalid timeout') : requestFailed()
  }
}

/** The driver is null while there is no master, and the scheduler runs into it after it has changed its mind. */
function withDriver(act: () => void): void {
  try {
    act()
  } catch (error) {
    if (error instanceof NotConnected) refuse('java.lang.NullPointerException')
    throw error
  }
}

export const startStop =
  (starts: boolean): Handler =>
  async (call) => {
    const { world, params } = call
    const ids = idsOf(call, required(call, bareBadRequest), badExpression(call))
    const ms = timeout(call, '60s')
    const force = isOld(call) ? params.has('force') : params.get('force')?.toLowerCase() === 'true'
    for (const id of ids) {
      const broker = world.brokers.get(id)
      if (broker === undefined) return refuse(`broker ${id} not found`)
      if (isOld(call) && !force && starts && broker.active) refuse(`broker ${id} is active`)
      if (isOld(call) && !force && !starts && !broker.active) refuse(`broker ${id} is not active`)
    }
    withDriver(() => ids.forEach((id) => (starts ? world.start(id) : world.stop(id, force))))
    let status = ms === 0 ? 'scheduled' : starts ? 'started' : 'stopped'
    if (ms > 0) for (const id of ids) if (!(await waitUntil(call, ms, () => isThere(call, id, starts)))) status = 'timeout'
    const brokers = print(call, ids)
    return answer(call, isOld(call) ? { status, brokers } : { brokers, status, message: null })
  }

function isThere({ world }: Call, id: number, running: boolean): boolean {
  const task = world.brokers.get(id)?.task
  return running ? task?.state === 'running' : task === null || task === undefined
}

export const restart: Handler = async (call) => {
  const { world } = call
  const ids = idsOf(call, required(call, bareBadRequest), badExpression(call))
  const ms = timeout(call, isOld(call) || call.params.has('noWaitForReplication') ? '2m' : '5m')
  for (const id of ids) {
    const broker = world.brokers.get(id)
    if (broker === undefined) return refuse(`broker ${id} not found`)
    if (isOld(call) && broker.task?.state !== 'running') refuse(`broker ${id} is not running`)
  }
  const late = (id: number, stage: string): Answer => {
    const message = `broker ${id} timeout on ${stage}`
    return answer(call, isOld(call) ? { status: 'timeout', message } : { brokers: [], status: 'timeout', message })
  }
  for (const id of ids) {
    withDriver(() => world.stop(id, false))
    if (!(await waitUntil(call, ms, () => isThere(call, id, false)))) return late(id, 'stop')
    withDriver(() => world.start(id))
    if (!(await waitUntil(call, ms, () => isThere(call, id, true)))) return late(id, 'start')
  }
  const brokers = print(call, ids)
  return answer(call, isOld(call) ? { status: 'restarted', brokers } : { brokers, status: 'restarted', message: null })
}
