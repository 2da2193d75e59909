import { parentPort } from 'node:worker_threads'
import { ALIVE_MS, handedOver, JobFailure, type Asked, type JobTable, type Told } from './messages.ts'

export type JobHandlers<T extends JobTable<T>> = {
  readonly [J in keyof T]: (input: T[J]['input']) => T[J]['output'] | Promise<T[J]['output']>
}

/** Inside a worker: answers jobs and says that it is alive. */
export function serveJobs<T extends JobTable<T>>(handlers: JobHandlers<T>): void {
  const port = parentPort
  if (port === null) throw new Error('This file runs in a worker only')
  const tell = (message: Told, transfer: readonly ArrayBuffer[] = []): void => port.postMessage(message, transfer)
  const alive = (): void => {
    const { heapUsed, external } = process.memoryUsage()
    tell({ is: 'alive', bytes: heapUsed + external })
  }
  const run = async ({ id, job, input }: Asked): Promise<void> => {
    if (!Object.hasOwn(handlers, job)) throw new Error(`no such job: ${job}`)
    try {
      // An own name of the table; its input was typed where it was asked for.
      const value = await handlers[job as keyof T](input)
      tell({ is: 'done', id, value }, handedOver(value))
    } catch (error) {
      if (!(error instanceof JobFailure)) throw error
      tell({ is: 'failed', id, kind: error.kind, message: error.message })
    }
  }
  // What a job does not expect is not caught: it ends this worker, and another one begins anew.
  port.on('message', (asked: Asked) => void run(asked))
  setInterval(alive, ALIVE_MS)
  alive()
}
