import type { FrameworkRow, SystemRow } from '../../../shared/contract/mesos-rows.ts'
import { en } from '../../text/en.ts'
import { Inspector } from '../../ui/inspector.tsx'
import { errorText } from '../../text/errors.ts'
import { Badge, StateDot, type Tone } from '../../ui/badge.tsx'
import { Countdown } from '../../ui/format/countdown.tsx'
import { count, UNKNOWN } from '../../ui/format/numbers.ts'
import { Age, Time } from '../../ui/format/time.tsx'
import type { About } from '../../ui/states/about.ts'
import { duration } from '../../ui/format/times.ts'
import { hostName } from '../../ui/mesos/host.tsx'
import { MIB_A_GIB } from './agent-columns.tsx'
import { Fact, Part } from './part.tsx'
import styles from './style.module.css'

const t = en.agents.framework
const s = en.agents.system

const tones: Readonly<Record<FrameworkRow['state'], Tone>> = {
  running: 'ok',
  disconnected: 'bad',
  deactivated: 'warn',
  recovering: 'warn',
  removed: 'bad',
}

export interface FrameworkPanelProps {
  readonly frameworks: readonly FrameworkRow[]
  readonly systems: readonly SystemRow[]
  readonly state: About['state']
}

/** The scheduler as Mesos sees it, and the systems that are read beside Kafka. It stands here until a row is chosen. */
export function FrameworkPanel({ frameworks, systems, state }: FrameworkPanelProps) {
  const chosen = frameworks.find((each) => each.chosen)
  return (
    <Inspector label={t.title} className={styles['panel']}>
      <header>
        <h2>
          {t.title} {chosen?.name}
        </h2>
        {chosen ? (
          <Headline framework={chosen} />
        ) : (
          <p>{frameworks.length > 1 ? t.several(frameworks.length) : (t.none[state] ?? t.missing)}</p>
        )}
      </header>
      {chosen && <FrameworkParts framework={chosen} />}
      {systems.length > 0 && (
        <Part title={s.title}>
          {systems.map((system) => (
            <System key={system.system} system={system} />
          ))}
        </Part>
      )}
    </Inspector>
  )
}

function Headline({ framework }: { readonly framework: FrameworkRow }) {
  const tone = tones[framework.state]
  return (
    <>
      <Badge tone={tone}>{t.state[framework.state]}</Badge>
      <p>{t.stateWhy[framework.state]}</p>
      {framework.deadline !== null && (
        <p className={styles['deadline']} role="alert">
          <Countdown before={`${t.deadline} `} until={framework.deadline} over={t.deadlineOver} /> ({t.deadlineAt}{' '}
          <Time at={framework.deadline} form="date" />)
        </p>
      )}
    </>
  )
}

const gib = (mib: number | null): string => (mib === null ? UNKNOWN : (mib / MIB_A_GIB).toFixed(1))
const cores = (value: number | null): string => (value === null ? UNKNOWN : value.toFixed(1))
const roughly = (ms: number): string => duration(ms).replace(/ 00\u202f[a-z]+$/, '')

