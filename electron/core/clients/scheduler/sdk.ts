import { AppError } from '../../../../shared/errors/error.ts'
import { fieldsOf, isObject } from '../http/fields.ts'
import type { Http } from '../http.ts'
import { ask, goodJson, refusalOf, unreadable, type Answer } from './answer.ts'
import { idList } from './parse.ts'

/** The scheduler of the DC/OS packages: `sdk` from 2017 on, `first` before (1.x). Only read. */
export type SdkGeneration = 'sdk' | 'first'

export interface SdkBroker {
  readonly id: number
  readonly host: string | null
  readonly port: number | null
  readonly endpoints: readonly string[]
  readonly rack: string | null
}

export interface SdkStep {
  readonly name: string
  readonly status: string
  readonly message: string
}

export interface SdkPlan {
  readonly name: string
  /** In its words: COMPLETE, IN_PROGRESS, PENDING, WAITING, DELAYED, ERROR … */
  readonly status: string
  readonly errors: readonly string[]
  readonly phases: readonly { readonly name: string; readonly status: string; readonly steps: readonly SdkStep[] }[]
}

export interface SdkEndpoint {
  readonly name: string
  readonly addresses: readonly string[]
  readonly dns: readonly string[]
  readonly vip: string | null
  /** Of the endpoint that is plain text: ZooKeeper. */
  readonly text: string | null
}

export interface SdkReader {
  readonly generation: SdkGeneration
  /** Ids that registered in ZooKeeper. */
  brokers(signal: AbortSignal): Promise<readonly number[]>
  /** Null: it is not registered. */
  broker(id: number, signal: AbortSignal): Promise<SdkBroker | null>
  plans(signal: AbortSignal): Promise<readonly SdkPlan[]>
  endpoints(signal: AbortSignal): Promise<readonly SdkEndpoint[]>
}

interface SdkNeeds {
  /** For the routes `schedulerSdk`. */
  readonly http: Http
  /** Perhaps with `/service/kafka` behind, through the Admin Router. */
  readonly base: string
}

const isTextList = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((one) => typeof one === 'string')
const isName = (text: string): boolean => /^[A-Za-z0-9_-]{1,100}$/.test(text)

/** Which generation answers, by its answers; null: this is no DC/OS scheduler. */
export async function recogniseSdk({ http, base }: SdkNeeds, signal: AbortSignal): Promise<SdkGeneration | null> {
  const get = (path: string): Promise<Answer> => ask(http, { base, method: 'GET', path, signal })
  const plans = await get('/v1/plans')
  if (plans.status === 200 && isTextList(plans.json) && plans.json.includes('deploy')) return 'sdk'
  const connection = await get('/v1/connection')
  return connection.status === 200 && isObject(connection.json) && isTextList(connection.json['address']) ? 'first' : null
}

export function createSdkReader({ http, base }: SdkNeeds, generation: SdkGeneration): SdkReader {
  const get = (path: string, signal: AbortSignal): Promise<Answer> => ask(http, { base, method: 'GET', path, signal })

  async function plan(path: string, name: string, signal: AbortSignal): Promise<SdkPlan> {
    const answer = await get(path, signal)
    // 202: not complete; 417: it has errors; 503: how the first generation says that a rollout is under way.
    if (![200, 202, 417, 503].includes(answer.status)) throw refusalOf(answer)
    if (!isObject(answer.json) || !Array.isArray(answer.json['phases'])) throw answer.status === 503 ? refusalOf(answer) : notAPlan(answer)
    return parsePlan(name, answer.json)
  }

  async function endpoint(name: string, signal: AbortSignal): Promise<SdkEndpoint> {
    const answer = await get(generation === 'sdk' ? `/v1/endpoints/${name}` : '/v1/connection', signal)
    if (answer.status !== 200) throw refusalOf(answer)
    const fields = fieldsOf(answer.json)
    const text = answer.json === undefined ? answer.text.trim() : fields.filled('zookeeper')
    return { name, addresses: fields.texts('address'), dns: fields.texts('dns'), vip: fields.filled('vip'), text }
  }

  return {
    generation,
    async brokers(signal) {
      const answer = await get('/v1/brokers', signal)
      const json = goodJson(answer)
      // Some releases of the first generation wrap it.
      const list: unknown = isObject(json) ? json['brokers'] : json
      if (!Array.isArray(list)) throw unreadable(answer, 'it is no list of broker ids')
      return idList(list)
    },
    async broker(id, signal) {
      if (!Number.isSafeInteger(id) || id < 0)
        throw new AppError('scheduler.invalid', { field: 'broker', why: 'A broker id is a whole number.' })
      const answer = await get(`/v1/brokers/${id}`, signal)
      if (answer.status === 404) return null
      const fields = fieldsOf(goodJson(answer))
      const { host, port, rack } = { host: fields.filled('host'), port: fields.number('port'), rack: fields.filled('rack') }
      return { id, host, port: port === null || port < 1 ? null : port, endpoints: fields.texts('endpoints'), rack }
    },
    async plans(signal) {
      if (generation === 'first') return [await plan('/v1/plan', 'deploy', signal)]
      const answer = await get('/v1/plans', signal)
      const names = goodJson(answer)
      if (!isTextList(names)) throw unreadable(answer, 'it is no list of plans')
      return Promise.all(names.filter(isName).map((name) => plan(`/v1/plans/${name}`, name, signal)))
    },
    async endpoints(signal) {
      if (generation === 'first') return [await endpoint('broker', signal)]
      const answer = await get('/v1/endpoints', signal)
      const names = goodJson(answer)
      if (!isTextList(names)) throw unreadable(answer, 'it is no list of endpoints')
      return Promise.all(names.filter(isName).map((name) => endpoint(name, signal)))
    },
  }
}

const notAPlan = (answer: Answer): AppError => unreadable(answer, 'it is no plan')

function parsePlan(name: string, json: unknown): SdkPlan {
  const fields = fieldsOf(json)
  const phases = fields.list('phases').map((phase) => ({
    name: phase.text('name') ?? '',
    status: phase.text('status') ?? 'UNKNOWN',
    // Very old ones say blocks.
    steps: [...phase.list('steps'), ...phase.list('blocks')].map((step) => ({
      name: step.text('name') ?? '',
      status: step.text('status') ?? 'UNKNOWN',
      message: step.text('message') ?? '',
    })),
  }))
  return { name, status: fields.text('status') ?? 'UNKNOWN', errors: fields.texts('errors'), phases }
}
