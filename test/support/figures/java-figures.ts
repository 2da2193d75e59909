import { tableOf, GROUPS_TOOL } from '../../kafka/oracle.ts'
import { startCluster } from '../../kafka/harness/cluster.ts'
import { startWorkbench } from '../../kafka/harness/workbench.ts'
import type { Run } from './lag-figures.ts'
import { withProcess } from './measured-process.ts'

export interface JavaFigures {
  /** ms of `kafka-consumer-groups --all-groups --describe` in a JVM that runs already, best of two; and what starting one takes. */
  readonly tool: number
  readonly jvm: number
  readonly samsa: Run
  readonly partitions: number
  /** Group-partitions whose lag both tell, and those of them that differ. */
  readonly compared: number
  readonly different: number
}

const PARTITIONS = 2
const A_TIME = 100
const topicOf = (n: number): string => `bench.topic.${String(n).padStart(4, '0')}`
const groupOf = (n: number): string => `bench-group-${String(n).padStart(3, '0')}`

export interface RealSize {
  readonly topics: number
  readonly groups: number
}

type Ask = (request: object) => Promise<unknown>

/** Topics with a few records in some, and groups without members that have read parts of them. */
async function fill(ask: Ask, { topics, groups }: RealSize): Promise<void> {
  for (let from = 0; from < topics; from += A_TIME) {
    const names = Array.from({ length: Math.min(A_TIME, topics - from) }, (_, i) => topicOf(from + i))
    await ask({ do: 'createTopics', topics: names.map((name) => ({ name, partitions: PARTITIONS, replication: 1 })) })
  }
  for (let n = 0; n < topics; n += 5) await ask({ do: 'produce', topic: topicOf(n), partitions: [0, 1], count: 20 + (n % 30) })
  for (let g = 0; g < groups; g++) {
    const read = [(2 * g) % topics, (2 * g + 1) % topics]
    const offsets = read.flatMap((n) =>
      Array.from({ length: PARTITIONS }, (_, partition) => ({ topic: topicOf(n), partition, offset: n % 5 === 0 ? g % 11 : 0 })),
    )
    await ask({ do: 'commit', group: groupOf(g), offsets })
  }
}

async function runTool(ask: Ask, bootstrap: string): Promise<{ took: number; lags: ReadonlyMap<string, string> }> {
  const began = performance.now()
  const answer = await ask({ do: 'cli', tool: GROUPS_TOOL, args: ['--bootstrap-server', bootstrap, '--describe', '--all-groups'] })
  const took = performance.now() - began
  const { out, code, err } = answer as { out: string; code: number; err: string } // of Workbench.java
  if (code !== 0) throw new Error(err)
  const lags = tableOf(out).map((row) => [`${row['GROUP']} ${row['TOPIC']} ${row['PARTITION']}`, row['LAG'] ?? '-'] as const)
  return { took, lags: new Map(lags) }
}

/** The Java tool and Samsa, one after the other, in front of the same three real brokers. */
export async function measureAgainstJava(size: RealSize): Promise<JavaFigures> {
  const cluster = await startCluster({ release: '4', nodes: 3 })
  try {
    const began = performance.now()
    const bench = await startWorkbench('4')
    const { bootstrap } = cluster.info
    const ask: Ask = (request) => bench.ask({ bootstrap, ...request })
    try {
      await bench.ask({ bootstrap, do: 'consumers' })
      const jvm = performance.now() - began
      await fill(ask, size)
      const names = Array.from({ length: size.groups }, (_, g) => groupOf(g))
      const runs = [await runTool(ask, bootstrap), await runTool(ask, bootstrap)]
      const samsa = await withProcess('./lag-process.ts', async ({ tell }) => {
        await tell({ do: 'connect', bootstrap: bootstrap.split(',') })
        await tell({ do: 'warm' })
        const refresh = await tell<Run>({ do: 'refresh', times: 5 })
        return { refresh, lags: new Map(await tell<[string, number | null][]>({ do: 'lags', groups: names })) }
      })
      const told = [...(runs[1]?.lags ?? [])]
      return {
        tool: Math.min(...runs.map((run) => run.took)),
        jvm,
        samsa: samsa.refresh,
        partitions: samsa.lags.size,
        compared: told.length,
        different: told.filter(([key, lag]) => String(samsa.lags.get(key) ?? '-') !== lag).length,
      }
    } finally {
      await bench.stop()
    }
  } finally {
    await cluster.stop()
  }
}
