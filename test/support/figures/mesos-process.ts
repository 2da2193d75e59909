import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { noPlaces } from '../../../shared/contract/mesos-places.ts'
import { watchBusyStretches } from '../busy-stretches.ts'
import { createFakeKafka } from '../fake-kafka-client.ts'
import { draft } from '../profile-draft.ts'
import { seeView, startTestCore } from '../test-core.ts'

/** A core in a process of its own that reads a Mesos, with the lists of agents, tasks, frameworks and brokers open. */

type Verb =
  | { readonly do: 'connect'; readonly masters: readonly string[]; readonly agents: number }
  | { readonly do: 'refresh'; readonly cluster: string; readonly times: number }
  | { readonly do: 'quiet'; readonly ms: number }

const dataFolder = await mkdtemp(join(tmpdir(), 'samsa-mesos-figures-'))
process.on('exit', () => rmSync(dataFolder, { recursive: true, force: true }))
const core = await startTestCore({ dataFolder, createClient: (_, clock) => createFakeKafka(clock, []).client })

async function busyWhile(act: () => Promise<void>): Promise<unknown> {
  const end = watchBusyStretches()
  await act()
  return end()
}

async function run(verb: Verb): Promise<unknown> {
  switch (verb.do) {
    case 'connect': {
      const mesos = { ...noPlaces, masters: [...verb.masters] }
      const plain = draft({ mesos, bootstrap: [], security: { tls: null, sasl: null } })
      const { id } = await core.page.profiles.create({ draft: plain, secrets: {} })
      await core.page.profiles.connect({ id })
      const at = { cluster: id, at: 'live' } as const
      const agents = seeView(core.page.mesos.agents, at, 'id')
      seeView(core.page.mesos.tasks, at, 'key')
      seeView(core.page.mesos.framework, at, 'id')
      seeView(core.page.brokers.list, at, 'key')
      await agents.until((v) => v.rows.size >= verb.agents, 'the agents are listed', 90_000)
      return id
    }
    case 'refresh':
      return busyWhile(async () => {
        for (let n = 0; n < verb.times; n++) await core.page.cluster.readNow({ cluster: verb.cluster })
      })
    case 'quiet':
      return busyWhile(() => new Promise((resolve) => setTimeout(resolve, verb.ms)))
  }
}

process.on('message', (message) => {
  if (typeof message !== 'object' || message === null) return
  run(message as Verb).then(
    (done) => process.send?.({ done }),
    (error: unknown) => process.send?.({ failed: error instanceof Error ? error.message : 'unknown' }),
  )
})
process.channel?.ref()
process.on('disconnect', () => process.exit(0))
process.send?.({ done: 'started' })
