import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seeView, startTestCore } from '../test-core.ts'

/** A core in a process of its own, without a page: connects, reads and waits as it is told. */

type Verb =
  | { readonly do: 'connect'; readonly bootstrap: readonly string[] }
  | { readonly do: 'watch'; readonly cluster: string; readonly topics: number; readonly groups: number }
  | { readonly do: 'refresh'; readonly cluster: string; readonly times: number }
  | { readonly do: 'quiet'; readonly ms: number }

const dataFolder = await mkdtemp(join(tmpdir(), 'samsa-figures-'))
process.on('exit', () => rmSync(dataFolder, { recursive: true, force: true }))
const core = await startTestCore({ dataFolder })

async function run(verb: Verb): Promise<unknown> {
  switch (verb.do) {
    case 'connect': {
      const cluster = await core.connect(verb.bootstrap)
      const overview = seeView(core.page.cluster.overview, { cluster, at: 'live' }, 'cluster')
      await overview.until((v) => v.about.state === 'live', 'the cluster is live', 60_000)
      overview.close()
      return cluster
    }
    case 'watch': {
      const at = { cluster: verb.cluster, at: 'live' } as const
      const topics = seeView(core.page.topics.list, at, 'name')
      const groups = seeView(core.page.groups.list, at, 'group')
      await topics.until((v) => v.rows.size >= verb.topics, 'the topics are listed', 90_000)
      await groups.until((v) => v.about.state === 'live' && v.rows.size >= verb.groups, 'the groups are live', 90_000)
      return null
    }
    case 'refresh':
      for (let n = 0; n < verb.times; n++) await core.page.cluster.readNow({ cluster: verb.cluster })
      return null
    case 'quiet':
      await new Promise((resolve) => setTimeout(resolve, verb.ms))
      return null
  }
}

process.on('message', (message) => {
  if (typeof message !== 'object' || message === null) return
  run(message as Verb).then(
    (done) => process.send?.({ done }),
    (error: unknown) => process.send?.({ failed: error instanceof Error ? error.message : 'unknown' }),
  )
})
// The probe keeps nothing alive; here whoever asks does.
process.channel?.ref()
process.on('disconnect', () => process.exit(0))
process.send?.({ done: 'started' })
