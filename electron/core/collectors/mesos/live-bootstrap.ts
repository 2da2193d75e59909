import { brokerEndpoints } from '../../../../shared/domain/joined/endpoints.ts'
import type { KafkaConnectionSettings } from '../../clients/kafka/kafka-client.ts'
import type { Sink } from '../needs.ts'

type Addresses = KafkaConnectionSettings['bootstrap']

const MOST = 50

const split = (address: string): Addresses[number] => {
  const colon = address.lastIndexOf(':')
  return { host: address.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(address.slice(colon + 1)) }
}

/** The configured addresses and those that scheduler and Mesos tell now: brokers move (G-10). Read anew at each attempt. */
export function withLiveBootstrap(settings: KafkaConnectionSettings, sink: Sink): KafkaConnectionSettings {
  return {
    ...settings,
    get bootstrap(): Addresses {
      const configured = new Set(settings.bootstrap.map(({ host, port }) => `${host}:${port}`))
      const told = brokerEndpoints(sink.current()).filter((address) => !configured.has(address))
      return [...settings.bootstrap, ...told.map(split)].slice(0, MOST)
    },
  }
}
