import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { classPath } from './class-path.ts'
import { startJvm, tail } from './jvm.ts'
import { temporaryFolder } from './temporary-folder.ts'
import type { KafkaRelease } from './releases.ts'

/** Kafka's own Java clients and command line tools in one JVM (java/Workbench.java lists the requests). */
export interface Workbench {
  ask(request: object): Promise<unknown>
  stop(): Promise<void>
}

export async function startWorkbench(release: KafkaRelease): Promise<Workbench> {
  const folder = await temporaryFolder('workbench')
  const log = join(folder, 'workbench.log')
  const jvm = startJvm(['-Xmx384m', '-cp', await classPath(release), 'Workbench'], log)
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let last = 0
  createInterface({ input: jvm.output }).on('line', (line) => {
    // Written by Workbench.java, one answer a line.
    const answer = JSON.parse(line) as { id: number; value?: unknown; error?: string }
    const caller = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.error === undefined) caller?.resolve(answer.value)
    else caller?.reject(new Error(answer.error))
  })
  void jvm.exited.then(async () => {
    const lines = await tail(log)
    for (const caller of waiting.values()) caller.reject(new Error(`The workbench ended:\n${lines}`))
    waiting.clear()
  })
  return {
    ask(request) {
      if (jvm.hasExited()) return Promise.reject(new Error('The workbench has ended'))
      const id = ++last
      jvm.input.write(JSON.stringify({ id, ...request }) + '\n')
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
    },
    async stop() {
      await jvm.kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
