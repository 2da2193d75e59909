import type { Clock } from '../../../electron/core/lib/clock.ts'
import type { TaskRunner } from './mesos-bridge.ts'

/** Tasks under a clock, without processes. */
export function createSimulatedRunner(clock: Clock, times = { stagingMs: 200, startMs: 1_500, killMs: 500 }): TaskRunner {
  const running = new Map<string, { tell: Parameters<TaskRunner['start']>[1]; stopTimer: () => void }>()
  const end = (taskId: string, status: 'KILLED' | 'FINISHED'): void => {
    const task = running.get(taskId)
    running.delete(taskId)
    task?.stopTimer()
    task?.tell({ status })
  }
  return {
    start({ taskId, agent, port }, tell) {
      const task = { tell, stopTimer: (): void => undefined }
      running.set(taskId, task)
      task.stopTimer = clock.after(times.stagingMs, () => {
        tell({ status: 'STARTING' })
        task.stopTimer = clock.after(times.startMs, () => tell({ status: 'RUNNING', endpoint: `${agent.hostname}:${port}` }))
      })
    },
    kill(taskId) {
      const task = running.get(taskId)
      if (task === undefined) return
      task.stopTimer()
      task.stopTimer = clock.after(times.killMs, () => end(taskId, 'KILLED'))
    },
    forceStop: (taskId) => end(taskId, 'FINISHED'),
    readLog: (taskId, name) => Promise.resolve(name === 'stdout' ? `${taskId} ${name}` : null),
  }
}
