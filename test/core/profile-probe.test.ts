import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { connectionSettingsFrom } from '../../electron/core/profiles/connection-settings.ts'
import { kafkaProbe, probe } from '../../electron/core/profiles/probe.ts'
import type { ProbeStep, ProfileDraft } from '../../shared/contract/profiles.ts'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { draft } from '../support/profile-draft.ts'

/** The last word of each step, by id. */
async function probeDraft(tried: ProfileDraft, password: string): Promise<ReadonlyMap<string, ProbeStep>> {
  const settings = connectionSettingsFrom(tried, 'p', () => password)
  const last = new Map<string, ProbeStep>()
  for await (const step of probe(kafkaProbe(systemClock), () => settings, new AbortController().signal)) last.set(step.id, step)
  return last
}

/** API keys. */
const LIST_GROUPS = 16
const DESCRIBE_CONFIGS = 32

describe('live probe against an emulated cluster with logins', () => {
  let kafka: KafkaEmulator
  let address = ''

  beforeAll(async () => {
    kafka = await createKafkaEmulator({
      brokers: 2,
      topics: [{ name: 'orders', partitions: 2, replication: 2 }],
      sasl: { mechanisms: ['PLAIN', 'SCRAM-SHA-512'], users: { samsa: 'right' } },
    })
    address = `127.0.0.1:${kafka.port(1)}`
  })
  afterAll(() => kafka.stop())

  const login = (mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512'): ProfileDraft =>
    draft({ bootstrap: [address], security: { tls: null, sasl: { mechanism, user: 'samsa' } } })

  it.each(['PLAIN', 'SCRAM-SHA-512'] as const)('%s: every step goes well', async (mechanism) => {
    const last = await probeDraft(login(mechanism), 'right')
    expect([...last.values()].filter((s) => s.state !== 'ok')).toEqual([])
    expect([...last.keys()]).toEqual([
      'settings',
      `bootstrap ${address}`,
      'cluster',
      'broker 1',
      'broker 2',
      'rights groups',
      'rights configs',
      'done',
    ])
    expect(last.get('cluster')?.detail).toMatch(/^cluster emulated-kafka-cluster · 2 brokers · 2 topics · Kafka 4\./)
  })

  it.each(['PLAIN', 'SCRAM-SHA-512'] as const)(
    '%s with a wrong password: one telling error, and the password nowhere',
    async (mechanism) => {
      const last = await probeDraft(login(mechanism), 'wrong-5d1c')
      expect(last.get(`bootstrap ${address}`)).toMatchObject({
        state: 'failed',
        error: { code: 'kafka.authentication', about: { mechanism } },
      })
      expect(last.get('done')?.state).toBe('failed')
      expect(JSON.stringify([...last.values()])).not.toContain('wrong-5d1c')
    },
  )

  it('a mechanism that is not offered: says which are', async () => {
    const last = await probeDraft(login('SCRAM-SHA-256'), 'right')
    expect(last.get(`bootstrap ${address}`)?.error).toMatchObject({
      code: 'kafka.mechanism',
      about: { offered: ['PLAIN', 'SCRAM-SHA-512'] },
    })
  })

  it('missing rights: warnings that name the right, and the connection stands', async () => {
    const undo = [kafka.faults.answer(31, { api: DESCRIBE_CONFIGS }), kafka.faults.answer(31, { api: LIST_GROUPS })]
    try {
      const last = await probeDraft(login('PLAIN'), 'right')
      expect(last.get('rights configs')).toMatchObject({
        state: 'warning',
        error: { code: 'kafka.forbidden', about: { right: 'DescribeConfigs' } },
      })
      expect(last.get('rights groups')).toMatchObject({ state: 'warning', error: { code: 'kafka.forbidden' } })
      expect(last.get('done')?.state).toBe('warning')
    } finally {
      for (const end of undo) end()
    }
  })

  it('an advertised name that does not resolve: the entry offered makes it reachable', async () => {
    const undo = kafka.advertise(2, { host: 'kafka-2.invalid', port: kafka.port(2) })
    try {
      const last = await probeDraft(login('PLAIN'), 'right')
      const step = last.get('broker 2')
      expect(step).toMatchObject({
        state: 'failed',
        error: { code: 'kafka.hostUnknown' },
        suggestion: { from: `kafka-2.invalid:${kafka.port(2)}`, to: `127.0.0.1:${kafka.port(2)}` },
      })
      const again = await probeDraft({ ...login('PLAIN'), addressMap: step?.suggestion ? [step.suggestion] : [] }, 'right')
      expect(again.get('broker 2')).toMatchObject({ state: 'ok', detail: expect.stringContaining(`through 127.0.0.1:${kafka.port(2)}`) })
      expect(again.get('done')?.state).toBe('ok')
    } finally {
      undo()
    }
  })
})
