import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { MesosAgent, MesosTask } from '../../../shared/domain/mesos.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import type { MesosClient } from '../clients/mesos/mesos-client.ts'
import type { ClustersNeeds } from './clusters.ts'

type SandboxMembers = Pick<Handlers<SamsaContract>['mesos'], 'sandbox' | 'read' | 'follow' | 'download'>

interface Place {
  readonly client: MesosClient
  readonly agent: MesosAgent
  readonly root: string
  readonly path: string
}

/** Files of a task, from the agent that ran it, as long as it keeps them. */
export function sandboxHandlers({ connections, checkProfile }: ClustersNeeds): SandboxMembers {
  const place = async (
    { cluster, task: key, path }: { cluster: string; task: string; path: string },
    signal: AbortSignal,
  ): Promise<Place> => {
    checkProfile(cluster)
    const client = connections.side(cluster).mesos
    if (client === null) throw new AppError('mesos.notSet', { profile: cluster })
    const { mesos } = connections.cluster(cluster).store.current()
    const task = mesos.tasks.get(key)
    const agent = task?.agentId ? mesos.agents.get(task.agentId)?.agent : undefined
    if (task === undefined || agent === undefined) throw new AppError('mesos.sandboxGone', { task: key, agent: task?.agentId ?? 'unknown' })
    const root = await client.sandbox(which(task, agent), signal)
    return { client, agent, root, path: path === '' ? root : `${root}/${path}` }
  }
  return {
    async sandbox(input, { signal }) {
      const { client, agent, root, path } = await place(input, signal)
      const entries = await client.browse(agent, path, signal)
      // Agents answer with their own path, which may be another spelling of what was asked for.
      return { root, entries: entries.map((entry) => ({ ...entry, path: input.path === '' ? entry.name : `${input.path}/${entry.name}` })) }
    },
    async read(input, { signal }) {
      const { client, agent, path } = await place(input, signal)
      const size = input.from === null ? await client.size(agent, path, signal) : null
      const from = input.from ?? Math.max(0, (size ?? 0) - input.length)
      const page = await client.read(agent, path, from, input.length, signal)
      return { offset: page.offset, bytes: page.data.toString('base64'), size: page.size ?? size }
    },
    async *follow(input, { signal }) {
      const { client, agent, path } = await place(input, signal)
      for await (const piece of client.follow(agent, path, input.from, signal)) {
        if (piece.kind === 'restarted') yield { is: 'restarted' as const }
        else yield { is: 'data' as const, offset: piece.offset, bytes: piece.data.toString('base64') }
      }
    },
    async *download(input, { signal }) {
      const { client, agent, path } = await place(input, signal)
      let offset = 0
      for await (const piece of await client.download(agent, path, signal)) {
        for (let at = 0; at < piece.length; at += MOST_PIECE) {
          const part = piece.subarray(at, at + MOST_PIECE)
          yield { offset, bytes: part.toString('base64') }
          offset += part.length
        }
      }
    },
  }
}

const MOST_PIECE = 65_536

const which = (task: MesosTask, agent: MesosAgent) => ({
  agent,
  frameworkId: task.frameworkId,
  taskId: task.id,
  executorId: task.executorId,
})
