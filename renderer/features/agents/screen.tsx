import { useState, type ReactNode } from 'react'
import { useFilter } from '../../app/actions-filter.ts'
import { placeOf, useApp, useAt, useErrorAction, usePlace } from '../../app/actions.ts'
import type { AgentRow, TaskRow } from '../../../shared/contract/mesos-rows.ts'
import { useView } from '../../host/hooks.ts'
import { useReadNow } from '../../host/use-read-now.ts'
import { en } from '../../text/en.ts'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import { count } from '../../ui/format/numbers.ts'
import { SystemStrips } from '../../ui/mesos/system-strip.tsx'
import { PageHead, SubTabs } from '../../ui/page/page-head.tsx'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { AsOf } from '../../ui/states/strips.tsx'
import { AgentInspector } from './agent-inspector.tsx'
import { AgentsView } from './agents-view.tsx'
import { FrameworkPanel } from './framework-panel.tsx'
import { TaskInspector } from './task-inspector.tsx'
import { TasksView } from './tasks-view.tsx'
import styles from './style.module.css'

const t = en.agents
const k = en.pageKeys
const views = ['agents', 'tasks', 'racks'] as const

export function AgentsScreen() {
  const at = useAt()
  const app = useApp()
  const place = usePlace()
  const agents = useView('mesos', 'agents', at)
  const tasks = useView('mesos', 'tasks', at)
  const frameworks = useView('mesos', 'framework', at)
  const systems = useView('mesos', 'systems', at)
  const readNow = useReadNow(at.cluster)
  const onAction = useErrorAction()
  const [shown, setShown] = useState(0)
  const [agentId, setAgent] = useState<string | null>(null)
  const [taskKey, setTask] = useState<string | null>(null)
  const [inspect, setInspect] = useState(true)
  const view = views.find((name) => name === place.query.get('view')) ?? 'agents'
  const setView = (name: string): void => place.setQuery({ view: name === 'agents' ? null : name, filter: null })
  usePageKeys({ a: () => setView('agents'), t: () => setView('tasks'), m: () => setView('racks'), i: () => setInspect(!inspect) }, [
    ['a', k.agents],
    ['t', k.tasks],
    ['m', k.racks],
    ['i', k.inspector],
  ])
  const { filter, setFilter, type, settle } = useFilter()
  const shared = { filter, setFilter, setShown, onRetry: readNow, onAction }
  const agent = agentId === null ? undefined : agents.byKey.get(agentId)
  const task = taskKey === null ? undefined : tasks.byKey.get(taskKey)
  const listed = view === 'tasks' ? tasks : agents
  return (
    <>
      <PageHead title={t.title} note={agents.rows.length > 0 ? noteOf(agents.rows) : undefined}>
        <AsOf about={listed.about} />
        {view !== 'racks' && (
          <FilterBox
            value={filter}
            onChange={type}
            onLeave={settle}
            shown={shown}
            total={listed.rows.length}
            hint={view === 'tasks' ? t.taskFilterHint : t.filterHint}
          />
        )}
      </PageHead>
      <SubTabs label={t.title} current={view} onChange={setView} tabs={tabsOf(agents.rows, tasks.rows)} />
      <div className={styles['body']}>
        <div className={styles['left']}>
          <SystemStrips systems={systems.rows} missing={t.missing} onRetry={readNow} onAction={onAction} />
          {view === 'tasks' ? (
            <TasksView
              {...shared}
              view={tasks}
              selected={taskKey}
              onSelect={setTask}
              onOpen={(row) => app.open(placeOf('tasks', row.key))}
            />
          ) : (
            <AgentsView {...shared} view={agents} asMap={view === 'racks'} selected={agentId} onSelect={setAgent} />
          )}
        </div>
        {inspect && (
          <Side
            agent={view === 'tasks' ? undefined : agent}
            task={view === 'tasks' ? task : undefined}
            panel={
              agents.about.state === 'unsupported' ? null : (
                <FrameworkPanel frameworks={frameworks.rows} systems={systems.rows} state={frameworks.about.state} />
              )
            }
            onClose={() => (view === 'tasks' ? setTask(null) : setAgent(null))}
          />
        )}
      </div>
    </>
  )
}

const noteOf = (rows: readonly AgentRow[]): string =>
  t.note(count(rows.filter(({ state }) => state === 'active').length), count(rows.length))

const tabsOf = (agents: readonly AgentRow[], tasks: readonly TaskRow[]) => [
  { id: 'agents', title: t.agents, note: agents.length > 0 ? count(agents.length) : undefined },
  { id: 'tasks', title: t.tasks, note: tasks.length > 0 ? count(tasks.length) : undefined },
  { id: 'racks', title: t.racks },
]

interface SideProps {
  readonly agent: AgentRow | undefined
  readonly task: TaskRow | undefined
  readonly panel: ReactNode
  onClose(): void
}

function Side({ agent, task, panel, onClose }: SideProps) {
  if (agent) return <AgentInspector row={agent} onClose={onClose} />
  if (task) return <TaskInspector row={task} onClose={onClose} />
  return panel
}