function FrameworkParts({ framework: f }: { readonly framework: FrameworkRow }) {
  return (
    <>
      <Part title={t.clock}>
        <p>{f.declineMs === null ? t.refusesUnknown : t.refuses(roughly(f.declineMs))}</p>
        {f.suppressed !== null && <p>{f.suppressed ? t.suppressed : t.notSuppressed}</p>}
      </Part>
      <Part title={t.offers}>
        {f.offers === null ? <p>{t.offersUnknown}</p> : f.offers.length === 0 ? <p>{t.noOffers}</p> : <Offers offers={f.offers} />}
      </Part>
      <Part title={t.registration}>
        <dl className={styles['kv']}>
          <Fact name={f.state === 'running' ? t.since : t.away}>
            <Age at={f.state === 'running' ? (f.reregisteredAt ?? f.registeredAt) : f.disconnectedAt} />
          </Fact>
          <Fact name={t.registered}>
            <Age at={f.registeredAt} />
          </Fact>
          <Fact name={t.failover}>{f.failoverTimeoutMs === null ? UNKNOWN : roughly(f.failoverTimeoutMs)}</Fact>
          <Fact name={t.host}>{f.hostname === null ? UNKNOWN : hostName(f.hostname)}</Fact>
          <Fact name={t.role}>{f.roles.join(', ') || UNKNOWN}</Fact>
          <Fact name={t.principal}>{f.principal ?? en.common.none}</Fact>
          <Fact name={t.user}>{f.user ?? UNKNOWN}</Fact>
          {f.tasks && <Fact name={t.tasks}>{t.taskCounts(count(f.tasks.running), count(f.tasks.staging), count(f.tasks.ended))}</Fact>}
          {f.used && <Fact name={t.used}>{t.usedWords(cores(f.used.cpus), gib(f.used.mem))}</Fact>}
          <Fact name={t.capabilities}>{f.capabilities.join(', ') || t.noCapabilities}</Fact>
          <Fact name={t.id}>
            <code>{f.id}</code>
          </Fact>
        </dl>
      </Part>
    </>
  )
}

const Offers = ({ offers }: { readonly offers: NonNullable<FrameworkRow['offers']> }) => (
  <dl className={styles['kv']}>
    {offers.map((offer) => (
      <Fact key={offer.agent} name={offer.host === null ? offer.agent : hostName(offer.host)}>
        {t.offer(cores(offer.cpus), gib(offer.mem))}
      </Fact>
    ))}
  </dl>
)

const systemTones: Readonly<Record<SystemRow['state'], Tone>> = {
  off: 'unknown',
  connecting: 'info',
  live: 'ok',
  stale: 'warn',
  reconnecting: 'warn',
  failed: 'bad',
  paused: 'unknown',
  unverified: 'bad',
}

/** Clocks that differ by less are as good as the same. */
const SKEW_TOLD_MS = 2_000

function System({ system }: { readonly system: SystemRow }) {
  const { release, skewMs } = system
  const notes: readonly (string | false | null)[] = [
    system.version,
    release && `${release.line}${release.kafka === null ? '' : `, ${s.kafka(release.kafka)}`}`,
    system.system === 'mesos' && system.reading && s.reading[system.reading],
    skewMs !== null && Math.abs(skewMs) >= SKEW_TOLD_MS && s.skew(duration(Math.abs(skewMs)), skewMs > 0),
  ]
  return (
    <div className={styles['system']}>
      <p>
        <StateDot tone={systemTones[system.state]} hollow={system.state === 'off'} pulse={system.state === 'connecting'} />
        <b>{s.name[system.system]}</b>
        <span data-tone={systemTones[system.state] === 'bad' ? 'bad' : undefined}>{s.state[system.state]}</span>
      </p>
      <p className={styles['address']}>{system.address ?? UNKNOWN}</p>
      <p className={styles['quiet']}>{notes.filter(Boolean).join(' · ')}</p>
      {system.error && <p className={styles['trouble']}>{errorText(system.error).cause}</p>}
      {system.nextAt !== null && (
        <p className={styles['quiet']}>
          <Countdown before={`${en.systems.nextTry} `} until={system.nextAt} />
        </p>
      )}
      {system.members.map(({ address, state }) => (
        <p key={address} className={styles['quiet']}>
          {address} {s.member[state]}
        </p>
      ))}
      {system.moved && (
        <p className={styles['quiet']}>
          {s.moved} {system.moved.from} <Age at={system.moved.at} />
        </p>
      )}
      {system.candidates.map(({ address, why }) => (
        <p key={address} className={styles['trouble']}>
          {s.notBelieved}: {address}. {why}
        </p>
      ))}
    </div>
  )
}
