import { createServer, type IncomingMessage } from 'node:http'
import { startCluster, type ClusterOptions, type RealCluster } from './cluster.ts'
import { startWorkbench, type Workbench } from './workbench.ts'
import type { KafkaRelease } from './releases.ts'

/** The clusters that tests share, by name; each starts when it is first asked for and lives until the run ends. */
export const sharedClusters = {
  three: { release: '4', nodes: 3 },
  older: { release: '3.9', nodes: 1 },
  secure: { release: '4', nodes: 1, secure: true },
} as const satisfies Record<string, ClusterOptions>

export type SharedName = keyof typeof sharedClusters

export type RegistryRequest =
  | { readonly do: 'cluster'; readonly name: SharedName }
  | { readonly do: 'stopBroker' | 'startBroker'; readonly name: SharedName; readonly id: number }
  | { readonly do: 'ask'; readonly release: KafkaRelease; readonly request: object }

/** Keeps the JVMs in the runner's own process and serves the test processes over loopback, since those come and go. */
export async function startRegistry(): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const clusters = new Map<SharedName, Promise<RealCluster>>()
  const benches = new Map<KafkaRelease, Promise<Workbench>>()

  const cluster = (name: SharedName): Promise<RealCluster> => {
    const known = clusters.get(name) ?? startCluster(sharedClusters[name])
    clusters.set(name, known)
    return known
  }
  const bench = (release: KafkaRelease): Promise<Workbench> => {
    const known = benches.get(release) ?? startWorkbench(release)
    benches.set(release, known)
    return known
  }
  const perform = async (request: RegistryRequest): Promise<unknown> => {
    switch (request.do) {
      case 'cluster':
        return (await cluster(request.name)).info
      case 'stopBroker':
        return (await cluster(request.name)).stopBroker(request.id)
      case 'startBroker':
        return (await cluster(request.name)).startBroker(request.id)
      case 'ask':
        return (await bench(request.release)).ask(request.request).catch(async (error: unknown) => {
          throw new Error(`${error instanceof Error ? error.message : String(error)}\n${await nodesSay(request.release)}`)
        })
    }
  }
  /** What the nodes of this release printed last: a client's time limit alone does not tell why. */
  const nodesSay = async (release: KafkaRelease): Promise<string> => {
    const started = await Promise.allSettled(clusters.values())
    const those = started.flatMap((one) => (one.status === 'fulfilled' && one.value.info.release === release ? [one.value] : []))
    return (await Promise.all(those.map((one) => one.logs()))).join('\n')
  }

  const server = createServer((incoming, reply) => {
    const answer = (body: object): void => {
      reply.setHeader('connection', 'close')
      reply.end(JSON.stringify(body))
    }
    bodyOf(incoming)
      .then((text) => perform(JSON.parse(text) as RegistryRequest)) // written by shared.ts
      .then(
        (value) => answer({ value: value ?? null }),
        (error: unknown) => answer({ error: error instanceof Error ? error.message : String(error) }),
      )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async stop() {
      server.close()
      server.closeAllConnections()
      const running = await Promise.allSettled([...benches.values(), ...clusters.values()])
      await Promise.all(running.flatMap((r) => (r.status === 'fulfilled' ? [r.value.stop()] : [])))
    },
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk as Uint8Array)) // a stream without encoding gives bytes
  return Buffer.concat(chunks).toString('utf8')
}
