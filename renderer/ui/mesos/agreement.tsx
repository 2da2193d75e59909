import { disagreementWords } from '../../../shared/domain/joined/disagreement.ts'
import { agreement as t } from '../../text/phase.ts'
import { taskStates } from '../../text/task-reasons.ts'
import { AgreeMark, type AgreeMarkProps, type Says } from './agree-mark.tsx'
import type { BrokerFacts } from './facts.ts'
import { phaseTitle } from './phase.tsx'
import { hostName } from './host.tsx'
import styles from './agreement.module.css'

/** What each side has of the broker. */
export function sidesOf({ scheduler, mesos, agreement }: BrokerFacts): Pick<AgreeMarkProps, 'scheduler' | 'mesos' | 'kafka'> {
  const partial = agreement === null || agreement.is === 'partial'
  const missing: Says = partial ? 'unread' : 'no'
  const kafka = agreement?.kafka ?? null
  return {
    scheduler: scheduler !== null ? 'yes' : missing,
    mesos: mesos !== null && !mesos.ended ? 'yes' : missing,
    kafka: kafka === null ? 'unread' : kafka === 'seen' ? 'yes' : 'no',
  }
}

const tones = { agree: 'calm', partial: 'calm', settling: 'warn', disagree: 'bad' } as const

/** The mark of a row. A broker that is wanted and not there is not well, though all three agree on that. */
export function Agree({ row }: { readonly row: BrokerFacts }) {
  const { agreement, scheduler } = row
  if (agreement === null) return null
  const sides = sidesOf(row)
  const wanted = scheduler?.active === true && (sides.mesos === 'no' || sides.kafka === 'no')
  const tone = wanted && agreement.is === 'agree' ? 'bad' : tones[agreement.is]
  const words = agreement.disagreements.map(disagreementWords)
  return <AgreeMark {...sides} tone={tone} title={words.length > 0 ? words.join('. ') : t.about[agreement.is]} />
}

/** The three views side by side in words, and where they contradict each other. */
export function ThreeViews({ row }: { readonly row: BrokerFacts }) {
  const { scheduler, mesos, agreement } = row
  const sides = sidesOf(row)
  const lines = [
    { side: 'scheduler', says: scheduler ? phaseTitle(scheduler.phase).toLowerCase() : null },
    { side: 'mesos', says: mesos ? mesosWords(mesos) : null },
    { side: 'kafka', says: kafkaWords(row) },
  ] as const
  return (
    <>
      <dl className={styles['views']}>
        {lines.map(({ side, says }) => (
          <div key={side}>
            <dt>
              <i data-says={sides[side]} aria-hidden />
              {t.side[side]}
            </dt>
            <dd>{says ?? (sides[side] === 'unread' ? t.word.unread : t.nothing[side])}</dd>
          </div>
        ))}
      </dl>
      {agreement?.disagreements.map((each) => (
        <p key={each.kind} className={styles['contradiction']}>
          {disagreementWords(each)}.
        </p>
      ))}
    </>
  )
}

const mesosWords = ({ state, hostname }: NonNullable<BrokerFacts['mesos']>): string =>
  `${state}${hostname === null ? '' : ` on ${hostName(hostname)}`}${taskStates[state] === undefined ? '' : `, ${taskStates[state]}`}`

function kafkaWords({ agreement, state, host, port }: BrokerFacts): string | null {
  if (agreement === null || agreement.kafka === null) return null
  if (agreement.kafka === 'notSeen') return t.nothing.kafka
  return state === 'unreachable' ? t.listedSilent : `${t.listedAt} ${hostName(host)}:${port}`
}
