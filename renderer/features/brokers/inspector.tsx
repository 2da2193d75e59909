import { placeOf, useApp } from '../../app/actions.ts'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import { isUneven } from '../../../shared/domain/preferred-leaders.ts'
import { en } from '../../text/en.ts'
import { Inspector as Beside } from '../../ui/inspector.tsx'
import { errorText } from '../../text/errors.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { bytes, count, short, UNKNOWN } from '../../ui/format/numbers.ts'
import { Age } from '../../ui/format/time.tsx'
import { duration } from '../../ui/format/times.ts'
import { ShareBar } from '../../ui/kafka/lag.tsx'
import { BrokerSentence } from '../../ui/mesos/broker-sentence.tsx'
import { isStopped } from '../../ui/mesos/facts.ts'
import { Badge } from '../../ui/badge.tsx'
import { wantedActs } from '../../ui/mesos/broker-acts.ts'
import { Icon } from '../../ui/icons/icon.tsx'
import type { BrokerActs } from './use-broker-acts.ts'
import { MesosSections } from './inspector-mesos.tsx'
import { Section } from './section.tsx'
import { brokerSentence } from './sentence.ts'
import styles from './style.module.css'

const t = en.brokers.inspector
const SHOWN = 6

export interface InspectorProps {
  readonly row: BrokerRow
  readonly groups: readonly GroupRow[]
  /** Null: not on Mesos, so there is nothing that could be asked of a scheduler. */
  readonly acts: BrokerActs | null
  onClose(): void
}

/** What is known of the chosen broker, so that a look at it does not lose the list. Nothing is only here. */
export function Inspector({ row, groups, acts, onClose }: InspectorProps) {
  const app = useApp()
  const hanging = groups.filter((group) => group.coordinator === row.id).sort((a, b) => (b.lag ?? -1) - (a.lag ?? -1))
  return (
    <Beside label={en.brokers.named(row.id)} className={styles['inspector']}>
      <header>
        <h2>{en.brokers.named(row.id)}</h2>
        <IconButton icon="x" label={en.common.close} onClick={onClose} />
        <p>{row.scheduler ? <BrokerSentence row={row} /> : brokerSentence(row)}</p>
        {row.scheduler?.needsRestart === true && <Badge tone="warn">{en.phase.needsRestart}</Badge>}
        {row.error && !isStopped(row) && <p className={styles['trouble']}>{errorText(row.error).title}</p>}
        <div className={styles['acts']}>
          {acts && row.scheduler && <Acts row={row} acts={acts} />}
          <Button onClick={() => app.open(placeOf('brokers', row.key))}>{t.open}</Button>
          {acts && <Button onClick={() => app.open(`${placeOf('brokers', row.key)}?tab=logs`)}>{en.brokerActs.log}</Button>}
        </div>
        {acts && acts.may !== true && (
          <p className={styles['locked']}>
            <Icon name="lock" size={12} />
            {acts.may}
          </p>
        )}
      </header>
      <MesosSections row={row} />
      <Section title={t.leadership}>
        <Measure label={t.preferred} of={row.preferred.of} part={row.preferred.led} warn={isUneven(row.preferred)} />
        <Measure label={t.inSync} of={row.replicas} part={row.replicas - row.outOfSync} warn={row.outOfSync > 0} />
      </Section>
      <Section title={t.disk}>
        <Disk row={row} />
      </Section>
      <Section title={t.connection}>
        <dl className={styles['kv']}>
          <dt>{t.address}</dt>
          <dd>{row.host === '' ? UNKNOWN : `${row.host}:${row.port}`}</dd>
          <dt>{t.answered}</dt>
          <dd>
            <Age at={row.answeredAt} />
          </dd>
          <dt>{t.latency}</dt>
          <dd>{duration(row.latencyMs)}</dd>
          <dt>{t.release}</dt>
          <dd>{row.release ?? UNKNOWN}</dd>
        </dl>
      </Section>
      <Section title={hanging.length > 0 ? t.groups : t.noGroups}>
        {hanging.slice(0, SHOWN).map((group) => (
          <button key={group.group} type="button" className={styles['hanging']} onClick={() => app.open(placeOf('groups', group.group))}>
            <span>{group.group}</span>
            <span>{short(group.lag)}</span>
          </button>
        ))}
        {hanging.length > SHOWN && (
          <Button tone="link" onClick={() => app.open(`/groups?filter=broker%3A${row.id}`)}>
            {t.more(count(hanging.length - SHOWN))}
          </Button>
        )}
      </Section>
    </Beside>
  )
}

function Acts({ row, acts }: { readonly row: BrokerRow; readonly acts: BrokerActs }) {
  const possible = acts.possible([row])
  return wantedActs(row).map((name) => {
    const act = possible.find((each) => each.act === name)
    return (
      act && (
        <Button key={name} off={act.off} title={act.title} onClick={() => acts.run(name, [row])}>
          {en.brokerActs.short[name]}
        </Button>
      )
    )
  })
}

interface MeasureProps {
  readonly label: string
  readonly part: number
  readonly of: number
  readonly warn: boolean
}

function Measure({ label, part, of, warn }: MeasureProps) {
  return (
    <div className={styles['measure']}>
      <span>{label}</span>
      <span>{of > 0 ? t.partOf(count(part), count(of)) : UNKNOWN}</span>
      <ShareBar share={of > 0 ? part / of : null} tone={warn ? 'warn' : 'calm'} />
    </div>
  )
}

function Disk({ row: { disk, state } }: { readonly row: BrokerRow }) {
  if (!disk) return <p className={styles['quiet']}>{state === 'up' ? t.diskUnknown : t.diskSilent}</p>
  const usedOfDisk = disk.totalBytes !== null && disk.usableBytes !== null ? disk.totalBytes - disk.usableBytes : null
  return (
    <>
      <div className={styles['measure']}>
        <span>{t.data}</span>
        <span>{bytes(disk.usedBytes)}</span>
      </div>
      {usedOfDisk !== null && disk.totalBytes !== null && (
        <div className={styles['measure']}>
          <span>{t.disks}</span>
          <span>{t.partOf(bytes(usedOfDisk), bytes(disk.totalBytes))}</span>
          <ShareBar share={usedOfDisk / disk.totalBytes} tone={usedOfDisk / disk.totalBytes > 0.9 ? 'warn' : 'calm'} />
        </div>
      )}
      {disk.failedDirs > 0 && <p className={styles['trouble']}>{t.failed(disk.failedDirs, disk.dirs)}</p>}
    </>
  )
}
