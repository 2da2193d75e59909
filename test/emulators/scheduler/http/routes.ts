import type { ReleaseFacts } from '../releases.ts'
import { plainAnswer, refuse, type Answer } from './answer.ts'
import * as brokers from './broker-api.ts'
import type { Handler } from './call.ts'
import { log } from './log-api.ts'
import * as topics from './topic-api.ts'

export interface Served {
  readonly handler: Handler
  /** 0.10 refuses GET here; 0.9 never does. */
  readonly postOnly: boolean
}

const read = (handler: Handler): Served => ({ handler, postOnly: false })
const change = (handler: Handler): Served => ({ handler, postOnly: true })

const artefact =
  (filename: string, type: string): Handler =>
  () => ({ status: 200, type, headers: { 'Content-Disposition': `attachment; filename="${filename}"` }, body: '', length: 34_567_890 })

/** What a release serves at a path; null: nothing. */
export function servedAt(path: string, facts: ReleaseFacts): Served | null {
  const { line, hasLog } = facts
  const old = line === 'P09'
  if (path === '/health' || (old && path.startsWith('/health'))) return read(() => health(old))
  const file = /^\/(jar|kafka)\/[^/]+$/.exec(path)
  if (file !== null) return read(artefact(file[1] === 'jar' ? facts.jar : facts.kafka, 'application/zip'))
  const always: Readonly<Record<string, Served>> = {
    '/api/broker/list': read(brokers.list),
    '/api/broker/add': change(brokers.save(true)),
    '/api/broker/update': change(brokers.save(false)),
    '/api/broker/remove': change(brokers.remove),
    '/api/broker/start': change(brokers.startStop(true)),
    '/api/broker/stop': change(brokers.startStop(false)),
    '/api/topic/list': read(topics.list),
    '/api/topic/add': change(topics.add),
    '/api/topic/update': change(topics.update),
    '/api/topic/rebalance': change(topics.rebalance),
  }
  const from095: Readonly<Record<string, Served>> = { '/api/broker/restart': change(brokers.restart), '/api/broker/log': change(log) }
  const from010: Readonly<Record<string, Served>> = {
    '/api/broker/clone': change(brokers.clone),
    '/api/partition/list': read(topics.partitions),
    '/api/partition/add': change(() => ({ status: 200, body: '' })),
    '/api/quota/list': read(topics.quotas),
    '/api/quota/set': change(topics.setQuota),
    '/loglevel': change(() => ({ status: 200, body: '' })),
    '/quitquitquit': change(() => ({ status: 200, body: '' })),
    '/abortabortabort': change(() => ({ status: 200, body: '' })),
  }
  const from0101: Readonly<Record<string, Served>> = { '/api/topic/delete': change(topics.remove) }
  const all = { ...always, ...(hasLog ? from095 : {}), ...(old ? {} : from010), ...(line === 'P101' ? from0101 : {}) }
  return Object.hasOwn(all, path) ? (all[path] ?? null) : null
}

const health = (old: boolean): Answer => (old ? plainAnswer('ok\n') : { status: 200, type: 'text/plain', body: 'ok' })

export const notFound = ({ line }: ReleaseFacts): never => refuse(line === 'P09' ? 'uri not found' : null, 404)
