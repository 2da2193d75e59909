import type { KafkaEmulator } from '../kafka/emulator.ts'
import type { TaskRunner } from './mesos-bridge.ts'

const DELAYS = { staging: 600, starting: 2_000, stopping: 1_200 }

export interface EmulatedRunnerNeeds {
  readonly kafka: KafkaEmulator
  readonly readLog: TaskRunner['readLog']
  /** What takes how long, in ms. */
  readonly delays?: typeof DELAYS
  /** Each start is at an address that was never there before. Absent: a broker keeps its own. */
  readonly moves?: boolean
}

/** Tasks are the emulated brokers: starting one lets its port listen, killing one closes it. One that the emulator has not got cannot start. */
export function createEmulatedRunner({ kafka, readLog, delays = DELAYS, moves = false }: EmulatedRunnerNeeds): TaskRunner {
  const running = new Map<string, { readonly broker: number; readonly tell: Parameters<TaskRunner['start']>[1] }>()
  const has = (broker: number): boolean => kafka.world.brokers.has(broker)
  const later = (ms: number, act: () => void): void => void setTimeout(act, ms).unref()
  const end = (taskId: string, status: 'KILLED' | 'FINISHED'): void => {
    const task = running.get(taskId)
    if (task === undefined) return
    running.delete(taskId)
    void kafka.killBroker(task.broker).then(() => task.tell({ status }))
  }
  return {
    start({ taskId, brokerId }, tell) {
      later(delays.staging, () => tell({ status: 'STARTING' }))
      if (!has(brokerId)) {
        later(delays.starting, () =>
          tell({ status: 'FAILED', message: 'exit code 1: log.dirs cannot be written: /data/kafka: No space left on device' }),
        )
        return
      }
      running.set(taskId, { broker: brokerId, tell })
      later(delays.starting, () => {
        if (!running.has(taskId)) return
        const served = kafka.world.isUp(brokerId) ? Promise.resolve() : kafka.returnBroker(brokerId, moves ? 'another port' : 'same port')
        void served.then(() => tell({ status: 'RUNNING', endpoint: `127.0.0.1:${kafka.port(brokerId)}` }))
      })
    },
    kill: (taskId) => later(delays.stopping, () => end(taskId, 'KILLED')),
    forceStop: (taskId) => end(taskId, 'FINISHED'),
    readLog,
  }
}
