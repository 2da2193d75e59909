import { answerAsAgent } from './agent-face.ts'
import type { Login } from './answers.ts'
import type { StreamSettings } from './event-stream.ts'
import { startHttpFace, type HttpFace, type Logged } from './http-face.ts'
import { answerAsMaster } from './master-face.ts'
import type { WorldAgent, WorldMaster } from './model.ts'
import type { MesosWorld } from './world.ts'

export interface MesosEmulator {
  readonly world: MesosWorld
  /** Addresses of the masters, in their order. */
  readonly masters: readonly string[]
  readonly stream: StreamSettings
  /** Everything that was asked of anybody. */
  readonly log: Logged[]
  face(master: string): HttpFace
  agentFace(id: string): HttpFace
  /** Every agent of the world listens. */
  settled(): Promise<void>
  stop(): Promise<void>
}

export interface MesosEmulatorSettings {
  readonly login?: Login
  readonly agentLogin?: Login
  readonly heartbeatMs?: number
  /** What masters call each other, if not by their address: `host:port`. */
  readonly advertise?: (port: number) => string
}

/** The masters and agents of a world on loopback. Masters that are down refuse connections; agents get a port of their own. */
export async function startMesos(world: MesosWorld, settings: MesosEmulatorSettings = {}): Promise<MesosEmulator> {
  const log: Logged[] = []
  const stream: StreamSettings = { heartbeatMs: settings.heartbeatMs ?? 15_000, pieceBytes: Number.MAX_SAFE_INTEGER }
  const ports = new Map<string, number>()
  const faces = new Map<string, HttpFace>()
  const agentFaces = new Map<string, HttpFace>()
  const starting = new Set<Promise<void>>()

  const advertised = (master: WorldMaster): string => {
    const port = ports.get(master.name) ?? 0
    return settings.advertise?.(port) ?? `127.0.0.1:${port}`
  }
  const startMaster = async (master: WorldMaster): Promise<void> => {
    const login = settings.login ?? null
    const answer = (asked: Parameters<typeof answerAsMaster>[1]) => answerAsMaster({ world, master, advertised, login, stream }, asked)
    const face = await startHttpFace(master.name, log, answer, ports.get(master.name) ?? 0)
    ports.set(master.name, face.port)
    faces.set(master.name, face)
  }
  const startAgent = async (agent: WorldAgent): Promise<void> => {
    const face = await startHttpFace(agent.id, log, (asked) => answerAsAgent(world, agent, settings.agentLogin ?? null, asked))
    agent.port = face.port
    agentFaces.set(agent.id, face)
  }
  const soon = (act: Promise<void>): void => {
    starting.add(act)
    void act.finally(() => starting.delete(act))
  }
  /** Processes come and go with the world. */
  const follow = (): void => {
    for (const master of world.masters) {
      const face = faces.get(master.name)
      if (!master.up && face !== undefined) {
        faces.delete(master.name)
        soon(face.stop())
      } else if (master.up && face === undefined) soon(startMaster(master))
    }
  }
  await Promise.all(world.masters.map(startMaster))
  const agents = [...world.agents.values()].filter((agent) => agent.port === null)
  await Promise.all(agents.map(startAgent))
  const unfollow = world.onEvent((event) => {
    if (event.kind === 'masters') follow()
    if (event.kind === 'agentAdded' && event.agent.port === null) soon(startAgent(event.agent))
  })
  const known = (all: ReadonlyMap<string, HttpFace>, name: string): HttpFace => {
    const face = all.get(name)
    if (face === undefined) throw new Error(`nothing listens for ${name}`)
    return face
  }
  const settled = async (): Promise<void> => {
    while (starting.size > 0) await Promise.all(starting)
  }
  return {
    world,
    masters: world.masters.map((m) => `http://127.0.0.1:${ports.get(m.name)}`),
    stream,
    log,
    face: (name) => known(faces, name),
    agentFace: (id) => known(agentFaces, id),
    settled,
    async stop() {
      unfollow()
      await settled()
      await Promise.all([...faces.values(), ...agentFaces.values()].map((face) => face.stop()))
    },
  }
}
