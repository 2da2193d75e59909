import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { describe, expect, test } from 'vitest'
import { untilAsync } from './client-suite.ts'
import { noKafka } from './harness/shared.ts'

const cluster = new URL('harness/cluster.ts', import.meta.url).href

/** Starts a broker, tells its process id, and then waits for ever. */
const owner = `
import { startCluster } from '${cluster}'
import { readFileSync, readdirSync } from 'node:fs'
const kafka = await startCluster({ release: '4', nodes: 1 })
const parentOf = (id) => { try { return readFileSync('/proc/' + id + '/stat', 'utf8').split(') ').at(-1).split(' ')[1] } catch { return '' } }
const child = readdirSync('/proc').find((id) => /^[0-9]+$/.test(id) && parentOf(id) === String(process.pid))
console.log(child)
setInterval(() => undefined, 1000)
`

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe.skipIf(noKafka !== null || process.platform !== 'linux')('Real Kafka in tests', () => {
  test.each(['SIGKILL', 'SIGTERM'] as const)('a broker ends with the process that started it, also by %s', async (signal) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', owner], { stdio: ['ignore', 'pipe', 'inherit'] })
    const line = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
    const broker = Number(line.value)
    expect(broker).toBeGreaterThan(1)
    expect(isAlive(broker)).toBe(true)
    child.kill(signal)
    await untilAsync(() => Promise.resolve(!isAlive(broker)), 10_000, 'the JVM is gone')
  })
})
