/**
 * The process that is killed: a whole core that begins a reassignment with a throttle, and says on standard output how far it is.
 * Arguments: data folder, bootstrap, topic, target broker, bytes a second.
 */
import { writeSync } from 'node:fs'
import type { RunRow } from '../../shared/contract/reassignments.ts'
import { applied } from '../support/changing.ts'
import { seeView, startTestCore } from '../support/test-core.ts'

const [dataFolder = '', bootstrap = '', topic = '', target = '', throttle = ''] = process.argv.slice(2)
const core = await startTestCore({ dataFolder })
const cluster = await core.connect(bootstrap.split(','), { access: 'guarded' })
const goal = { is: 'empty', brokers: [1, 2, 3].filter((id) => id !== Number(target)) } as const
const proposal = await core.page.reassignments.propose({ cluster, goal, topics: [topic], exclude: [], throttle: null, batch: 5_000 })
const moves = proposal.moves.map((m) => ({ topic: m.topic, partition: m.partition, replicas: m.to }))
const { row } = await applied(core, cluster, core.page.reassignments.start, { moves, throttle: Number(throttle) })
const view = seeView<{ readonly cluster: string }, RunRow>(core.page.reassignments.runs, { cluster }, 'id')
setInterval(() => {
  const run = view.rows.get(row.act)
  if (run)
    writeSync(1, `${JSON.stringify({ cluster, act: row.act, copied: run.bytes.copied, total: run.bytes.total, state: run.state })}\n`)
}, 200)
