import type { KafkaEmulator } from '../kafka/emulator.ts'
import type { TaskRunner } from './mesos-bridge.ts'

const STAGING_MS = 600
const STARTING_MS = 2_000
const STOPPING_MS = 1_200

export interface EmulatedRunnerNeeds {
  readonly kafka: KafkaEmulator
  readonly readLog: TaskRunner['readLog']
}

/** Tasks are the emulated brokers: starting one lets its port listen, killing one closes it. One that the emulator has not got cannot start. */
export function createEmulatedRunner({ kafka, readLog }: EmulatedRunnerNeeds): TaskRunner {
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
      later(STAGING_MS, () => tell({ status: 'STARTING' }))
      if (!has(brokerId)) {
        later(STARTING_MS, () =>
          tell({ status: 'FAILED', message: 'exit code 1: log.dirs cannot be written: /data/kafka: No space left on device' }),
        )
        return
      }
      running.set(taskId, { broker: brokerId, tell })
      later(STARTING_MS, () => {
        if (!running.has(taskId)) return
        const served = kafka.world.isUp(brokerId) ? Promise.resolve() : kafka.returnBroker(brokerId)
        void served.then(() => tell({ status: 'RUNNING', endpoint: `127.0.0.1:${kafka.port(brokerId)}` }))
      })
    },
    kill: (taskId) => later(STOPPING_MS, () => end(taskId, 'KILLED')),
    forceStop: (taskId) => end(taskId, 'FINISHED'),
    readLog,
  }
}
