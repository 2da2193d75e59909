import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Readable, Writable } from 'node:stream'

export interface Jvm {
  readonly pid: number
  readonly input: Writable
  readonly output: Readable
  readonly exited: Promise<number | null>
  hasExited(): boolean
  /** SIGTERM, then SIGKILL after `graceMs`. */
  stop(graceMs?: number): Promise<void>
  /** SIGKILL, as a machine that lost power. */
  kill(): Promise<void>
}

/** Every JVM of this process, so that none outlives it whatever way it ends; on SIGKILL the JVMs end with their standard input. */
const running = new Set<ChildProcessByStdio<Writable, Readable, Readable>>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

export function startJvm(args: readonly string[], errorLog: string): Jvm {
  const flags = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto', '-Djava.awt.headless=true']
  const child = spawn('java', [...flags, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  running.add(child)
  child.stderr.pipe(createWriteStream(errorLog, { flags: 'a' }))
  child.stdin.on('error', () => undefined)
  let ended = false
  const exited = new Promise<number | null>((resolve) => {
    const end = (code: number | null): void => {
      ended = true
      running.delete(child)
      resolve(code)
    }
    child.once('exit', end)
    child.once('error', () => end(null))
  })
  const kill = async (): Promise<void> => {
    if (!ended) child.kill('SIGKILL')
    await exited
  }
  return {
    pid: child.pid ?? -1,
    input: child.stdin,
    output: child.stdout,
    exited,
    hasExited: () => ended,
    kill,
    async stop(graceMs = 10_000) {
      if (ended) return
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
      await exited
      clearTimeout(timer)
    },
  }
}

/** The last lines of a log, for an error message. */
export async function tail(file: string, lines = 25): Promise<string> {
  return readFile(file, 'utf8').then(
    (text) => text.trimEnd().split('\n').slice(-lines).join('\n'),
    () => '(no log)',
  )
}
