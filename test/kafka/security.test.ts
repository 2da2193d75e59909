import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createKafkaClient } from '../../electron/core/clients/kafka/create-kafka-client.ts'
import type { KafkaClient, KafkaConnectionSettings } from '../../electron/core/clients/kafka/kafka-client.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { AppError } from '../../shared/errors/error.ts'
import { commitsOf, groupsOf } from './client-suite.ts'
import { aclKey } from '../../shared/domain/acl.ts'
import type { AclBinding } from '../../shared/contract/security.ts'
import { applied } from '../support/changing.ts'
import { startTestCore } from '../support/test-core.ts'
import type { NodePorts } from './harness/node-properties.ts'
import { noKafka, sharedCluster, type SharedCluster } from './harness/shared.ts'

const CONFIGS_TOOL = 'kafka.admin.ConfigCommand'
const ACLS_TOOL = 'org.apache.kafka.tools.AclCommand'

describe.skipIf(noKafka !== null)('Kafka client against a secured Apache Kafka', () => {
  let cluster: SharedCluster
  let open: KafkaClient[] = []
  const signal = (): AbortSignal => AbortSignal.timeout(30_000)
  beforeAll(async () => {
    cluster = await sharedCluster('secure')
    await cluster.ask({
      do: 'createTopics',
      topics: [
        { name: 'secret.events', partitions: 1, replication: 1 },
        { name: 'open.events', partitions: 1, replication: 1 },
      ],
    })
    await cluster.ask({ do: 'produce', topic: 'secret.events', partitions: [0], count: 7 })
    await cluster.ask({ do: 'commit', group: 'secret-group', offsets: [{ topic: 'secret.events', partition: 0, offset: 3 }] })
    await cluster.ask({ do: 'commit', group: 'open-group', offsets: [{ topic: 'open.events', partition: 0, offset: 0 }] })
    // reader may see the cluster, one topic and one group; stranger may do nothing.
    const allowed = [
      { resource: 'cluster', name: 'kafka-cluster', operation: 'describe' },
      { resource: 'topic', name: 'open.events', operation: 'describe' },
      { resource: 'group', name: 'open-group', operation: 'describe' },
    ]
    await cluster.ask({ do: 'allow', acls: allowed.map((a) => ({ ...a, user: 'reader' })) })
  }, 180_000)
  afterEach(() => {
    for (const client of open) client.close()
    open = []
  })

  const connect = async (port: keyof NodePorts, more: Partial<KafkaConnectionSettings>): Promise<KafkaClient> => {
    const bootstrap = [{ host: '127.0.0.1', port: cluster.info.nodes[0]?.ports[port] ?? 0 }]
    const client = createKafkaClient({ ...cluster.settings, bootstrap, ...more }, { clock: systemClock })
    open.push(client)
    await client.connect(signal())
    return client
  }
  const failure = async (attempt: Promise<unknown>): Promise<string> => {
    const error: unknown = await attempt.then(
      () => null,
      (e: unknown) => e,
    )
    return error instanceof AppError ? error.code : String(error)
  }
  const login = (mechanism: NonNullable<KafkaConnectionSettings['sasl']>['mechanism'], user: string, password = `${user}-secret`) => ({
    sasl: { mechanism, user, password },
  })
  const tls = (more: Partial<NonNullable<KafkaConnectionSettings['tls']>> = {}) => ({
    tls: {
      ca: cluster.info.certificates?.ca ?? null,
      caUse: 'add' as const,
      certificate: null,
      key: null,
      keyPassphrase: null,
      serverName: null,
      ...more,
    },
  })

  test.each(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const)('%s logs in, and a wrong password is told as such', async (mechanism) => {
    const client = await connect('sasl', login(mechanism, 'admin'))
    expect((await client.metadata(signal())).topics.some((t) => t.name === 'secret.events')).toBe(true)
    expect(await failure(connect('sasl', login(mechanism, 'admin', 'wrong')))).toBe('kafka.authentication')
  })

  test('TLS with the test CA, with a client certificate, and with SASL on top', async () => {
    const plain = await connect('tls', tls())
    expect((await plain.metadata(signal())).topics.some((t) => t.name === 'secret.events')).toBe(true)
    const own = { certificate: cluster.info.certificates?.clientCertificate ?? null, key: cluster.info.certificates?.clientKey ?? null }
    const known = await connect('tls', tls(own))
    expect((await known.metadata(signal())).topics.some((t) => t.name === 'secret.events')).toBe(true)
    const both = await connect('saslTls', { ...tls(), ...login('SCRAM-SHA-512', 'admin') })
    expect((await both.metadata(signal())).brokers).toHaveLength(1)
  })

  test('a CA that did not sign, TLS on a plain port, plain on a TLS port, no login where one is wanted', async () => {
    const stranger = { ca: cluster.info.certificates?.strangerCa ?? null, caUse: 'replace' as const }
    expect(await failure(connect('tls', tls(stranger)))).toBe('kafka.certificate')
    // Kafka takes a TLS hello for a frame of an absurd size and hangs up.
    expect(await failure(connect('plaintext', tls()))).toMatch(/^kafka\.(plainPort|closed)$/)
    // What a TLS port sends to a plain client is no Kafka frame, and what it hangs up on may be nothing at all.
    expect(await failure(connect('tls', {}))).toMatch(/^kafka\.(tlsPort|notKafka|frame|closed|loginNeeded)$/)
    expect(await failure(connect('sasl', {}))).toBe('kafka.loginNeeded')
  })

  test('missing rights: 29, 30 and 31 are told item by item', async () => {
    const client = await connect('sasl', login('PLAIN', 'reader'))
    expect((await client.metadata(signal())).topics.map((t) => t.name)).toEqual(['open.events'])
    const listed = await groupsOf(client, signal())
    expect([...listed.keys()].toSorted()).toEqual(['open-group', 'secret-group'])
    const asked = [...listed.values()]
    const described = await client.describeGroups(asked, signal())
    expect(described.get('open-group')).toMatchObject({ state: 'Empty' })
    expect(described.get('secret-group')).toMatchObject({ code: 'kafka.forbidden' })
    const commits = new Map((await commitsOf(client, asked)).map((c) => [c.group, c]))
    expect(commits.get('open-group')?.error).toBeNull()
    expect(commits.get('secret-group')?.error?.code).toBe('kafka.forbidden')
    const [config] = await client.describeConfigs([{ kind: 'topic', name: 'open.events', keys: null }], signal())
    expect(config?.error?.code).toBe('kafka.forbidden')
  })

  test('E-06 ACLs that are added through plan and apply are those that kafka-acls lists, and work; deleted ones are gone', async () => {
    const core = await startTestCore()
    try {
      const id = await core.connect(cluster.info.bootstrap.split(','), { access: 'guarded' })
      const acl = (more: Partial<AclBinding>): AclBinding => ({
        resource: 'topic',
        name: 'secret.events',
        pattern: 'literal',
        principal: 'User:stranger',
        host: '*',
        operation: 'Describe',
        permission: 'allow',
        ...more,
      })
      const acls = [
        acl({}),
        acl({ name: 'prefix.', pattern: 'prefixed', operation: 'Write', host: '10.0.0.1' }),
        acl({ resource: 'group', name: 'secret-group', operation: 'Read' }),
        acl({ resource: 'cluster', name: 'kafka-cluster', operation: 'IdempotentWrite' }),
        acl({ resource: 'transactionalId', name: 'tx', operation: 'Write', permission: 'deny' }),
      ]
      const listed = async (): Promise<string> =>
        (await cluster.cli(ACLS_TOOL, '--list', '--principal', 'User:stranger')).replaceAll(/\s+/g, ' ')
      const created = await applied(core, id, core.page.security.createAcls, { acls })
      expect(created.row).toMatchObject({ state: 'verified', undo: { can: true } })
      const said = await listed()
      for (const [type, name, pattern, rule] of [
        ['TOPIC', 'secret.events', 'LITERAL', 'host=*, operation=DESCRIBE, permissionType=ALLOW'],
        ['TOPIC', 'prefix.', 'PREFIXED', 'host=10.0.0.1, operation=WRITE, permissionType=ALLOW'],
        ['GROUP', 'secret-group', 'LITERAL', 'host=*, operation=READ, permissionType=ALLOW'],
        ['CLUSTER', 'kafka-cluster', 'LITERAL', 'host=*, operation=IDEMPOTENT_WRITE, permissionType=ALLOW'],
        ['TRANSACTIONAL_ID', 'tx', 'LITERAL', 'host=*, operation=WRITE, permissionType=DENY'],
      ])
        expect(said).toContain(
          `resource \`ResourcePattern(resourceType=${type}, name=${name}, patternType=${pattern})\`: (principal=User:stranger, ${rule})`,
        )
      const read = (await core.page.security.acls({ cluster: id })).acls.filter((one) => one.principal === 'User:stranger')
      expect(new Set(read.map(aclKey))).toEqual(new Set(acls.map(aclKey)))
      // It works: what was hidden is seen now.
      const client = await connect('sasl', login('PLAIN', 'stranger'))
      expect((await client.metadata(signal())).topics.map((t) => t.name)).toEqual(['secret.events'])
      expect((await applied(core, id, core.page.security.deleteAcls, { acls: acls.slice(1) })).row.state).toBe('verified')
      expect((await listed()).match(/principal=User:stranger/g)).toHaveLength(1)
      expect(
        (await applied(core, id, core.page.audit.undo, { act: created.row.act }).catch((error: unknown) => error)) instanceof Error,
      ).toBe(true)
      expect((await applied(core, id, core.page.security.deleteAcls, { acls: acls.slice(0, 1) })).row.state).toBe('verified')
      expect(await listed()).not.toContain('principal=User:stranger')
      expect((await client.metadata(signal())).topics).toEqual([])
    } finally {
      await core.stop()
    }
  }, 120_000)

  test('E-06 a SCRAM user that is made through plan and apply logs in; with another password only by that one; removed not at all', async () => {
    const core = await startTestCore()
    try {
      const id = await core.connect(cluster.info.bootstrap.split(','), { access: 'guarded' })
      const [first, second] = ['first =1, ‘pass’', 'second pass']
      const newcomer = { user: 'new,comer=1', mechanism: 'SCRAM-SHA-512' as const, iterations: 4_096 }
      const opens = (password: string): Promise<string> => failure(connect('sasl', login('SCRAM-SHA-512', newcomer.user, password)))
      const here = async () =>
        (await core.page.security.scram({ cluster: id })).credentials
          .filter((one) => one.user === newcomer.user)
          .map((one) => one.iterations)
      const refused = 'kafka.authentication'
      expect(await opens(first)).toBe(refused)
      const made = await applied(core, id, core.page.security.setScram, { ...newcomer, password: first })
      expect(made.row).toMatchObject({ state: 'verified', undo: { can: true } })
      expect([await opens(first), await opens(second), await here()]).toEqual(['null', refused, [4_096]])
      const told = await cluster.cli(CONFIGS_TOOL, '--describe', '--entity-type', 'users', '--entity-name', newcomer.user)
      expect(told).toContain('SCRAM-SHA-512=iterations=4096')
      const changed = await applied(core, id, core.page.security.setScram, { ...newcomer, password: second })
      expect(changed.row).toMatchObject({ state: 'verified', undo: { can: false } })
      expect([await opens(first), await opens(second), await here()]).toEqual([refused, 'null', [4_097]])
      const credentials = [{ user: newcomer.user, mechanism: newcomer.mechanism }]
      expect((await applied(core, id, core.page.security.removeScram, { credentials })).row.state).toBe('verified')
      expect([await opens(second), await here()]).toEqual([refused, []])
    } finally {
      await core.stop()
    }
  }, 120_000)

  test('a login without any right connects and sees nothing, which is not the same as nothing there', async () => {
    const client = await connect('sasl', login('PLAIN', 'stranger'))
    expect((await client.metadata(signal())).topics).toEqual([])
    expect(await groupsOf(client, signal())).toEqual(new Map())
    const [dirs] = await client.describeLogDirs([1], signal())
    expect(dirs?.ok === false && dirs.error.code).toBe('kafka.forbidden')
  })
})
