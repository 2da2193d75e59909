import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { LagSizeName } from '../emulators/kafka/lag-sizes.ts'

export interface EmulatorProcess {
  /** `host:port` of each broker. */
  readonly bootstrap: readonly string[]
  /** Where its Mesos is, if it was asked for. */
  readonly masters: readonly string[]
  readonly pid: number
  /** Verbs of main.ts, for example `{ do: 'killBroker', broker: 2 }`. */
  ask(verb: { readonly do: string; readonly [more: string]: unknown }): Promise<Record<string, unknown>>
  stop(): Promise<void>
}

export interface EmulatorProcessOptions {
  readonly preset: 'demo' | 'xl' | LagSizeName
  readonly release?: string
  readonly topics?: number
  readonly groups?: number
  /** Played from the start on. */
  readonly scenario?: string
  /** A topic `many.records` of one partition with so many. */
  readonly records?: number
  /** On an emulated Mesos, with a scheduler. */
  readonly mesos?: true
  /** ms that each request takes at the broker. */
  readonly latency?: number
}

const main = fileURLToPath(new URL('../emulators/kafka/main.ts', import.meta.url))

/** Starts the emulated cluster as its own process; it ends with this one, however this one ends. */
export async function startEmulatorProcess(options: EmulatorProcessOptions): Promise<EmulatorProcess> {
  const flags = Object.entries(options).flatMap(([name, value]) => (value === true ? [`--${name}`] : [`--${name}`, String(value)]))
  const child = spawn(process.execPath, [main, ...flags], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
  child.stdin.on('error', () => undefined)
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const nextAnswer = async (): Promise<Record<string, unknown>> => {
    const line = await answers.next()
    if (line.done) throw new Error('The emulator process has ended')
    // One line of JSON an answer, written by main.ts.
    return JSON.parse(line.value) as Record<string, unknown>
  }
  const about = await nextAnswer()
  let last: Promise<unknown> = Promise.resolve()
  return {
    bootstrap: Array.isArray(about['bootstrap']) ? about['bootstrap'].map(String) : [],
    masters: Array.isArray(about['masters']) ? about['masters'].map(String) : [],
    pid: Number(about['pid']),
    ask(verb) {
      // Answers come in the order of the verbs.
      const answer = last.then(() => {
        child.stdin.write(`${JSON.stringify(verb)}\n`)
        return nextAnswer()
      })
      last = answer.catch(() => undefined)
      return answer
    },
    async stop() {
      child.stdin.end()
      child.kill('SIGKILL')
      await exited
    },
  }
}
