import type { World } from '../world.ts'
import { following, type Position, type WorldMember } from '../world/group.ts'
import type { Scenario, Step } from './scenario.ts'

/** Six ways for a group to fall behind, one a script. Each begins calm, so that there is a before to compare with. */

const SECOND = 1_000
const MINUTE = 60 * SECOND
export const CALM = 2 * MINUTE
const LASTS = CALM + 4 * MINUTE

const PARTITIONS = Array.from({ length: 12 }, (_, p) => p)
const PER_SECOND = 120
const BEHIND = 400

/** Four members on two hosts; partition p is led by broker 1 + p mod 3. */
const memberOf = (group: string, m: number, topic: string): WorldMember => ({
  id: `${group}-${m}`,
  instance: null,
  clientId: `${group}-${m}`,
  host: `10.9.0.${1 + Math.floor(m / 2)}`,
  rack: null,
  assigned: new Map([[topic, PARTITIONS.filter((p) => p % 4 === m)]]),
})

const topicOf = (group: string): string => `${group}.events`

function setCalm(world: World, group: string): void {
  const topic = topicOf(group)
  const assignment = PARTITIONS.map((p) => [0, 1, 2].map((n) => 1 + ((p + n) % 3)))
  world.addTopic({ name: topic, partitions: PARTITIONS.length, replication: 3, assignment, perSecond: PER_SECOND, history: 50_000 })
  world.addGroup({
    name: group,
    members: [0, 1, 2, 3].map((m) => memberOf(group, m, topic)),
    progress: [{ topic, partitions: PARTITIONS, position: following(BEHIND) }],
    commitEveryMs: 2 * SECOND,
  })
}

/** From now on it works off `speed` of what is written. */
function slowing(world: World, speed: number): Position {
  const since = world.now()
  return (time) => Math.min(time, since) - BEHIND + Math.max(0, time - since) * speed
}

function slow(world: World, group: string, speed: number, partitions: readonly number[] = PARTITIONS): void {
  const one = world.group(group)
  const position = slowing(world, speed)
  one.progress = one.progress.map((progress) => ({
    ...progress,
    exceptions: new Map([...(progress.exceptions ?? []), ...partitions.map((p) => [p, position] as const)]),
  }))
}

const surge = (world: World, group: string, times: number, partitions: readonly number[] = PARTITIONS): void => {
  const topic = world.topic(topicOf(group))
  for (const p of partitions) topic.setRate(p, (PER_SECOND / PARTITIONS.length) * times, world.now())
}

const scenario = (name: string, title: string, expects: Scenario['expects'], stepsFor: (group: string) => readonly Step[]): Scenario => {
  const group = `scenario-${name}`
  return { name, title, group, expects, steps: stepsFor(group), lasts: LASTS, set: (world) => setCalm(world, group) }
}

/** Members come and go: three quarters of the time nobody reads. */
const rebalances = (group: string): Step[] =>
  Array.from({ length: 10 }, (_, n) => [
    {
      at: CALM + n * MINUTE,
      what: 'members move',
      act: ({ world }: { readonly world: World }) => void (world.group(group).state = 'PreparingRebalance'),
    },
    {
      at: CALM + n * MINUTE + 45 * SECOND,
      what: 'they have settled',
      act: ({ world }: { readonly world: World }) => void (world.group(group).state = null),
    },
  ]).flat()

export const lagScenarios: readonly Scenario[] = [
  scenario('broker-restart', 'Broker 3 restarts, and what it led waits', { cause: 'brokerRestarted', subject: '3' }, (group) => [
    {
      at: CALM,
      what: 'broker 3 goes down; consumers of its partitions wait',
      act: async (stage) => {
        slow(
          stage.world,
          group,
          0.1,
          PARTITIONS.filter((p) => p % 3 === 2),
        )
        await stage.killBroker(3)
      },
    },
    { at: CALM + 50 * SECOND, what: 'it is back', act: (stage) => stage.returnBroker(3) },
  ]),
  scenario('slow-member', 'One of four members slows down', { cause: 'consumerSlow', subject: 'scenario-slow-member-1' }, (group) => [
    {
      at: CALM,
      what: 'member 1 slows down',
      act: ({ world }) =>
        slow(
          world,
          group,
          0.3,
          PARTITIONS.filter((p) => p % 4 === 1),
        ),
    },
  ]),
  scenario(
    'hot-partition',
    'One key gets most of the traffic',
    { cause: 'hotPartition', subject: 'scenario-hot-partition.events-7' },
    (group) => [
      {
        at: CALM,
        what: 'partition 7 gets twelve times its traffic',
        act: ({ world }) => {
          surge(world, group, 12, [7])
          slow(world, group, 0.25, [7])
        },
      },
    ],
  ),
  scenario('producer-surge', 'Producers write two and a half times as much', { cause: 'producersSpedUp', subject: '' }, (group) => [
    {
      at: CALM,
      what: 'traffic rises; consumers go on at their pace',
      act: ({ world }) => {
        surge(world, group, 2.5)
        slow(world, group, 0.4)
      },
    },
  ]),
  scenario('rebalance-loop', 'The group rebalances over and over', { cause: 'rebalancing', subject: '' }, (group) => [
    { at: CALM, what: 'consumption drops', act: ({ world }) => slow(world, group, 0.15) },
    ...rebalances(group),
  ]),
  scenario('stopped-group', 'The last consumer goes away', { cause: 'nobodyConsuming', subject: '' }, (group) => [
    { at: CALM, what: 'nobody consumes', act: ({ world }) => world.stopGroup(group) },
  ]),
]
