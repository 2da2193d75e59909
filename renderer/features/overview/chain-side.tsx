import { placeOf } from '../../app/actions.ts'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import { count, short } from '../../ui/format/numbers.ts'
import type { ChainColumn } from './chain.ts'
import { PlaceLink } from './link.tsx'
import styles from './style.module.css'

const t = en.overview
const SHOWN = 4

export interface ChainSideProps {
  readonly column: ChainColumn
  readonly groups: readonly GroupRow[]
  /** Whether the user chose it himself. */
  readonly chosen: boolean
}

/** What hangs on the chosen node. */
export function ChainSide({ column, groups, chosen }: ChainSideProps) {
  const { broker } = column
  if (!broker) {
    return (
      <aside className={styles['side']} aria-live="polite">
        <h2>{t.noLeaderSide}</h2>
        <p>{t.noLeaderWhy}</p>
        <PlaceLink to="/topics?filter=offline%3E0" className={styles['link']}>
          {t.showThem}
        </PlaceLink>
      </aside>
    )
  }
  const hanging = groups
    .filter((row) => row.coordinator === broker.id)
    .sort((a, b) => (b.lag ?? -1) - (a.lag ?? -1) || (a.group < b.group ? -1 : 1))
  const more = hanging.length - SHOWN
  return (
    <aside className={styles['side']} aria-live="polite">
      <h2>
        <span>{t.broker(broker.id)}</span>
        {chosen && <small>{t.selected}</small>}
      </h2>
      {broker.host !== '' && (
        <p className={styles['address']} title={`${broker.host}:${broker.port}`}>
          {broker.host}:{broker.port}
        </p>
      )}
      <p>
        {broker.leaders > 0 ? t.ledOf(count(broker.leaders), count(broker.ledUnderReplicated)) : t.noneLed}{' '}
        {t.holds(count(broker.replicas), count(broker.outOfSync))}
      </p>
      <h3>{hanging.length > 0 ? t.coordinates : t.coordinatesNone}</h3>
      <ul>
        {hanging.slice(0, SHOWN).map((row) => (
          <li key={row.group}>
            <PlaceLink to={placeOf('groups', row.group)}>{row.group}</PlaceLink>
            <span>{short(row.lag)}</span>
          </li>
        ))}
      </ul>
      <p className={styles['sideFoot']}>
        {more > 0 && (
          <PlaceLink to={`/groups?filter=broker%3A${broker.id}`} className={styles['link']}>
            {t.more(count(more))}
          </PlaceLink>
        )}
        <span className={styles['grow']} />
        <PlaceLink to={placeOf('brokers', String(broker.id))} className={styles['link']}>
          {t.open}
        </PlaceLink>
      </p>
    </aside>
  )
}
