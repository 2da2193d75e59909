import type { DemoMesos } from '../../test/emulators/demo-mesos.ts'
import type { KafkaEmulator } from '../../test/emulators/kafka/emulator.ts'
import type { Position } from '../../test/emulators/world/group.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

export const SAMPLE = {
  title: 'Sample: a broker is lost with its agent',
  notes: 'Made from the demo world. An agent of Mesos goes away with broker 3 on it; the group order-fulfilment falls behind and recovers.',
  warmUpMs: 45 * SECOND,
  lastsMs: 10 * MINUTE,
} as const

/** Broker and group that it is about. */
const BROKER = 3
const GROUP = 'order-fulfilment'

export interface Acting {
  readonly kafka: KafkaEmulator
  readonly mesos: DemoMesos
}

export interface Act {
  /** Ms after the recording begins. */
  readonly at: number
  readonly what: string
  act(acting: Acting): void | Promise<void>
}

/** What the group reads: a third of what is written while the broker is away, then three times as much until it has caught up. */
function setPosition({ kafka }: Acting, position: Position): void {
  const group = kafka.world.group(GROUP)
  group.progress = group.progress.map((progress) => ({ ...progress, position }))
}

let slowSince = 0
const BEHIND = 900
const slowed: Position = (time) => slowSince - BEHIND + (time - slowSince) / 3

const agentOf = ({ mesos }: Acting): string => {
  const task = [...mesos.world.tasks.values()].find(({ id }) => new RegExp(`^(kafka|broker)-${BROKER}-`).test(id))
  if (!task) throw new Error(`Broker ${BROKER} runs nowhere`)
  return task.agentId
}
let lost = ''

export const incident: readonly Act[] = [
  {
    at: 2 * MINUTE,
    what: 'the agent of broker 3 does not answer any more, and neither does the broker',
    async act(acting) {
      lost = agentOf(acting)
      acting.mesos.world.loseAgent(lost)
      await acting.kafka.killBroker(BROKER)
    },
  },
  {
    at: 2 * MINUTE + 10 * SECOND,
    what: 'order-fulfilment falls behind',
    act(acting) {
      slowSince = acting.kafka.world.now()
      setPosition(acting, slowed)
    },
  },
  { at: 5 * MINUTE + 30 * SECOND, what: 'the agent is back', act: ({ mesos }) => mesos.world.returnAgent(lost) },
  {
    at: 6 * MINUTE + 15 * SECOND,
    what: 'order-fulfilment catches up',
    act(acting) {
      const since = acting.kafka.world.now()
      const from = slowed(since)
      setPosition(acting, (time) => Math.min(time - BEHIND, from + (time - since) * 3))
    },
  },
  { at: 10 * MINUTE, what: 'all is well', act() {} },
]
