import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import { en } from '../../text/en.ts'
import { count } from '../../ui/format/numbers.ts'

/** One sentence about a broker. */
export function brokerSentence(row: BrokerRow): string {
  const s = en.broker.sentence
  const address = `${row.host}:${row.port}`
  const head = row.state === 'down' || row.state === 'absent' ? s[row.state] : s[row.state](address)
  const rack = row.rack !== null && row.state !== 'down' ? s.rack(row.rack) : ''
  return head + rack + (row.leaders > 0 ? s.leads(count(row.leaders)) : '') + s.end
}
