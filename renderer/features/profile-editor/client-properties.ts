import type { Form } from './form.ts'

/** What is taken of a file of client properties; the rest of the form stays. */
export type FromProperties = Partial<Pick<Form, 'bootstrap' | 'tls' | 'login' | 'user' | 'clientId' | 'secrets'>>

const LISTENER = /^(PLAINTEXT|SSL|SASL_PLAINTEXT|SASL_SSL):\/\//i
const MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const

/**
 * Brokers with their protocol (`SASL_SSL://kafka-1:9093,…`), or the properties that clients of Kafka are given
 * (`bootstrap.servers=…`, `security.protocol=…`, `sasl.jaas.config=…`). Null: it is neither, and stays as it was pasted.
 */
export function readClientProperties(text: string): FromProperties | null {
  const properties = propertiesIn(text)
  const servers = properties.get('bootstrap.servers') ?? (properties.size === 0 ? text : '')
  const protocol = properties.get('security.protocol') ?? LISTENER.exec(servers.trim())?.[1]
  if (properties.size === 0 && protocol === undefined) return null
  const brokers = servers
    .split(/[\s,;]+/)
    .map((part) => part.replace(LISTENER, ''))
    .filter((part) => part !== '')
  const mechanism = MECHANISMS.find((one) => one === properties.get('sasl.mechanism')?.toUpperCase())
  const jaas = properties.get('sasl.jaas.config') ?? ''
  const user = optionOf(jaas, 'username') ?? properties.get('sasl.username')
  const password = optionOf(jaas, 'password') ?? properties.get('sasl.password')
  const clientId = properties.get('client.id')
  return {
    ...(brokers.length === 0 ? {} : { bootstrap: brokers.join('\n') }),
    ...(protocol === undefined ? {} : { tls: /SSL$/i.test(protocol) }),
    ...(protocol === undefined || /^SASL/i.test(protocol) ? {} : { login: 'none' as const }),
    ...(mechanism === undefined ? {} : { login: mechanism }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { secrets: { saslPassword: password } }),
    ...(clientId === undefined ? {} : { clientId }),
  }
}

/** `name=value` or `name: value`, one a line; a line that ends in a backslash goes on. Empty where one line is anything else. */
function propertiesIn(text: string): ReadonlyMap<string, string> {
  const lines = text
    .replaceAll(/\\\r?\n\s*/g, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^[#!]/.test(line))
  const pairs = lines.map((line) => /^([a-z][a-z.]*\.[a-z.]+)\s*[=:]\s*(?!\/\/)(.*)$/i.exec(line))
  if (pairs.some((pair) => pair === null)) return new Map()
  return new Map(pairs.flatMap((pair) => (pair ? [[(pair[1] ?? '').toLowerCase(), (pair[2] ?? '').trim()] as const] : [])))
}

/** Of `… required username="samsa" password="a \"b\"";` */
function optionOf(jaas: string, name: string): string | undefined {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|'([^']*)'|([^\\s;]+))`).exec(jaas)
  return found === null ? undefined : (found[1]?.replaceAll(/\\(.)/g, '$1') ?? found[2] ?? found[3])
}
