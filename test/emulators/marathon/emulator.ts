import { startHttpFace, type Answer, type Asked, type HttpFace, type Logged } from '../mesos/http-face.ts'
import type { MesosWorld } from '../mesos/world.ts'

export interface MarathonAppSpec {
  readonly id: string
  readonly cmd?: string
  readonly instances?: number
  readonly labels?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  /** Where its one task runs: `host:port`; left out, it waits for offers. */
  readonly at?: { readonly host: string; readonly port: number }
}

export interface MarathonEmulator {
  readonly url: string
  readonly log: Logged[]
  readonly face: HttpFace
  /** Adds an app or puts another in its place: its task moves. */
  run(app: MarathonAppSpec): void
  remove(id: string): void
  /** A change that is under way; ends with what comes back. */
  deploy(id: string): () => void
  stop(): Promise<void>
}

/** Marathon as far as a reader sees it: apps, tasks, deployments, the queue. */
export async function startMarathon(world: MesosWorld): Promise<MarathonEmulator> {
  const apps = new Map<string, MarathonAppSpec>()
  const deployments = new Map<string, string>()
  const log: Logged[] = []
  let numbers = 0
  const time = (): string => new Date(world.clock.wall()).toISOString()

  const app = (spec: MarathonAppSpec): object => ({
    id: spec.id,
    cmd: spec.cmd ?? null,
    instances: spec.instances ?? 1,
    cpus: 0.5,
    mem: 512,
    disk: 0,
    env: spec.env ?? {},
    labels: spec.labels ?? {},
    tasksStaged: 0,
    tasksRunning: spec.at === undefined ? 0 : 1,
    tasksHealthy: spec.at === undefined ? 0 : 1,
    tasksUnhealthy: 0,
    deployments: [...deployments].filter(([, of]) => of === spec.id).map(([id]) => ({ id })),
    version: time(),
  })
  const tasks = (spec: MarathonAppSpec): readonly object[] =>
    spec.at === undefined
      ? []
      : [
          {
            id: `${spec.id.slice(1).replaceAll('/', '_')}.instance-1`,
            appId: spec.id,
            host: spec.at.host,
            ports: [spec.at.port],
            slaveId: [...world.agents.keys()][0] ?? 'S0',
            state: 'TASK_RUNNING',
            stagedAt: time(),
            startedAt: time(),
            version: time(),
          },
        ]

  const json = (value: unknown, status = 200): Answer => ({
    status,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(value),
  })
  const ofApp = (path: string): Answer => {
    const id = `/${path.replace(/^\/v2\/apps\/+/, '').replace(/\/tasks$/, '')}`
    const spec = apps.get(id)
    if (spec === undefined) return json({ message: `App '${id}' does not exist` }, 404)
    return json(path.endsWith('/tasks') ? { tasks: tasks(spec) } : { app: app(spec) })
  }
  const answer = ({ path, method }: Asked): Answer => {
    if (method !== 'GET') return json({ message: 'This emulator only tells.' }, 405)
    switch (path) {
      case '/ping':
        return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: 'pong' }
      case '/v2/info':
        return json({
          name: 'marathon',
          version: '1.5.2',
          frameworkId: `${world.id}-marathon`,
          leader: `127.0.0.1:${face.port}`,
          elected: true,
        })
      case '/v2/leader':
        return json({ leader: `127.0.0.1:${face.port}` })
      case '/v2/apps':
        return json({ apps: [...apps.values()].map(app) })
      case '/v2/deployments':
        return json(
          [...deployments].map(([id, of]) => ({
            id,
            version: time(),
            affectedApps: [of],
            steps: [],
            currentActions: [],
            currentStep: 1,
            totalSteps: 2,
          })),
        )
      case '/v2/queue':
        return json({
          queue: [...apps.values()]
            .filter((a) => a.at === undefined)
            .map((a) => ({
              app: app(a),
              count: a.instances ?? 1,
              delay: { timeLeftSeconds: 0, overdue: true },
              since: time(),
              processedOffersSummary: { rejectSummaryLastOffers: [{ reason: 'InsufficientMemory', declined: 3, processed: 3 }] },
            })),
        })
      default:
        return path.startsWith('/v2/apps/') ? ofApp(path) : json({ message: 'Not found' }, 404)
    }
  }
  const face = await startHttpFace('marathon', log, answer)
  return {
    url: face.url,
    log,
    face,
    run: (spec) => void apps.set(spec.id, spec),
    remove: (id) => void apps.delete(id),
    deploy(id) {
      const deployment = `deployment-${++numbers}`
      deployments.set(deployment, id)
      return () => void deployments.delete(deployment)
    },
    stop: () => face.stop(),
  }
}
