import type { ServerResponse } from 'node:http'
import type { WorldEvent } from './model.ts'
import type { JsonObject } from './render-v0.ts'
import { agentV1, frameworkEventV1, frameworkRemovedV1, getState, statusV1, taskV1 } from './render-v1.ts'
import type { MesosWorld } from './world.ts'

export interface StreamSettings {
  heartbeatMs: number
  /** Cuts what is sent into pieces of so many bytes. */
  pieceBytes: number
}

/** SUBSCRIBE: records of a length, a newline and JSON, with nothing between them. */
export function eventStream(world: MesosWorld, settings: StreamSettings): (response: ServerResponse) => void {
  return (response) => {
    const send = (event: JsonObject): void => {
      const text = Buffer.from(JSON.stringify(event))
      const record = Buffer.concat([Buffer.from(`${text.length}\n`), text])
      for (let at = 0; at < record.length; at += settings.pieceBytes) response.write(record.subarray(at, at + settings.pieceBytes))
    }
    // The body is RecordIO and the header says otherwise, as Mesos does.
    response.writeHead(200, { 'Content-Type': 'application/json' })
    const heartbeats = world.since(1, 5)
    send({
      type: 'SUBSCRIBED',
      subscribed: { get_state: getState(world), heartbeat_interval_seconds: heartbeats ? settings.heartbeatMs / 1_000 : undefined },
    })
    let stopBeat = (): void => undefined
    const beat = (): void => {
      send({ type: 'HEARTBEAT' })
      stopBeat = world.clock.after(settings.heartbeatMs, beat)
    }
    if (heartbeats) beat()
    const stopEvents = world.onEvent((event) => {
      if (event.kind === 'masters') return
      if (event.kind === 'leader') {
        response.destroy()
        return
      }
      const told = render(world, event)
      if (told !== null) send(told)
    })
    response.on('close', () => {
      stopBeat()
      stopEvents()
    })
  }
}

function render(world: MesosWorld, event: Exclude<WorldEvent, { kind: 'leader' | 'masters' }>): JsonObject | null {
  switch (event.kind) {
    case 'taskAdded':
      return { type: 'TASK_ADDED', task_added: { task: taskV1(world, event.task) } }
    case 'taskUpdated':
      return {
        type: 'TASK_UPDATED',
        task_updated: {
          framework_id: { value: event.task.frameworkId },
          status: statusV1(event.task, event.status),
          state: event.task.state,
        },
      }
    case 'agentAdded':
      return world.since(1, 1) ? { type: 'AGENT_ADDED', agent_added: { agent: agentV1(world, event.agent) } } : null
    case 'agentRemoved':
      return world.since(1, 1) ? { type: 'AGENT_REMOVED', agent_removed: { agent_id: { value: event.agent.id } } } : null
    case 'frameworkAdded':
      return world.since(1, 4) ? { type: 'FRAMEWORK_ADDED', framework_added: { framework: frameworkEventV1(event.framework) } } : null
    case 'frameworkUpdated':
      return world.since(1, 4) ? { type: 'FRAMEWORK_UPDATED', framework_updated: { framework: frameworkEventV1(event.framework) } } : null
    case 'frameworkRemoved':
      return world.since(1, 4) ? { type: 'FRAMEWORK_REMOVED', framework_removed: frameworkRemovedV1(event.framework) } : null
  }
}
