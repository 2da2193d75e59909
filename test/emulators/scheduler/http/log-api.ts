import { period } from '../syntax.ts'
import { jsonAnswer, refuse, requestFailed } from './answer.ts'
import { idsOf, waitUntil, type Call, type Handler } from './call.ts'

/** Answers on their way, by the clock in ms: two requests of one millisecond share a key, and the first is never answered. */
const pending = new WeakMap<object, Map<number, object>>()

const MOST_BYTES = 102_400

export const log: Handler = async (call) => {
  const { world, params } = call
  const old = world.facts.line === 'P09'
  const text = params.get('broker') ?? ''
  if (text === '') refuse(old ? 'broker required' : null)
  const ids = old && !/^\d+$/.test(text) ? refuse('invalid broker-expr') : idsOf(call, text, (t) => refuse(`Invalid expr ${t}`))
  const lines = params.get('lines') ?? '100'
  if (!/^-?\d+$/.test(lines)) return old ? refuse('invalid lines') : requestFailed()
  if (Number(lines) <= 0) refuse('lines has to be greater than 0')
  const ms = timeout(call)
  for (const id of ids) {
    const broker = world.brokers.get(id)
    if (broker === undefined) return refuse(`broker ${id} not found`)
    if (!broker.active) refuse(`broker ${id} is not active`)
    if (broker.task?.state !== 'running') refuse(`broker ${id} is not running`)
  }
  if (!world.connected()) return old ? refuse('disconnected from the master', 500) : refuse(null)
  if (ids.length === 0) return { status: 204, body: '' }
  const name = params.get('name') ?? 'stdout'
  const found = await Promise.all(ids.map(async (id) => [String(id), await readOne(call, id, { name, lines: Number(lines), ms })] as const))
  const [only] = found
  return jsonAnswer(found.length === 1 && only !== undefined ? only[1] : Object.fromEntries(found), world.facts)
}

function timeout(call: Call): number {
  try {
    return period(call.params.get('timeout') ?? '30s').ms
  } catch {
    return call.world.facts.line === 'P09' ? refuse('invalid timeout') : requestFailed()
  }
}

interface Wanted {
  readonly name: string
  readonly lines: number
  readonly ms: number
}

async function readOne(call: Call, id: number, { name, lines, ms }: Wanted): Promise<{ status: string; content: string }> {
  const { world } = call
  const taskId = world.brokers.get(id)?.task?.id ?? ''
  world.journal.note({ what: 'log', broker: id, name })
  // The executor splits the request at commas: one in the name throws, and that ends its driver and the broker with it.
  if (name.includes(',')) {
    world.mesos.forceStop(taskId)
    await waitUntil(call, ms, () => false)
    return { status: 'timeout', content: '' }
  }
  const mine = {}
  const keys = pending.get(world) ?? new Map<number, object>()
  pending.set(world, keys)
  const key = Math.floor(world.clock.wall())
  keys.set(key, mine)
  let content: string | undefined
  void world.mesos.readLog(taskId, name, lines).then((text) => {
    if (keys.get(key) !== mine) return
    keys.delete(key)
    content = textOf(name, text)
  })
  return (await waitUntil(call, ms, () => content !== undefined))
    ? { status: 'ok', content: content ?? '' }
    : { status: 'timeout', content: '' }
}

function textOf(name: string, text: string | null): string {
  if (name !== 'stdout' && name !== 'stderr' && !name.endsWith('.log')) return `${name} doesn't ends with .log`
  return text === null ? `${name} doesn't exist` : text.slice(-MOST_BYTES)
}
