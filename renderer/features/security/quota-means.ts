import type { QuotaAnswer } from '../../../shared/contract/security.ts'
import type { QuotaKey } from '../../../shared/domain/quota.ts'
import { en } from '../../text/en.ts'
import { SCOPES, type Scope } from './quota-entity.ts'

/** What can be limited by the way that there is. */
export interface QuotaMeans {
  readonly scopes: readonly Scope[]
  readonly namesOnly: boolean
  readonly has: (key: QuotaKey) => boolean
  readonly note: string | null
}

const ofKafka: QuotaMeans = { scopes: SCOPES, namesOnly: false, has: () => true, note: null }

/** Client ids, byte rates, and none for every other. */
const ofScheduler: QuotaMeans = {
  scopes: ['client'],
  namesOnly: true,
  has: (key) => key === 'producer_byte_rate' || key === 'consumer_byte_rate',
  note: en.security.quota.scheduler.note,
}

/** `undefined`: not read yet. */
export const meansOf = (via: QuotaAnswer['via'] | undefined): QuotaMeans => (via === 'scheduler' ? ofScheduler : ofKafka)
