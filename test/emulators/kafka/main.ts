import { fstatSync, renameSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { startDemoMesos } from '../demo-mesos.ts'
import { createDemoWorld } from './demo-world.ts'
import { createKafkaEmulator, type KafkaEmulator } from './emulator.ts'
import { isLagSize, lagSizes } from './lag-sizes.ts'
import { emulatedReleases } from './releases.ts'
import { lagScenarios } from '../scenarios/lag.ts'
import { play } from '../scenarios/scenario.ts'
import { manyRecords } from './many-records.ts'
import { createXlWorld, xlSize } from './xl-world.ts'

/**
 * The emulator as a process of its own, so that its work does not count as the app's.
 *
 *   node test/emulators/kafka/main.ts --preset demo|xl|r1|r2|r3 [--scenario slow-member] [--records 1000000] [--mesos] [--release 4.0] [--port-file <file>] [--latency <ms>]
 *
 * Prints one line of JSON when it serves: { bootstrap, pid }. When standard input is a pipe it takes verbs as lines of JSON
 * ({"do":"killBroker","broker":2}) and ends with it, so that it never outlives who started it.
 */
const { values } = parseArgs({
  options: {
    preset: { type: 'string', default: 'demo' },
    release: { type: 'string', default: '4.0' },
    'port-file': { type: 'string' },
    latency: { type: 'string', default: '0' },
    topics: { type: 'string' },
    groups: { type: 'string' },
    scenario: { type: 'string' },
    records: { type: 'string' },
    mesos: { type: 'boolean', default: false },
  },
})

const release = emulatedReleases.find((r) => r === values.release)
if (!release) throw new Error(`unknown release ${values.release}; known: ${emulatedReleases.join(', ')}`)
const preset = isLagSize(values.preset) ? lagSizes[values.preset] : xlSize
const size = { ...preset, ...(values.topics && { topics: Number(values.topics) }), ...(values.groups && { groups: Number(values.groups) }) }
const world = values.preset === 'demo' ? createDemoWorld() : createXlWorld(size)
if (values.records !== undefined) world.addTopic(manyRecords(Number(values.records)))
const emulator = await createKafkaEmulator({
  world,
  brokers: world.brokers.size,
  release,
  latencyMs: Number(values.latency),
  clusterId: `emulated-${values.preset}`,
  // As real brokers are when they are not tuned for tests, but for the 9 s that nobody wants to wait.
  fencedAfterMs: 1500,
  leaderSettlesMs: 300,
})

const scenario = lagScenarios.find((each) => each.name === values.scenario)
if (values.scenario !== undefined && !scenario)
  throw new Error(`unknown scenario ${values.scenario}; known: ${lagScenarios.map((each) => each.name).join(', ')}`)
if (scenario) play(scenario, emulator, (error) => process.stderr.write(`The scenario failed: ${String(error)}\n`))

const mesos = values.mesos ? await startDemoMesos(emulator) : null
const about = JSON.stringify({
  masters: mesos?.masters ?? [],
  scheduler: mesos?.scheduler ?? null,
  bootstrap: emulator.bootstrap.map((b) => `${b.host}:${b.port}`),
  pid: process.pid,
})
const portFile = values['port-file']
if (portFile) {
  // Whole or not at all, for whoever waits for the file.
  writeFileSync(`${portFile}.new`, about)
  renameSync(`${portFile}.new`, portFile)
}
process.stdout.write(`${about}\n`)

const input = fstatSync(0)
if (input.isFIFO() || input.isSocket()) {
  const lines = createInterface({ input: process.stdin })
  lines.on('line', (line) => void perform(emulator, line).then((answer) => process.stdout.write(`${JSON.stringify(answer)}\n`)))
  lines.once('close', () => process.exit(0))
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0))

interface Verb {
  readonly do: string
  readonly broker?: number
  readonly topic?: string
  readonly partition?: number
  readonly group?: string
  readonly ms?: number
  readonly code?: number
  readonly api?: number
}

async function perform(kafka: KafkaEmulator, line: string): Promise<object> {
  // Written by our own tests.
  const verb = JSON.parse(line) as Verb
  const { do: what, ms = 1000, code = 0, ...where } = verb
  switch (what) {
    case 'killBroker':
      await kafka.killBroker(verb.broker ?? 1)
      return { done: what }
    case 'returnBroker':
      await kafka.returnBroker(verb.broker ?? 1)
      return { done: what }
    case 'loseLeader':
      kafka.loseLeader(verb.topic ?? '', verb.partition ?? 0)
      return { done: what }
    case 'stopGroup':
      kafka.world.stopGroup(verb.group ?? '')
      return { done: what }
    case 'slow':
      kafka.faults.slow(ms, where)
      return { done: what }
    case 'hang':
      kafka.faults.hang(where)
      return { done: what }
    case 'drop':
      kafka.faults.drop(where)
      return { done: what }
    case 'answer':
      kafka.faults.answer(code, where)
      return { done: what }
    case 'clear':
      kafka.faults.clear()
      return { done: what }
    case 'counters':
      return {
        requests: kafka.journal.requests(),
        handshakes: kafka.journal.requestsOf(18),
        bytesIn: kafka.journal.bytesIn(),
        bytesOut: kafka.journal.bytesOut(),
      }
    default:
      return { error: `unknown verb ${what}` }
  }
}
