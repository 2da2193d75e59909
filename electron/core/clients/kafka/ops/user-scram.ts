import { SCRAM_MECHANISMS, type ScramMechanism } from '../../../../../shared/domain/scram.ts'
import { describeUserScram } from '../codecs/user-scram.ts'
import type { ScramReading } from '../kafka-client.ts'
import { kafkaError } from '../translate.ts'
import { anyBroker } from './any-broker.ts'
import type { Context } from './context.ts'

/** Kafka's numbers: 0 unknown, then these. */
export const mechanismNumber = (mechanism: ScramMechanism): number => SCRAM_MECHANISMS.indexOf(mechanism) + 1

/** Who can log in by SCRAM; of each credential all that Kafka tells, which is no password. */
export async function readScram(context: Context, signal: AbortSignal): Promise<ScramReading> {
  const { cluster, grantee } = context
  const broker = await anyBroker(context, signal)
  const { value, at } = await cluster.ask(broker, { api: describeUserScram, request: {}, lane: 'interactive' }, signal)
  const subject = { kind: 'cluster', name: '' } as const
  if (value.error !== 0) throw kafkaError(value.error, 'the SCRAM users', subject, 'Describe', grantee)
  const told = value.users.flatMap(({ user, credentials }) => credentials.map((credential) => ({ user, ...credential })))
  const credentials = told.flatMap(({ user, mechanism, iterations }) => {
    const known = SCRAM_MECHANISMS[mechanism - 1]
    return known === undefined ? [] : [{ user, mechanism: known, iterations }]
  })
  return { at, credentials, unknown: told.length - credentials.length }
}
