import { Agent as PlainAgent } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import { proxyName, type HttpProxy } from './network.ts'
import type { HttpTls } from './settings.ts'
import { httpsOptions } from './tls.ts'
import { TunnelAgent } from './tunnel.ts'

/** An unused connection is closed after this long. */
const KEPT_MS = 60_000
/** Proxies at a time; a rule of the system may name one for each server. */
const MOST_TUNNELS = 16

/** Connections to servers: straight, or through a proxy. */
export interface Agents {
  for(secure: boolean, proxy: HttpProxy | null): PlainAgent
  close(): void
}

export function createAgents(tls: HttpTls | null, keepAlive: boolean): Agents {
  const common = { keepAlive, timeout: KEPT_MS }
  const secureOptions = { ...common, ...httpsOptions(tls) }
  const plain = new PlainAgent(common)
  const straight = new SecureAgent(secureOptions)
  const tunnels = new Map<string, TunnelAgent>()
  const tunnelTo = (proxy: HttpProxy): TunnelAgent => {
    const name = `${proxyName(proxy)} ${proxy.authorization ?? ''}`
    const known = tunnels.get(name)
    if (known !== undefined) return known
    const made = new TunnelAgent(proxy, secureOptions)
    tunnels.set(name, made)
    const oldest = tunnels.entries().next()
    if (tunnels.size > MOST_TUNNELS && !oldest.done) {
      tunnels.delete(oldest.value[0])
      oldest.value[1].destroy()
    }
    return made
  }
  return {
    // A plain request goes to the proxy like to any server.
    for: (secure, proxy) => (secure ? (proxy === null ? straight : tunnelTo(proxy)) : plain),
    close() {
      for (const agent of [plain, straight, ...tunnels.values()]) agent.destroy()
    },
  }
}
