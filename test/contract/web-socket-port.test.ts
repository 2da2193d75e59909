import { createAccess } from '../../electron/web/access.ts'
import { startWebServer } from '../../electron/web/server.ts'
import type { CorePort } from '../../shared/rpc/port.ts'
import { openPort, post, tokenOf } from '../support/web-client.ts'
import { describePorts } from './ports.ts'

/** A real WebSocket on loopback, through the browser host's own door. */
describePorts('WebSocket', async () => {
  const access = createAccess({ now: () => performance.now() })
  let joined: (port: CorePort) => void = () => {}
  const arrived = new Promise<CorePort>((resolve) => (joined = resolve))
  const server = await startWebServer({
    port: 0,
    tunnelPort: null,
    manifest: { files: {} },
    read: () => Promise.reject(new Error('there are no files')),
    access,
    onPage: joined,
    onDefect: (error) => {
      throw error
    },
  })
  const session = tokenOf(await post(server.port, '/session', access.createLaunchToken(60_000)))
  const page = await openPort(server.port, tokenOf(await post(server.port, '/ticket', session)))
  return { page, core: await arrived, close: server.stop }
})
