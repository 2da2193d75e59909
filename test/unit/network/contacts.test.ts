import { connect, createServer, type AddressInfo, type NetConnectOpts } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { watchContacts } from '../../../electron/core/network/contacts.ts'
import { until } from '../../support/until.ts'

const listen = async (where: number | string) => {
  const server = createServer((socket) => socket.end())
  await new Promise<void>((resolve) => server.listen(where, () => resolve()))
  return server
}

it('24 what was connected to is listed by the name it was asked by, the newest first; what was refused and what is no network is not', async () => {
  let now = 1_000
  const contacts = watchContacts(() => (now += 1))
  const [one, two] = [await listen(0), await listen(0)]
  const pipe = await listen(join(tmpdir(), `samsa-test-pipe-${process.pid}`))
  const portOf = (server: typeof one): number => (server.address() as AddressInfo).port
  const end = (options: NetConnectOpts): Promise<void> =>
    new Promise((resolve) =>
      connect(options)
        .on('error', () => resolve())
        .on('close', () => resolve())
        .resume(),
    )
  await end({ host: '127.0.0.1', port: portOf(one) })
  await end({ host: 'localhost', port: portOf(two), family: 0 })
  await end({ host: '127.0.0.1', port: portOf(one) })
  await end({ path: join(tmpdir(), `samsa-test-pipe-${process.pid}`) })
  const gone = portOf(two)
  two.close()
  await until(() => !two.listening, 'it is closed')
  await end({ host: '127.0.0.1', port: gone })
  expect(contacts.list().map(({ address, times }) => [address, times])).toEqual([
    [`127.0.0.1:${portOf(one)}`, 2],
    [`localhost:${gone}`, 1],
  ])
  contacts.stop()
  await end({ host: '127.0.0.1', port: portOf(one) })
  expect(contacts.list()[0]?.times).toBe(2)
  one.close()
  pipe.close()
})
