import type { KafkaRelease } from './releases.ts'
import type { TestCertificates } from './tls.ts'

export interface NodePorts {
  readonly plaintext: number
  readonly controller: number
  readonly tls: number
  readonly sasl: number
  readonly saslTls: number
}

export interface NodeSpec {
  readonly id: number
  readonly release: KafkaRelease
  readonly ports: NodePorts
  readonly nodes: readonly { readonly id: number; readonly ports: NodePorts }[]
  readonly dataFolder: string
  readonly rack: string
  /** Adds TLS and SASL listeners and an authorizer. */
  readonly secure: { readonly certificates: TestCertificates; readonly users: Readonly<Record<string, string>> } | null
  readonly settings: Readonly<Record<string, string>>
}

/** server.properties of one combined broker and controller, sized for tests. */
export function nodeProperties(node: NodeSpec): string {
  const factor = Math.min(3, node.nodes.length)
  const common: Record<string, string | number | boolean> = {
    'process.roles': 'broker,controller',
    'node.id': node.id,
    'broker.rack': node.rack,
    'controller.quorum.voters': node.nodes.map((n) => `${n.id}@127.0.0.1:${n.ports.controller}`).join(','),
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': node.dataFolder,
    'auto.create.topics.enable': false,
    'offsets.topic.replication.factor': factor,
    'offsets.topic.num.partitions': 6,
    'transaction.state.log.replication.factor': factor,
    'transaction.state.log.num.partitions': 3,
    'transaction.state.log.min.isr': Math.min(2, factor),
    'group.initial.rebalance.delay.ms': 0,
    // Small and quick: a killed broker is fenced after 1.5 s instead of 9 s; no large buffers.
    'broker.heartbeat.interval.ms': 250,
    'broker.session.timeout.ms': 1500,
    'controlled.shutdown.max.retries': 1,
    'num.network.threads': 2,
    'num.io.threads': 3,
    'background.threads': 2,
    'log.cleaner.dedupe.buffer.size': 4_194_304,
    'log.index.size.max.bytes': 262_144,
    'queued.max.requests': 100,
  }
  if (node.release === '4') {
    common['share.coordinator.state.topic.replication.factor'] = factor
    common['share.coordinator.state.topic.min.isr'] = 1
    common['share.coordinator.state.topic.num.partitions'] = 1
  }
  return Object.entries({ ...common, ...listeners(node), ...(node.secure ? security(node.secure) : {}), ...node.settings })
    .map(([key, value]) => `${key}=${value}`)
    .join('\n')
}

function listeners(node: NodeSpec): Record<string, string> {
  const { ports } = node
  const open = [`PLAINTEXT://127.0.0.1:${ports.plaintext}`]
  if (node.secure) {
    open.push(`SSL://127.0.0.1:${ports.tls}`, `SASL_PLAINTEXT://127.0.0.1:${ports.sasl}`, `SASL_SSL://127.0.0.1:${ports.saslTls}`)
  }
  return {
    listeners: [...open, `CONTROLLER://127.0.0.1:${ports.controller}`].join(','),
    'advertised.listeners': open.join(','),
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL',
  }
}

function security({ certificates, users }: NonNullable<NodeSpec['secure']>): Record<string, string> {
  const plain = Object.entries(users)
    .map(([user, password]) => `user_${user}="${password}"`)
    .join(' ')
  const jaas = {
    'plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required ${plain};`,
    'scram-sha-256.sasl.jaas.config': 'org.apache.kafka.common.security.scram.ScramLoginModule required;',
    'scram-sha-512.sasl.jaas.config': 'org.apache.kafka.common.security.scram.ScramLoginModule required;',
  }
  const perListener = ['sasl_plaintext', 'sasl_ssl'].flatMap((name) =>
    Object.entries(jaas).map(([key, value]) => [`listener.name.${name}.${key}`, value] as const),
  )
  return {
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    ...Object.fromEntries(perListener),
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': certificates.brokerKeyStore,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': certificates.brokerTrustStore,
    'ssl.client.auth': 'requested',
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'allow.everyone.if.no.acl.found': 'false',
    // The plaintext listener is the tests' own way in; a certificate's principal is its distinguished name.
    'super.users': 'User:ANONYMOUS;User:admin;User:CN=samsa',
  }
}
