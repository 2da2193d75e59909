import type { Quota } from '../../../shared/contract/security.ts'
import type { QuotaKey } from '../../../shared/domain/quota.ts'
import { en } from '../../text/en.ts'
import { bytes, count } from '../../ui/format/numbers.ts'
import type { Column } from '../../ui/table/types.ts'
import { PARTS, type PartName } from './quota-entity.ts'
import styles from './style.module.css'

const t = en.security.quota

const limitOf = ({ values }: Quota, key: QuotaKey): number | null => values.find((v) => v.key === key)?.value ?? null

const figure = (value: number): string => (Number.isInteger(value) ? count(value) : String(value))

const SHOWN: Readonly<Record<QuotaKey, (value: number) => string>> = {
  producer_byte_rate: (value) => t.perSecond(bytes(value)),
  consumer_byte_rate: (value) => t.perSecond(bytes(value)),
  request_percentage: (value) => t.percent(figure(value)),
  controller_mutation_rate: (value) => t.perSecond(figure(value)),
  connection_creation_rate: (value) => t.perSecond(figure(value)),
}

/** A limit in the unit that a person thinks in. */
export const limitText = (key: QuotaKey, value: number): string => SHOWN[key](value)

const limit = (key: QuotaKey, width: number): Column<Quota> => ({
  id: key,
  title: t.limit[key],
  description: t.about[key],
  width,
  align: 'end',
  value: (row) => limitOf(row, key),
  cell: (row) => {
    const value = limitOf(row, key)
    return value === null ? (
      <span className={styles['quiet']}>{t.noLimit}</span>
    ) : (
      <span title={String(value)}>{limitText(key, value)}</span>
    )
  },
})

/** `user ada · client id app`, `every other user`. */
export const wordsOf = ({ entity }: Quota): string =>
  PARTS.flatMap((part) => {
    const found = entity[part]
    return found === null ? [] : [found.name === null ? `${t.other} ${t.part[part]}` : `${t.part[part]} ${found.name}`]
  }).join(' · ')

function Who({ row }: { readonly row: Quota }) {
  const parts = PARTS.flatMap((part: PartName) => {
    const found = row.entity[part]
    return found === null ? [] : [{ part, name: found.name }]
  })
  return (
    <span className={styles['who']} title={wordsOf(row)}>
      {parts.map(({ part, name }) => (
        <span key={part}>
          {name === null ? (
            `${t.other} ${t.part[part]}`
          ) : (
            <>
              <i>{t.part[part]}</i> <b>{name}</b>
            </>
          )}
        </span>
      ))}
    </span>
  )
}

export const quotaColumns: readonly Column<Quota>[] = [
  { id: 'who', title: t.who, description: t.aboutWho, width: 300, grow: 3, value: wordsOf, cell: (row) => <Who row={row} /> },
  limit('producer_byte_rate', 128),
  limit('consumer_byte_rate', 128),
  limit('request_percentage', 128),
  limit('controller_mutation_rate', 140),
  limit('connection_creation_rate', 148),
]

export const quotaFields = {
  who: wordsOf,
  user: (row: Quota) => row.entity.user?.name ?? '',
  client: (row: Quota) => row.entity.clientId?.name ?? '',
  ip: (row: Quota) => row.entity.ip?.name ?? '',
}
