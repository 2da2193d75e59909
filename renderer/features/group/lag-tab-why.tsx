import { useEffect, useRef } from 'react'
import { placeOf, useApp, useAt } from '../../app/actions.ts'
import type { WhyView } from '../../../shared/contract/lag.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { percent } from '../../ui/format/numbers.ts'
import { clockTime, hourMinute } from '../../ui/format/times.ts'
import { useZone } from '../../ui/format/zone.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import styles from './lag-tab.module.css'

const t = en.lag.why
type Cause = WhyView['causes'][number]

// A newer core may know causes that this page has no words for.
const titles: Readonly<Record<string, ((subject: string) => string) | undefined>> = t.cause
const evidence: Readonly<Record<string, ((share: string) => string) | undefined>> = t.evidence

/** Ranked causes of the growth, what speaks for each, and what to look at next. */
export function WhyPanel({ group, tick }: { readonly group: string; readonly tick: number }) {
  const at = useAt()
  const zone = useZone()
  const answer = useQuery('lag', 'why', { ...at, group })
  const why = answer.data
  const { refetch } = answer
  const asked = useRef(tick)
  useEffect(() => {
    if (asked.current === tick) return
    asked.current = tick
    void refetch()
  }, [tick, refetch])
  return (
    <aside className={styles['why']} aria-label={t.title}>
      <header className={styles['whyHead']}>
        <b>{t.title}</b>
        {why && <span>{why.onset === null ? t.notGrowing : t.since(hourMinute(why.onset, zone))}</span>}
        <span className={styles['grow']} />
        <Kbd keys="W" />
      </header>
      {answer.error && !why && (
        <p className={styles['quiet']}>
          {t.failed}{' '}
          <Button tone="link" onClick={() => void answer.refetch()}>
            {en.states.retry}
          </Button>
        </p>
      )}
      {why && <Causes why={why} group={group} />}
      {why && <p className={styles['whyFoot']}>{t.computed(clockTime(answer.dataUpdatedAt, zone))}</p>}
    </aside>
  )
}

function Causes({ why, group }: { readonly why: WhyView; readonly group: string }) {
  const fine = why.onset === null && why.causes.length === 0
  return (
    <>
      {fine ? <p className={styles['quiet']}>{t.fine}</p> : why.causes.length === 0 && <p className={styles['quiet']}>{t.none}</p>}
      {why.causes.map((cause, rank) => (
        <CauseBlock key={`${cause.cause} ${cause.subject}`} cause={cause} rank={rank} group={group} />
      ))}
      {!fine && (
        <p className={styles['rest']}>
          <span>{t.notExplained}</span>
          <span>{percent(why.notExplained)}</span>
        </p>
      )}
      {why.leftOut > 0 && <p className={styles['quiet']}>{t.leftOut(why.leftOut)}</p>}
      {why.notTested.length > 0 && <p className={styles['quiet']}>{t.notTested(why.notTested.map(testWord).join(', '))}</p>}
    </>
  )
}

const testWord = (cause: string): string => t.tests[cause as keyof typeof t.tests] ?? cause

function CauseBlock({ cause, rank, group }: { readonly cause: Cause; readonly rank: number; readonly group: string }) {
  const share = percent(cause.confidence)
  return (
    <section className={styles['cause']} data-first={rank === 0 || undefined}>
      <h2>
        <span>{titles[cause.cause]?.(cause.subject) ?? cause.cause}</span>
        <span>{share}</span>
      </h2>
      <div className={styles['confidence']}>
        <i style={{ width: `${Math.round(cause.confidence * 100)}%` }} />
      </div>
      {rank < 2 && <p>{evidence[cause.cause]?.(share) ?? ''}</p>}
      {rank < 2 && <NextStep cause={cause} group={group} first={rank === 0} />}
    </section>
  )
}

const brokerCauses: ReadonlySet<string> = new Set(['brokerRestarted', 'brokerSaturated', 'replicationTrouble', 'throttled'])
const memberCauses: ReadonlySet<string> = new Set(['consumerSlow', 'hostSlow', 'rebalancing', 'nobodyConsuming'])

function NextStep({ cause, group, first }: { readonly cause: Cause; readonly group: string; readonly first: boolean }) {
  const app = useApp()
  const tone = first ? { tone: 'primary' as const } : {}
  if (brokerCauses.has(cause.cause) && cause.subject !== '') {
    return (
      <Button {...tone} onClick={() => app.open(placeOf('brokers', cause.subject))}>
        {t.openBroker(cause.subject)}
      </Button>
    )
  }
  if (memberCauses.has(cause.cause)) {
    return (
      <Button {...tone} onClick={() => app.open(`${placeOf('groups', group)}?tab=members`)}>
        {t.openMembers}
      </Button>
    )
  }
  if (cause.cause !== 'hotPartition') return null
  return (
    <Button {...tone} onClick={() => app.open(`${placeOf('groups', group)}?tab=partitions`)}>
      {t.openPartitions}
    </Button>
  )
}
