import { useEffect, useMemo, useState } from 'react'
import { useAt } from '../../app/actions.ts'
import type { BrokerSettingsInput } from '../../../shared/contract/lifecycle.ts'
import { expandBrokerExpression, parseBrokerExpression } from '../../../shared/domain/scheduler/broker-expression.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { Funnel, PlacementWords } from '../../ui/mesos/placement-panel.tsx'
import styles from './form.module.css'

const t = en.placement
const noSettings: BrokerSettingsInput = {}

export interface PlacementProps {
  /** Whose settings are changed; null: a new one. */
  readonly broker: number | null
  readonly settings?: BrokerSettingsInput
  /** Brokers to be started in order, as an expression. */
  readonly order?: string | null
  /** A pause in typing after which it is asked. */
  readonly waitMs?: number
}

/** Will it start, where, and if not, why: before anything is saved. */
export function Placement({ broker, settings = noSettings, order = null, waitMs = 0 }: PlacementProps) {
  const { cluster, at } = useAt()
  const ids = useMemo(() => idsOf(order), [order])
  const asked = useSettled(
    useMemo(() => ({ settings, order: [...ids] }), [settings, ids]),
    waitMs,
  )
  const { data, error } = useQuery('lifecycle', 'placement', { cluster, broker, ...asked }, { enabled: at === 'live' })
  return (
    <div className={styles['placement']} aria-live="polite">
      <h2>{t.title}</h2>
      {data && (
        <>
          <Funnel placement={data} />
          <PlacementWords placement={data} />
        </>
      )}
      {at !== 'live' && <p className={styles['quiet']}>{en.broker.onMesos.notRecorded}</p>}
      {error && <p className={styles['quiet']}>{errorText(error).cause}</p>}
    </div>
  )
}

function idsOf(order: string | null): readonly number[] {
  const expression = order === null ? null : parseBrokerExpression(order)
  return expression?.ok ? expandBrokerExpression(expression.value, []) : []
}

/** A value once it has stood still. */
function useSettled<T>(value: T, waitMs: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    if (settled === value) return
    const timer = setTimeout(() => setSettled(value), waitMs)
    return () => clearTimeout(timer)
  }, [value, settled, waitMs])
  return settled
}
