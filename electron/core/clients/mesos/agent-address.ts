import type { MesosAgent } from '../../../../shared/domain/mesos.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import { hostAndPort, parseBase } from '../http/address.ts'

export interface AgentBases {
  /** An address that we were told for an agent, by the leader. */
  knows(origin: string): boolean
  /** Tries its host name, then its IP; remembers what worked. */
  reach<T>(agent: MesosAgent, signal: AbortSignal, act: (base: string) => Promise<T>): Promise<T>
}

/** Agents speak the scheme of the masters; behind the Admin Router they have a path in place of an address. */
export function agentBases(master: string, behindRouter: boolean): AgentBases {
  const { origin, secure } = parseBase(master)
  const told = new Set<string>()
  const worked = new Map<string, string>()

  const candidates = (agent: MesosAgent): readonly string[] => {
    if (behindRouter) return [`${origin}/agent/${encodeURIComponent(agent.id)}`]
    const port = agent.port ?? 5_051
    const hosts = [agent.hostname, agent.ip].filter((host) => host !== null && /^[\w.:[\]-]{1,255}$/.test(host))
    const all = [...new Set(hosts.map((host) => `${secure ? 'https' : 'http'}://${host}:${port}`))].filter((base) => URL.canParse(base))
    const known = worked.get(agent.id)
    return known !== undefined && all.includes(known) ? [known, ...all.filter((base) => base !== known)] : all
  }

  return {
    knows: (asked) => told.has(asked),
    async reach(agent, signal, act) {
      let last: unknown = new AppError('http.badAddress', { address: agent.hostname ?? agent.id })
      for (const base of candidates(agent)) {
        told.add(parseBase(base).origin)
        try {
          const done = await act(base)
          worked.set(agent.id, base)
          return done
        } catch (error) {
          last = error
          if (signal.aborted || !unreachable(error, base)) throw error
        }
      }
      throw last
    },
  }
}

const UNREACHED: ReadonlySet<string> = new Set(['http.hostUnknown', 'http.refused', 'http.unreachable', 'http.proxy'])

function unreachable(error: unknown, base: string): boolean {
  if (!(error instanceof AppError)) return false
  if (error.code === 'http.timeout') return 'phase' in error.about && error.about.phase === 'connect'
  return UNREACHED.has(error.code) && 'address' in error.about && error.about.address === hostAndPort(parseBase(base).origin)
}
