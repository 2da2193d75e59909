import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../electron/core/lib/clock.ts'
import { connectionSettingsFrom } from '../../../electron/core/profiles/connection-settings.ts'
import { kafkaProbe, probe } from '../../../electron/core/profiles/probe.ts'
import type { ProbeStep } from '../../../shared/contract/profiles.ts'
import { describeError } from '../../../shared/errors/error.ts'
import { draft } from '../../support/profile-draft.ts'

const portOf = (server: Server): number => (server.address() as AddressInfo).port // listening on TCP, so it is one
const listen = (server: Server): Promise<void> => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))

/** The probe as it is built for use, against ports that are not Kafka's. */
async function probeAddress(bootstrap: string): Promise<readonly ProbeStep[]> {
  const settings = connectionSettingsFrom(draft({ bootstrap: [bootstrap], security: { tls: null, sasl: null } }), 'p', () => null)
  const last = new Map<string, ProbeStep>()
  for await (const step of probe(kafkaProbe(systemClock), () => settings, new AbortController().signal)) last.set(step.id, step)
  return [...last.values()]
}

describe('probe of ports that are no Kafka', () => {
  const http = createHttpServer((_, reply) => reply.end('hello'))
  const hangsUp = createServer((socket) => socket.once('data', () => socket.destroy()))
  const closed = createServer()
  let closedPort = 0

  beforeAll(async () => {
    for (const server of [http, hangsUp, closed]) await listen(server)
    closedPort = portOf(closed)
    await new Promise((resolve) => closed.close(resolve))
  })
  afterAll(() => {
    http.closeAllConnections()
    http.close()
    hangsUp.close()
  })

  it.each([
    ['a host that does not exist', () => 'kafka.invalid:9092', 'kafka.hostUnknown'],
    ['a port where nothing listens', () => `127.0.0.1:${closedPort}`, 'kafka.refused'],
    ['a port that speaks HTTP', () => `127.0.0.1:${portOf(http)}`, 'kafka.notKafka'],
    ['a port that hangs up', () => `127.0.0.1:${portOf(hangsUp)}`, 'kafka.closed'],
  ])('%s: its own error with cause and remedy, and an end', async (_, address, code) => {
    const steps = await probeAddress(address())
    const failed = steps.find((s) => s.kind === 'bootstrap' && s.id !== 'settings')
    expect(failed).toMatchObject({ state: 'failed', error: { code } })
    const text = describeError(failed?.error ?? { code: '', about: {} })
    expect([text.title, text.cause, text.remedy].every((t) => t.length > 0)).toBe(true)
    expect(steps.at(-1)).toMatchObject({ kind: 'done', state: 'failed' })
  })
})
