import { AppError } from '../../../shared/errors/error.ts'
import { grouped } from '../../../shared/domain/grouped.ts'
import type { KafkaClient, MetadataReading } from '../clients/kafka/kafka-client.ts'
import type { Steps } from './probe-steps.ts'

type InTime = <T>(act: (signal: AbortSignal) => Promise<T>) => Promise<T>

/** Asks what the screens will ask. A right that is missing is a warning: the rest works. Answers whether nothing is missing. */
export async function probeRights(client: KafkaClient, cluster: MetadataReading, steps: Steps, inTime: InTime): Promise<boolean> {
  const groups = await check(steps, 'groups', 'Consumer groups', async () => {
    const answers = await inTime((signal) => client.listGroups(signal))
    const failed = answers.find((a) => !a.ok)
    if (failed && !failed.ok) throw failed.error
    const found = answers.reduce((sum, a) => sum + (a.ok ? a.value.length : 0), 0)
    return found === 1 ? '1 group is visible' : `${grouped(found)} groups are visible`
  })
  const configs = await check(steps, 'configs', 'Configurations', async () => {
    const broker = cluster.brokers[0]
    if (broker === undefined) return 'no broker to ask'
    const [reading] = await inTime((signal) => client.describeConfigs([{ kind: 'broker', name: String(broker.id), keys: null }], signal))
    if (reading?.error) throw reading.error
    return 'broker configurations can be read'
  })
  return groups && configs
}

async function check(steps: Steps, id: string, label: string, ask: () => Promise<string>): Promise<boolean> {
  const answer = await steps.run({ id: `rights ${id}`, kind: 'rights', label }, async () => {
    try {
      return { value: true, result: { detail: await ask() } }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return { value: false, result: { state: 'warning' as const, error: { code: error.code, about: error.about } } }
    }
  })
  return answer === true
}
