import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface DcosStep {
  readonly name: string
  readonly status: 'COMPLETE' | 'PENDING' | 'STARTING' | 'WAITING' | 'ERROR'
}

export interface DcosSpec {
  /** `first`: packages 1.x, which have a connection in place of endpoints. */
  readonly generation?: 'sdk' | 'first'
  /** `host:port` of registered brokers; their ids count from 0. */
  readonly brokers: readonly string[]
  /** Steps of the deploy plan, all in one phase. */
  readonly deploy: readonly DcosStep[]
  readonly errors?: readonly string[]
}

export interface DcosScheduler {
  readonly url: string
  /** Method and path of every request. */
  readonly asked: readonly string[]
  stop(): Promise<void>
}

type Reply = readonly [status: number, body: unknown]

const statusOf = (steps: readonly DcosStep[], errors: readonly string[]): string => {
  if (errors.length > 0) return 'ERROR'
  return steps.every(({ status }) => status === 'COMPLETE') ? 'COMPLETE' : 'IN_PROGRESS'
}

/** 200 complete, 202 not complete, 417 with errors; the first generation says 503 while it is not complete. */
function planReply(steps: readonly DcosStep[], errors: readonly string[], generation: 'sdk' | 'first'): Reply {
  const status = statusOf(steps, errors)
  const code = status === 'COMPLETE' ? 200 : generation === 'first' ? 503 : status === 'ERROR' ? 417 : 202
  const phase = {
    id: 'phase',
    name: 'broker',
    steps: steps.map((step) => ({ id: step.name, message: '', ...step })),
    strategy: 'serial',
    status,
  }
  return [code, { phases: steps.length === 0 ? [] : [phase], errors, strategy: 'serial', status }]
}

function broker(address: string | undefined): Reply {
  if (address === undefined) return [404, 'not found']
  const [host, port] = address.split(':')
  const more = { listener_security_protocol_map: { PLAINTEXT: 'PLAINTEXT' }, jmx_port: -1, version: 4 }
  return [200, { endpoints: [`PLAINTEXT://${address}`], host, port: Number(port), timestamp: '1552559040000', ...more }]
}

function reply(path: string, { generation = 'sdk', brokers, deploy, errors = [] }: DcosSpec): Reply {
  const ids = brokers.map((_, id) => String(id))
  const endpoint = { address: brokers, dns: brokers.map((_, id) => `kafka-${id}-broker.kafka.autoip.dcos.thisdcos.directory:1025`) }
  const [, , subject, name] = path.split('/')
  if (subject === 'brokers') return name === undefined ? [200, ids] : broker(brokers[Number(name)])
  if (generation === 'first') {
    if (subject === 'connection') return [200, { ...endpoint, zookeeper: 'master.mesos:2181/kafka' }]
    return subject === 'plan' ? planReply(deploy, errors, generation) : [404, 'not found']
  }
  if (subject === 'plans') {
    if (name === undefined) return [200, ['deploy', 'recovery']]
    if (name === 'deploy') return planReply(deploy, errors, generation)
    return name === 'recovery' ? planReply([], [], generation) : [404, `Plan ${name} not found`]
  }
  if (subject !== 'endpoints') return [404, 'not found']
  if (name === undefined) return [200, ['broker', 'zookeeper']]
  if (name === 'broker') return [200, { ...endpoint, vip: 'broker.kafka.l4lb.thisdcos.directory:9092' }]
  return name === 'zookeeper' ? [200, 'master.mesos:2181/dcos-service-kafka'] : [404, `Endpoint ${name} not found`]
}

/** The reading part of the later scheduler, of the DC/OS packages; it refuses everything else. */
export async function startDcosScheduler(spec: DcosSpec): Promise<DcosScheduler> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?')
    asked.push(`${request.method} ${path}`)
    const [status, body]: Reply = request.method === 'GET' && path.startsWith('/v1/') ? reply(path, spec) : [404, 'not found']
    response.statusCode = status
    // Errors and the ZooKeeper endpoint are plain text.
    response.setHeader('Content-Type', typeof body === 'string' ? 'text/plain' : 'application/json')
    response.end(typeof body === 'string' ? body : JSON.stringify(body, null, 2))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on TCP
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
