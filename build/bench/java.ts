import { kafkaAvailable } from '../../test/kafka/harness/available.ts'
import { measureAgainstJava } from '../../test/support/figures/java-figures.ts'
import { median } from '../../test/support/figures/lag-figures.ts'
import type { Figure } from './figures.ts'

const SIZE = { topics: 1_000, groups: 500 }

/** Samsa beside `kafka-consumer-groups --all-groups --describe` in front of three real brokers, values compared. */
export async function java(): Promise<Figure[]> {
  const available = await kafkaAvailable()
  if (!available.ok) {
    console.log(`Not measured against the Java tool: ${available.why}`)
    return []
  }
  const { tool, jvm, samsa, compared, different } = await measureAgainstJava(SIZE)
  const ours = median(samsa.walls)
  return [
    { name: `kafka-consumer-groups --all-groups --describe, ${SIZE.groups} groups`, unit: 's', goal: null, measured: tool / 1_000 },
    { name: 'start of its JVM, apart', unit: 's', goal: null, measured: jvm / 1_000 },
    { name: 'Samsa on the same cluster: full refresh', unit: 's', goal: null, measured: ours / 1_000 },
    { name: 'Samsa against the Java tool: times faster', unit: '×', goal: 10, atLeast: true, measured: tool / ours },
    { name: 'lags that both tell', unit: 'values', goal: 2_000, atLeast: true, measured: compared },
    { name: 'of them different', unit: 'values', goal: 0, measured: different },
  ]
}
