import type { ReactNode } from 'react'
import { useApp, useMayChange } from '../../app/actions.ts'
import { useTooOld } from '../../app/actions-needs.ts'
import { topicActs } from '../../app/actions-topic.ts'
import type { ConfigEntry } from '../../../shared/contract/brokers.ts'
import type { ViewAbout } from '../../../shared/rpc/define.ts'
import { en } from '../../text/en.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/clipboard.tsx'
import { friendlyValue } from '../../ui/config/friendly.ts'
import { bytes, count } from '../../ui/format/numbers.ts'
import { Menu } from '../../ui/menu.tsx'
import { PageHead } from '../../ui/page/page-head.tsx'
import { AsOf } from '../../ui/states/strips.tsx'
import { configValue, type TopicSummary } from './summary.ts'
import styles from './style.module.css'

const t = en.topic

export interface HeaderProps {
  readonly name: string
  readonly summary: TopicSummary
  readonly about: ViewAbout
  /** Null: not read yet, or not allowed. */
  readonly readers: number | null
  readonly config: readonly ConfigEntry[] | null
}

export function TopicHeader({ name, summary: s, about, readers, config }: HeaderProps) {
  const of = count(s.partitions)
  return (
    <>
      <PageHead
        title={name}
        about={
          <>
            {s.offline > 0 && <Badge tone="bad">{t.badge.offline(count(s.offline), of)}</Badge>}
            {s.underReplicated > 0 && <Badge tone="warn">{t.badge.underReplicated(count(s.underReplicated), of)}</Badge>}
            {s.replication === 1 && <Badge tone="warn">{t.badge.rf1}</Badge>}
          </>
        }
      >
        <AsOf about={about} alone />
        <CopyButton text={name} label={t.copyName} />
        <TopicActs name={name} />
      </PageHead>
      {s.partitions > 0 && <TopicFacts summary={s} readers={readers} config={config} />}
    </>
  )
}

function TopicActs({ name }: { readonly name: string }) {
  const topic = { name, internal: name.startsWith('__') }
  const acts = topicActs(useApp(), useMayChange(), useTooOld(), topic, [topic])
  return <Menu label={en.topicChanges.more} groups={[acts]} trigger={<Button icon="edit">{en.topicChanges.more}</Button>} />
}

function TopicFacts({ summary: s, readers, config }: Pick<HeaderProps, 'summary' | 'readers' | 'config'>) {
  const f = t.fact
  const atLeast = (partial: boolean): string => (partial ? `${en.groupWords.atLeast}\u202F` : '')
  const needed = config && configValue(config, 'min.insync.replicas')
  const retention = config && configValue(config, 'retention.ms')
  const cleanup = config && configValue(config, 'cleanup.policy')
  return (
    <p className={styles['facts']}>
      <Fact value={count(s.partitions)}>{f.partitions(s.partitions)}</Fact>
      <Fact value={count(s.replication)}>
        {f.replicas(s.replication)}
        {needed !== null && `, ${needed} ${f.inSync}`}
      </Fact>
      {s.messages !== null && <Fact value={atLeast(s.messagesPartial) + count(s.messages)}>{f.messages}</Fact>}
      {s.sizeBytes !== null && <Fact value={atLeast(s.sizePartial) + bytes(s.sizeBytes)}>{f.onDisk}</Fact>}
      {readers !== null && (readers === 0 ? <span>{f.noReaders}</span> : <Fact value={count(readers)}>{f.readers(readers)}</Fact>)}
      {retention !== null && <Fact value={friendlyValue('retention.ms', retention) ?? retention}>{f.retention}</Fact>}
      {cleanup !== null && <Fact value={cleanup}>{f.cleanup}</Fact>}
    </p>
  )
}

const Fact = ({ value, children }: { readonly value: string; readonly children: ReactNode }) => (
  <span>
    <b>{value}</b> {children}
  </span>
)
