import type { ChildProcess } from 'node:child_process'
import type { ProcessReading } from './process-probe.ts'

/** Where the probe is, for `node --import`. */
export const processProbe = new URL('./process-probe.ts', import.meta.url).href

const ANSWER_MS = 30_000

/** Says `message` to a child and waits for the answer that has `key`. */
export function ask<T>(child: ChildProcess, message: unknown, key: string, withinMs = ANSWER_MS): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(late)
      child.off('message', onMessage)
      child.off('exit', onExit)
    }
    const onMessage = (answer: unknown): void => {
      if (typeof answer !== 'object' || answer === null) return
      if ('failed' in answer) {
        end()
        reject(new Error(String(answer.failed)))
      } else if (key in answer) {
        end()
        // The child's own program answers; both sides are in this folder.
        resolve((answer as Record<string, T>)[key] as T)
      }
    }
    const onExit = (): void => {
      end()
      reject(new Error('The measured process ended'))
    }
    const late = setTimeout(() => {
      end()
      reject(new Error(`No answer to ${JSON.stringify(message)} within ${withinMs} ms`))
    }, withinMs)
    child.on('message', onMessage)
    child.on('exit', onExit)
    child.send(message as never) // plain data
  })
}

/** What the process did since it was asked last. */
export const readFigures = (child: ChildProcess): Promise<ProcessReading> => ask(child, 'read figures', 'figures')
