import { useMemo } from 'react'
import { useAddedTab, useApp, useAt, usePlace, type ScreenProps } from '../../app/actions.ts'
import { useQuery, useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { ConfigTable } from '../../ui/config/config-table.tsx'
import { count } from '../../ui/format/numbers.ts'
import { Missing, SubTabs } from '../../ui/page/page-head.tsx'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { AccessTab } from './access-tab.tsx'
import { EventsTab } from './events-tab.tsx'
import { GroupsTab } from './groups-tab.tsx'
import { TopicHeader } from './header.tsx'
import { LogTab } from './log-tab.tsx'
import { PartitionsTab } from './partitions-tab.tsx'
import { overridesOf, topicSummary } from './summary.ts'

const t = en.topic
const k = en.pageKeys
const tabs = ['log', 'partitions', 'groups', 'messages', 'config', 'access', 'events'] as const

export function TopicScreen({ params }: ScreenProps) {
  const topic = params['topic'] ?? ''
  const at = useAt()
  const app = useApp()
  const place = usePlace()
  const partitions = useView('topics', 'partitions', { ...at, topic })
  const groups = useView('topics', 'groups', { ...at, topic })
  const config = useQuery('topics', 'config', { ...at, topic })
  const messages = useAddedTab('topic', 'messages')
  const summary = useMemo(() => topicSummary(partitions.rows), [partitions.rows])
  const tab = tabs.find((name) => name === place.query.get('tab')) ?? (place.query.has('filter') ? 'partitions' : 'log')
  const setTab = (id: string): void =>
    place.setQuery({ tab: id === 'log' ? null : id, filter: null, partition: null, offset: null, count: null })
  usePageKeys(Object.fromEntries(tabs.map((name, at) => [String(at + 1), () => setTab(name)])), [[`1–${tabs.length}`, k.tabs]])
  if (partitions.rows.length === 0 && partitions.about.state === 'live' && partitions.about.errors.length === 0) {
    return (
      <Missing title={topic} sentence={t.gone(topic)} hint={t.goneHint}>
        <Button onClick={() => app.open('/topics')}>{t.allTopics}</Button>
      </Missing>
    )
  }
  const entries = config.data?.entries ?? null
  const readers = groups.about.state === 'live' || groups.rows.length > 0 ? groups.rows.length : null
  const overrides = entries ? overridesOf(entries) : 0
  return (
    <>
      <TopicHeader name={topic} summary={summary} about={partitions.about} readers={readers} config={entries} />
      <SubTabs
        label={topic}
        current={tab}
        onChange={setTab}
        tabs={[
          { id: 'log', title: t.tabs.log },
          { id: 'partitions', title: t.tabs.partitions, note: summary.partitions > 0 ? count(summary.partitions) : undefined },
          { id: 'groups', title: t.tabs.groups, note: readers === null ? undefined : count(readers) },
          ...(messages ? [{ id: 'messages', title: messages.title }] : []),
          { id: 'config', title: t.tabs.config, note: overrides > 0 ? t.overrides(overrides) : undefined },
          { id: 'access', title: t.tabs.access },
          { id: 'events', title: t.tabs.events },
        ]}
      />
      {tab === 'log' && <LogTab topic={topic} />}
      {tab === 'partitions' && <PartitionsTab topic={topic} view={partitions} />}
      {tab === 'groups' && <GroupsTab topic={topic} view={groups} />}
      {tab === 'messages' && messages && <messages.view name={topic} />}
      {tab === 'events' && <EventsTab topic={topic} />}
      {tab === 'access' && <AccessTab topic={topic} />}
      {tab === 'config' && (
        <ConfigTable
          answer={config.data ?? null}
          error={config.error}
          overrides={['topic']}
          onRetry={() => void config.refetch()}
          storageKey="topic.config"
        />
      )}
    </>
  )
}
