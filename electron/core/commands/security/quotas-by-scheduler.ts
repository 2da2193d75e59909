import type { Impact } from '../../../../shared/contract/changes.ts'
import type { Quota, QuotaEdit, QuotaEntity, QuotaKey } from '../../../../shared/domain/quota.ts'
import type { SchedulerQuota } from '../../../../shared/domain/scheduler/model.ts'
import { sentOnce, whyEnded } from '../brokers/outcomes.ts'
import type { SendOutcome } from '../command.ts'
import { shellQuote } from '../../clients/kafka/shell-quote.ts'
import type { FieldProblem } from '../refuse-input.ts'
import type { QuotaScheduler, QuotaWorld } from './quota-world.ts'

/** Quotas as a scheduler of Kafka on Mesos keeps them: the way for brokers that have no API for them (before Kafka 2.6). */

const RATES = ['producer_byte_rate', 'consumer_byte_rate'] as const satisfies readonly QuotaKey[]
type Rate = (typeof RATES)[number]

const isRate = (key: QuotaKey): key is Rate => (RATES as readonly QuotaKey[]).includes(key)

const rateOf = (quota: SchedulerQuota, key: Rate): number | null =>
  key === 'producer_byte_rate' ? quota.producerByteRate : quota.consumerByteRate

/** In the form of Kafka's own. */
export const quotasOf = (quotas: ReadonlyMap<string, SchedulerQuota>): Quota[] =>
  [...quotas].flatMap(([client, quota]) => {
    const values = RATES.flatMap((key) => {
      const value = rateOf(quota, key)
      return value === null ? [] : [{ key, value }]
    })
    return values.length === 0 ? [] : [{ entity: { user: null, clientId: { name: client }, ip: null }, values }]
  })

const ONLY_CLIENTS = 'Through the scheduler only single client ids are limited.'

/** What the brokers' own API could do and the scheduler cannot, by path. */
export function problemsThere({ quotas }: { readonly quotas: readonly QuotaEdit[] }): FieldProblem[] {
  return quotas.flatMap(({ entity: { user, clientId, ip }, changes }, i): FieldProblem[] => {
    const path = (rest: string): string => `quotas.${i}.${rest}`
    if (user !== null) return [{ path: path('entity.user'), message: ONLY_CLIENTS }]
    if (ip !== null) return [{ path: path('entity.ip'), message: ONLY_CLIENTS }]
    if (clientId === null || clientId.name === null) return [{ path: path('entity.clientId'), message: ONLY_CLIENTS }]
    return changes.flatMap(({ key, value }, at): FieldProblem[] => {
      const field = path(`changes.${at}.value`)
      if (!isRate(key)) return [{ path: field, message: 'The scheduler knows byte rates alone.' }]
      return value === null ? [{ path: field, message: 'The scheduler cannot take a limit away. Set a larger one.' }] : []
    })
  })
}

export const impactThere: readonly Impact[] = [
  {
    severity: 'warn',
    text: 'Through the scheduler, because these brokers have no API for it: a limit that is set there cannot be taken away again, only changed.',
    path: null,
  },
]

const clientOf = ({ clientId }: QuotaEntity): string => clientId?.name ?? ''

/** `producerByteRate`, as the scheduler calls it. */
const FIELD: Readonly<Record<Rate, string>> = { producer_byte_rate: 'producerByteRate', consumer_byte_rate: 'consumerByteRate' }

const formOf = ({ entity, changes }: QuotaEdit): readonly string[] => [
  'entityType=clients',
  `entity=${clientOf(entity)}`,
  ...changes.flatMap(({ key, value }) => (isRate(key) && value !== null ? [`${FIELD[key]}=${value}`] : [])),
]

export const requestThere = (edit: QuotaEdit): string => `POST /api/quota/set ${formOf(edit).join(' ')}`

/** By the scheduler's own path. */
export const lineThere = (edit: QuotaEdit): string =>
  `curl ${formOf(edit)
    .map((pair) => `--data-urlencode ${shellQuote(pair)}`)
    .join(' ')} "$SCHEDULER/api/quota/set"`

/** One request a client id, in order; it stops at the first that is not done, and says what was. */
export async function sendThere(
  scheduler: QuotaScheduler,
  quotas: readonly QuotaEdit[],
  permit: QuotaWorld['permit'],
  signal: AbortSignal,
): Promise<SendOutcome> {
  const done: string[] = []
  for (const { entity, changes } of quotas) {
    const client = clientOf(entity)
    const said = (how: string): string => [...done.map((each) => `${each}: set`), `${client}: ${how}`].join('; ')
    const ended = whyEnded(permit)
    if (ended !== null)
      return done.length === 0 ? { is: 'refused', error: ended } : { is: 'unknown', error: ended, note: said('not tried') }
    const rate = (key: Rate): number | undefined => changes.find((change) => change.key === key)?.value ?? undefined
    const [producer, consumer] = RATES.map(rate)
    const outcome = await scheduler.set(
      client,
      { ...(producer === undefined ? {} : { producer }), ...(consumer === undefined ? {} : { consumer }) },
      signal,
    )
    const sent = sentOnce(outcome, `client id ${client}: accepted`)
    if (sent.is !== 'accepted') return quotas.length === 1 ? sent : { ...sent, note: said(sent.is === 'refused' ? 'refused' : 'not known') }
    done.push(client)
  }
  return { is: 'accepted', response: `${done.join(', ')}: accepted` }
}
