import { AppError } from '../../../../shared/errors/error.ts'
import type { Clock } from '../../lib/clock.ts'
import { parseBase } from '../http/address.ts'
import { fieldsOf, listOf, type Fields } from '../http/fields.ts'
import type { Lanes } from '../http/lanes.ts'
import type { HttpNetwork } from '../http/network.ts'
import type { Credential, HttpTls } from '../http/settings.ts'
import { createHttp } from '../http.ts'

export interface MarathonSettings {
  /** `http://host:8080`, or behind DC/OS `https://dcos.example/service/marathon`. */
  readonly base: string
  readonly credential: Credential
  readonly tls: HttpTls | null
  readonly plainCredentials: boolean
  readonly network?: HttpNetwork | undefined
}

export interface MarathonApp {
  readonly id: string
  readonly cmd: string | null
  readonly image: string | null
  readonly instances: number | null
  readonly tasksRunning: number | null
  readonly tasksHealthy: number | null
  readonly labels: ReadonlyMap<string, string>
  readonly env: ReadonlyMap<string, string>
  readonly deploymentIds: readonly string[]
  readonly lastFailure: { readonly message: string | null; readonly state: string | null; readonly at: number | null } | null
}

export interface MarathonTask {
  readonly id: string
  readonly appId: string | null
  readonly host: string | null
  readonly ports: readonly number[]
  readonly agentId: string | null
  readonly state: string | null
  readonly startedAt: number | null
}

export interface MarathonDeployment {
  readonly id: string
  readonly apps: readonly string[]
  readonly step: number | null
  readonly steps: number | null
}

/** As much of Marathon as it takes to find the scheduler and to say what holds it up. Reading only. */
export interface MarathonClient {
  info(
    signal: AbortSignal,
  ): Promise<{ readonly version: string | null; readonly frameworkId: string | null; readonly leader: string | null }>
  apps(signal: AbortSignal): Promise<readonly MarathonApp[]>
  tasks(appId: string, signal: AbortSignal): Promise<readonly MarathonTask[]>
  deployments(signal: AbortSignal): Promise<readonly MarathonDeployment[]>
  /** Apps that wait for offers, and the commonest reason why offers were declined. */
  queue(signal: AbortSignal): Promise<readonly { readonly appId: string; readonly count: number | null; readonly reason: string | null }[]>
  close(): void
}

/** Groups and names as Marathon allows them; the slashes stay as they are in a path. */
const APP_ID = /^(\/[a-z0-9][a-z0-9.-]*)+$/

export function createMarathonClient(settings: MarathonSettings, needs: { readonly clock: Clock; readonly lanes?: Lanes }): MarathonClient {
  const { origin, prefix } = parseBase(settings.base)
  const http = createHttp({ ...settings, system: 'marathon', trusts: (asked) => asked === origin }, needs)
  const get = async (path: string, signal: AbortSignal): Promise<unknown> => {
    const { value } = await http.json({ base: origin + prefix, method: 'GET', path, signal })
    return value
  }
  return {
    async info(signal) {
      const of = fieldsOf(await get('/v2/info', signal))
      return { version: of.text('version'), frameworkId: of.filled('frameworkId'), leader: of.filled('leader') }
    },
    apps: async (signal) =>
      fieldsOf(await get('/v2/apps', signal))
        .list('apps')
        .flatMap(app),
    async tasks(appId, signal) {
      if (!APP_ID.test(appId)) throw new AppError('http.badAddress', { address: appId })
      return fieldsOf(await get(`/v2/apps${appId}/tasks`, signal))
        .list('tasks')
        .flatMap(task)
    },
    deployments: async (signal) => listOf(await get('/v2/deployments', signal)).flatMap(deployment),
    queue: async (signal) =>
      fieldsOf(await get('/v2/queue', signal))
        .list('queue')
        .flatMap(queued),
    close: () => http.close(),
  }
}

const texts = (of: Fields, name: string): ReadonlyMap<string, string> =>
  // A value can be a reference to a secret, which is an object.
  new Map(of.entries(name).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : [])))

const timeAt = (of: Fields, name: string): number | null => {
  const at = Date.parse(of.text(name) ?? '')
  return Number.isNaN(at) ? null : at
}

function app(of: Fields): readonly MarathonApp[] {
  const id = of.filled('id')
  if (id === null) return []
  const failure = of.part('lastTaskFailure')
  return [
    {
      id,
      cmd: of.text('cmd'),
      image: of.part('container').part('docker').filled('image'),
      instances: of.number('instances'),
      tasksRunning: of.number('tasksRunning'),
      tasksHealthy: of.number('tasksHealthy'),
      labels: texts(of, 'labels'),
      env: texts(of, 'env'),
      deploymentIds: of.list('deployments').flatMap((d) => d.filled('id') ?? []),
      lastFailure: of.has('lastTaskFailure')
        ? { message: failure.text('message'), state: failure.text('state'), at: timeAt(failure, 'timestamp') }
        : null,
    },
  ]
}

function task(of: Fields): readonly MarathonTask[] {
  const id = of.filled('id')
  if (id === null) return []
  const ports = of.raw('ports')
  return [
    {
      id,
      appId: of.filled('appId'),
      host: of.filled('host'),
      ports: Array.isArray(ports) ? ports.filter((port) => typeof port === 'number') : [],
      agentId: of.filled('slaveId'),
      state: of.text('state'),
      startedAt: timeAt(of, 'startedAt'),
    },
  ]
}

function deployment(of: Fields): readonly MarathonDeployment[] {
  const id = of.filled('id')
  return id === null ? [] : [{ id, apps: of.texts('affectedApps'), step: of.number('currentStep'), steps: of.number('totalSteps') }]
}

function queued(of: Fields): readonly { appId: string; count: number | null; reason: string | null }[] {
  const appId = of.part('app').filled('id')
  const declined = of.part('processedOffersSummary').list('rejectSummaryLastOffers')
  const commonest = declined.toSorted((a, b) => (b.number('declined') ?? 0) - (a.number('declined') ?? 0))[0]
  const reason = (commonest?.number('declined') ?? 0) > 0 ? (commonest?.filled('reason') ?? null) : null
  return appId === null ? [] : [{ appId, count: of.number('count'), reason }]
}
