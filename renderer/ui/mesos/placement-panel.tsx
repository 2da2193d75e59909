import { Fragment, type ReactNode } from 'react'
import { placement as t } from '../../text/broker-acts.ts'
import { count } from '../format/numbers.ts'
import { Age } from '../format/time.tsx'
import { hostName } from './host.tsx'
import styles from './placement.module.css'

/** Where brokers fit, as the core has simulated it. */
export interface PlacementFacts {
  readonly asOf: number | null
  readonly funnel: readonly { readonly rule: string; readonly left: number; readonly out: readonly string[] }[]
  readonly agents: readonly { readonly id: string; readonly hostname: string; readonly fits: boolean; readonly why: string | null }[]
  readonly advice: readonly string[]
  readonly order: readonly { readonly broker: number; readonly hostname: string | null; readonly why: string | null }[]
}

const MOST_NAMED = 4
const MOST_BARS = 9

const ruleName = (rule: string): string => t.rule[rule] ?? rule

function dropped({ rule, out }: PlacementFacts['funnel'][number]): string {
  if (out.length === 0) return t.takesOutNone(ruleName(rule))
  const names = out.slice(0, MOST_NAMED).map(hostName).join(', ')
  return t.drops(ruleName(rule), out.length > MOST_NAMED ? `${names} ${t.andMore(count(out.length - MOST_NAMED))}` : names)
}

/** A constraint is longer than its bar is wide: it goes on in the next line after “=”. */
const breakable = (name: string): ReactNode =>
  name.split('=').map((part, at) => (
    <Fragment key={at}>
      {at > 0 && (
        <>
          =<wbr />
        </>
      )}
      {part}
    </Fragment>
  ))

/** How many agents are left after each rule; one that leaves none is a red line. Rules that change nothing give way when there are many. */
export function Funnel({ placement }: { readonly placement: PlacementFacts }) {
  const { funnel } = placement
  const most = Math.max(1, ...funnel.map(({ left }) => left))
  const shown =
    funnel.length <= MOST_BARS
      ? funnel
      : funnel.filter(({ left }, at) => at === 0 || at === funnel.length - 1 || left !== funnel[at - 1]?.left)
  return (
    <ol className={styles['funnel']} aria-label={t.title}>
      {shown.map((step) => (
        <li key={step.rule} title={dropped(step)} data-none={step.left === 0 || undefined}>
          <b>{count(step.left)}</b>
          <i style={{ height: `${(step.left / most) * 34}px` }} />
          <span>{breakable(ruleName(step.rule))}</span>
        </li>
      ))}
    </ol>
  )
}

/** What the funnel comes to, in words: how many fit, the smallest change that would help, where brokers would go. */
export function PlacementWords({ placement }: { readonly placement: PlacementFacts }) {
  if (placement.asOf === null) return <p className={styles['quiet']}>{t.notRead}</p>
  const fits = placement.agents.filter((agent) => agent.fits).length
  return (
    <div className={styles['words']}>
      <p>
        <b data-tone={fits === 0 ? 'bad' : undefined}>{fits === 0 ? t.fitsNone : t.fits(count(fits), fits)}</b>{' '}
        <span className={styles['quiet']}>
          {t.asOf} <Age at={placement.asOf} />
        </span>
      </p>
      {placement.advice.map((each) => (
        <p key={each}>{each}</p>
      ))}
      {placement.order.map(({ broker, hostname, why }) => (
        <p key={broker} data-tone={hostname === null ? 'bad' : undefined}>
          {hostname === null ? t.nowhere(broker, why ?? '') : t.goes(broker, hostName(hostname))}
        </p>
      ))}
    </div>
  )
}

/** One line an agent: it fits, or the scheduler's own reason. */
export function PlacementAgents({ placement }: { readonly placement: PlacementFacts }) {
  const sorted = placement.agents.toSorted((a, b) => Number(b.fits) - Number(a.fits) || (a.hostname < b.hostname ? -1 : 1))
  return (
    <table className={styles['agents']}>
      <caption className="visually-hidden">{t.agents}</caption>
      <thead>
        <tr>
          <th scope="col">{t.agent}</th>
          <th scope="col">{t.answer}</th>
        </tr>
      </thead>
      <tbody>
        {sorted.slice(0, 200).map(({ id, hostname, fits, why }) => (
          <tr key={id}>
            <td title={hostname}>{hostName(hostname)}</td>
            <td data-fits={fits || undefined}>{fits ? t.yes : why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
