import { useAt } from '../../app/actions.ts'
import type { DcosPlan, DcosScheduler } from '../../../shared/contract/dcos.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Age } from '../../ui/format/time.tsx'
import styles from './dcos.module.css'

const t = en.dcos

const tones: Readonly<Record<string, Tone>> = { COMPLETE: 'ok', ERROR: 'bad', DELAYED: 'warn', WAITING: 'warn', PENDING: 'unknown' }

const Status = ({ status }: { readonly status: string }) => <Badge tone={tones[status] ?? 'info'}>{t.status[status] ?? status}</Badge>

/** What the later scheduler tells in place of brokers that it could be told to change: how far its plans are, and where Kafka answers. */
export function DcosPlans() {
  const { cluster } = useAt()
  const { data, error, isFetching, refetch } = useQuery('dcos', 'scheduler', { cluster })
  return (
    <section className={styles['dcos']} aria-label={t.title}>
      <header>
        <h2>{t.title}</h2>
        {data && (
          <span>
            {t.brokers(data.brokers.length)}, {t.read} <Age at={data.asOf} />
          </span>
        )}
        <Button tone="quiet" icon="retry" off={isFetching ? t.asking : undefined} onClick={() => void refetch()}>
          {t.again}
        </Button>
      </header>
      <p className={styles['note']}>{t.note}</p>
      {error && (
        <p role="alert">
          {errorText(error).title}. {errorText(error).cause}
        </p>
      )}
      {!data && !error && <p>{t.asking}</p>}
      {data && <Told data={data} />}
    </section>
  )
}

function Told({ data }: { readonly data: DcosScheduler }) {
  return (
    <div className={styles['columns']}>
      {data.plans.length === 0 && <p>{t.noPlans}</p>}
      {data.plans.map((plan) => (
        <Plan key={plan.name} plan={plan} />
      ))}
      <div>
        <h3>{t.endpoints}</h3>
        <dl>
          {data.endpoints.map(({ name, addresses, vip, text }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{[...addresses, ...(vip === null ? [] : [vip]), ...(text === null ? [] : [text])].join(', ')}</dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  )
}

function Plan({ plan }: { readonly plan: DcosPlan }) {
  const steps = plan.phases.flatMap((phase) => phase.steps)
  const done = steps.filter(({ status }) => status === 'COMPLETE').length
  return (
    <div>
      <h3>
        {plan.name} <Status status={plan.status} /> <small>{steps.length === 0 ? t.noSteps : t.steps(done, steps.length)}</small>
      </h3>
      {plan.errors.map((error) => (
        <p key={error} data-tone="bad">
          {error}
        </p>
      ))}
      {plan.phases.map((phase) => (
        <ol key={phase.name} aria-label={`${plan.name}, ${phase.name}`}>
          <li data-phase>
            <span>{phase.name}</span> <Status status={phase.status} />
          </li>
          {phase.steps.map((step) => (
            <li key={step.name}>
              <span title={step.message}>{step.name}</span> <Status status={step.status} />
            </li>
          ))}
        </ol>
      ))}
    </div>
  )
}
