import type { ProposedBroker } from '../../../shared/contract/reassignments.ts'
import { en } from '../../text/en.ts'
import { bytes, count, UNKNOWN } from '../../ui/format/numbers.ts'
import styles from './style.module.css'

const t = en.reassignments.loads

type Part = 'replicas' | 'leaders' | 'bytes'
const parts: readonly Part[] = ['replicas', 'leaders', 'bytes']
const shown = (part: Part, value: number): string => (part === 'bytes' ? bytes(value) : count(value))

/** What each broker carries before and after: a bar for now, over it a line for then. The figures say the same. */
export function BrokerLoads({ brokers }: { readonly brokers: readonly ProposedBroker[] }) {
  const most = (part: Part): number => Math.max(1, ...brokers.flatMap((b) => [b.before[part], b.after[part]]))
  return (
    <div className={styles['loads']}>
      <table aria-label={t.label}>
        <thead>
          <tr>
            <th scope="col">{t.broker}</th>
            <th scope="col">{t.place}</th>
            {parts.map((part) => (
              <th key={part} scope="col">
                {t[part]}
              </th>
            ))}
            <th scope="col" className={styles['number']}>
              {t.free}
            </th>
          </tr>
        </thead>
        <tbody>
          {brokers.map((broker) => (
            <tr key={broker.broker} data-away={!broker.live || undefined}>
              <th scope="row">{broker.broker}</th>
              <td className={styles['second']}>
                {[broker.rack, broker.agent, broker.live ? null : t.away].filter((part) => part !== null).join(' · ') || UNKNOWN}
              </td>
              {parts.map((part) => (
                <td key={part}>
                  <Load before={broker.before[part]} after={broker.after[part]} most={most(part)} part={part} />
                </td>
              ))}
              <td className={styles['number']}>{bytes(broker.freeBytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Load({
  before,
  after,
  most,
  part,
}: {
  readonly before: number
  readonly after: number
  readonly most: number
  readonly part: Part
}) {
  const changed = before !== after
  const share = (value: number): string => `${(value / most) * 100}%`
  return (
    <span className={styles['load']}>
      <span className={styles['track']} aria-hidden>
        <i style={{ width: share(Math.min(before, after)) }} />
        {changed && (
          <i
            data-way={after > before ? 'more' : 'less'}
            style={{ left: share(Math.min(before, after)), width: share(Math.abs(after - before)) }}
          />
        )}
      </span>
      <span className={styles['number']}>{changed ? t.change(shown(part, before), shown(part, after)) : shown(part, before)}</span>
    </span>
  )
}
