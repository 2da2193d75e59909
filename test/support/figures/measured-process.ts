import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ask, processProbe, readFigures } from './ask.ts'
import { printBlocks, type Block } from './block-log.ts'
import type { ProcessReading } from './process-probe.ts'

/** A program of this folder in a process of its own, with the probe in it. It ends with `act`, however that ends. */
export interface MeasuredProcess {
  tell<T>(verb: object, withinMs?: number): Promise<T>
  /** What the process did since it was asked last. */
  read(): Promise<ProcessReading>
  /** Prints the longest blocks of its event loop since the last time and what they were, where `SAMSA_BENCH_BLOCKS` asks for that. */
  printBlocks(of: string): Promise<void>
}

const logsBlocks = process.env['SAMSA_BENCH_BLOCKS'] !== undefined

export async function withProcess<T>(program: string, act: (process: MeasuredProcess) => Promise<T>): Promise<T> {
  const file = fileURLToPath(new URL(program, import.meta.url))
  const child = fork(file, { execArgv: ['--import', processProbe], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  try {
    await ready(child)
    child.send('watch the loop')
    if (logsBlocks) child.send('log blocks')
    return await act({
      tell: (verb, withinMs = 300_000) => ask(child, verb, 'done', withinMs),
      read: () => readFigures(child),
      async printBlocks(of) {
        if (logsBlocks) console.log(`Longest blocks ${of}:\n${printBlocks(await ask<Block[]>(child, 'read blocks', 'longest'))}`)
      },
    })
  } finally {
    if (child.connected) child.disconnect()
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
    await ended
    clearTimeout(late)
  }
}

const ready = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once('message', () => resolve())
    child.once('exit', () => reject(new Error('The measured process did not start')))
  })
