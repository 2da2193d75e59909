import { inject } from 'vitest'
import type { KafkaConnectionSettings } from '../../../electron/core/clients/kafka/kafka-client.ts'
import type { ClusterInfo } from './cluster.ts'
import type { RegistryRequest, SharedName } from './registry.ts'
import type {} from './global-setup.ts'

const kafka = inject('kafka')

/** Why there is no real Kafka here; null: there is. */
export const noKafka: string | null = 'why' in kafka ? kafka.why : null

export interface SharedCluster {
  readonly info: ClusterInfo
  /** Addresses as the client takes them. */
  readonly settings: KafkaConnectionSettings
  stopBroker(id: number): Promise<void>
  startBroker(id: number): Promise<void>
  /** A request of Workbench.java against this cluster. */
  ask(request: { readonly do: string; readonly [more: string]: unknown }): Promise<unknown>
  /** Output of one of Kafka's own command line tools. */
  cli(tool: string, ...args: readonly string[]): Promise<string>
}

/** A cluster of the registry; started by the first that asks. */
export async function sharedCluster(name: SharedName): Promise<SharedCluster> {
  const info = (await call({ do: 'cluster', name })) as ClusterInfo // what the registry answers
  const ask = (request: object): Promise<unknown> =>
    call({ do: 'ask', release: info.release, request: { bootstrap: info.bootstrap, ...request } })
  return {
    info,
    settings: plainSettings(info.bootstrap),
    stopBroker: async (id) => void (await call({ do: 'stopBroker', name, id })),
    startBroker: async (id) => void (await call({ do: 'startBroker', name, id })),
    ask,
    cli: (tool, ...args) => cliOutput(ask({ do: 'cli', tool, args: ['--bootstrap-server', info.bootstrap, ...args] })),
  }
}

/** Kafka's tools against another address, such as an emulator. */
export const cliAgainst = (bootstrap: string, tool: string, ...args: readonly string[]): Promise<string> =>
  cliOutput(call({ do: 'ask', release: '4', request: { do: 'cli', tool, args: ['--bootstrap-server', bootstrap, ...args] } }))

async function cliOutput(answer: Promise<unknown>): Promise<string> {
  const { out, err, code } = (await answer) as { out: string; err: string; code: number } // what Workbench.java answers
  if (code !== 0) throw new Error(`exit ${code}: ${err}${out}`)
  return out
}

export function plainSettings(bootstrap: string): KafkaConnectionSettings {
  const seeds = bootstrap.split(',').map((address) => {
    const at = address.lastIndexOf(':')
    return { host: address.slice(0, at), port: Number(address.slice(at + 1)) }
  })
  return { bootstrap: seeds, clientId: 'samsa-test', tls: null, sasl: null, addressMap: [], brokerVersion: null }
}

async function call(request: RegistryRequest): Promise<unknown> {
  if ('why' in kafka) throw new Error(`no real Kafka: ${kafka.why}`)
  const reply = await fetch(`http://127.0.0.1:${kafka.port}/`, { method: 'POST', body: JSON.stringify(request) })
  const answer = (await reply.json()) as { value?: unknown; error?: string } // what the registry answers
  if (answer.error !== undefined) throw new Error(answer.error)
  return answer.value
}
