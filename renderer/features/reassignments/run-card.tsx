import { useApp, useMayChange } from '../../app/actions.ts'
import type { RunRow } from '../../../shared/contract/reassignments.ts'
import { en } from '../../text/en.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { bytes, count, percent, UNKNOWN } from '../../ui/format/numbers.ts'
import { duration } from '../../ui/format/times.ts'
import { MeterBar } from '../../ui/meter.tsx'
import { Figure, Figures } from '../../ui/page/page-head.tsx'
import styles from './style.module.css'

const t = en.reassignments.running

/** One reassignment on its way. */
export function RunCard({ run }: { readonly run: RunRow }) {
  const ours = run.id !== ''
  const { copied, total } = run.bytes
  const share = total === null ? null : total === 0 ? run.partitions.done / Math.max(1, run.partitions.total) : copied / total
  return (
    <section className={styles['run']} aria-label={ours ? t.title(run.partitions.total, count(run.partitions.total)) : t.others}>
      <header>
        <h2>{ours ? t.title(run.partitions.total, count(run.partitions.total)) : t.others}</h2>
        <Badge tone={run.problem === null ? 'info' : 'warn'}>{t.state[run.state]}</Badge>
        <span className={styles['grow']} />
        {ours && <Acts run={run} />}
      </header>
      {!ours && <p className={styles['noteLine']}>{t.othersNote}</p>}
      <div
        className={styles['progress']}
        role="progressbar"
        aria-label={t.progressLabel}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.floor(share * 100)}
      >
        <span className={styles['bar']}>
          <MeterBar parts={share === null ? [] : [{ share }]} />
        </span>
        <b>{share === null ? UNKNOWN : percent(share)}</b>
      </div>
      <Figures>
        <Figure label={t.figures.bytes} value={t.of(bytes(copied), bytes(total))} />
        <Figure label={t.figures.partitions} value={t.of(count(run.partitions.done), count(run.partitions.total))} />
        {ours && <Figure label={t.figures.speed} value={run.speed === null ? UNKNOWN : t.perSecond(bytes(run.speed))} />}
        {ours && <Figure label={t.figures.left} value={run.secondsLeft === null ? UNKNOWN : duration(run.secondsLeft * 1_000)} />}
        {ours && (
          <Figure
            label={t.figures.throttle}
            value={run.throttle === null ? en.reassignments.noThrottle : t.perSecond(bytes(run.throttle))}
          />
        )}
      </Figures>
      {run.problem !== null && (
        <p className={styles['warn']} role="status">
          {run.problem}
        </p>
      )}
    </section>
  )
}

function Acts({ run }: { readonly run: RunRow }) {
  const app = useApp()
  const may = useMayChange()
  const ending = run.state === 'removingThrottle' ? t.state.removingThrottle : undefined
  const off = may === true ? ending : may
  return (
    <>
      <Button off={off} onClick={() => app.form('reassignments.throttle')}>
        {t.throttle}
      </Button>
      <Button
        tone="danger"
        off={off}
        onClick={() => void app.change('reassignments', 'cancel', { partitions: null }, { title: t.cancelTitle })}
      >
        {t.cancel}
      </Button>
    </>
  )
}
