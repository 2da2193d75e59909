import type { BlockTopic, MakeTopics } from './block-topics.ts'
import type { TopicNames } from './topic-names.ts'

/** A topic of a block, with its place among all that were met: what is known of it is looked up by that instead of by its name. */
export interface PlacedTopic extends BlockTopic {
  readonly place: number
}

export interface TopicPlaces extends MakeTopics<PlacedTopic> {
  placeOf(topic: string): number
  /** By place. */
  readonly names: readonly string[]
}

/** The same topic with the same partitions is the same object: thousands of blocks name each other's topics. */
export function createTopicPlaces(numbers: TopicNames): TopicPlaces {
  const places = new Map<string, number>()
  const names: string[] = []
  const known: (PlacedTopic | undefined)[] = []
  const placeOf = (topic: string): number => {
    const there = places.get(topic)
    if (there !== undefined) return there
    places.set(topic, names.length)
    return names.push(topic) - 1
  }
  return {
    names,
    placeOf,
    named: (topic, partitions) => ({ topic, partitions, place: placeOf(topic) }),
    numbered(number, partitions) {
      const there = known[number]
      if (there?.partitions === partitions) return there
      const topic = there?.topic ?? numbers.name(number)
      if (topic === undefined) return undefined
      return (known[number] = { topic, partitions, place: there?.place ?? placeOf(topic) })
    },
  }
}
