import type { BrokerId } from '../../../../../shared/domain/ids.ts'
import { describeLogDirs as describeLogDirsApi } from '../codecs/describe-log-dirs.ts'
import type { BrokerResult, LogDirsReading } from '../kafka-client.ts'
import { kafkaError } from '../translate.ts'
import { failureOf, type Context } from './context.ts'

export function describeLogDirs(
  brokers: readonly BrokerId[],
  { cluster, grantee }: Context,
  signal: AbortSignal,
  only?: ReadonlyMap<string, readonly number[]>,
): Promise<readonly BrokerResult<LogDirsReading>[]> {
  const request = { topics: only ? [...only].map(([name, partitions]) => ({ name, partitions })) : null }
  const ask = async (broker: BrokerId): Promise<BrokerResult<LogDirsReading>> => {
    try {
      const { value, at } = await cluster.ask(broker, { api: describeLogDirsApi, request, lane: 'bulk' }, signal)
      if (value.error === 0) return { broker, ok: true, value: { at, dirs: value.dirs } }
      return {
        broker,
        ok: false,
        error: kafkaError(value.error, 'the log directories', { kind: 'cluster', name: '' }, 'Describe', grantee),
      }
    } catch (error) {
      return { broker, ok: false, error: failureOf(error, signal) }
    }
  }
  return Promise.all(brokers.map(ask))
}
