import type { ReactNode } from 'react'
import type { ClusterRow } from '../../../shared/contract/cluster.ts'
import { en } from '../../text/en.ts'
import { UNKNOWN } from '../../ui/format/numbers.ts'
import { factsOf, type FactProps } from './fact-list.ts'
import styles from './style.module.css'

const t = en.overview
const f = t.fact

/** Facts as they arrive: what is not there yet is grey while reading, and a dash when it will not come. */
export function ClusterFacts({ row, loading }: { readonly row: ClusterRow | undefined; readonly loading: boolean }) {
  const releases = row && row.releases.length > 0 ? t.kafka(row.releases.join(', ')) : null
  return (
    <section aria-label={t.cluster}>
      <header className={styles['h2']}>
        <h2>{t.cluster}</h2>
        <small>{[row?.clusterId, releases].filter(Boolean).join(' · ')}</small>
      </header>
      <div className={styles['facts']}>
        {factsOf(row).map((fact) => (
          <Fact key={fact.id} {...fact} loading={loading} />
        ))}
      </div>
    </section>
  )
}

function Fact({ value, unit, label, tone, loading }: FactProps & { readonly loading: boolean }): ReactNode {
  return (
    <div className={styles['fact']}>
      <b data-tone={tone}>
        {value ?? (loading ? <span className={styles['wait']} aria-label={f.reading} /> : <span title={f.notRead}>{UNKNOWN}</span>)}
        {value !== null && unit !== undefined && <span className={styles['unit']}>{unit}</span>}
      </b>
      <span>{label}</span>
    </div>
  )
}
