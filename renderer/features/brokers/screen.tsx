import { useCallback, useMemo, useRef, useState } from 'react'
import { useFilter } from '../../app/actions-filter.ts'
import { placeOf, useApp, useAt, useErrorAction, usePlace } from '../../app/actions.ts'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import type { ViewAbout } from '../../../shared/rpc/define.ts'
import { useView, useViewRow } from '../../host/hooks.ts'
import { useReadNow } from '../../host/use-read-now.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import { count } from '../../ui/format/numbers.ts'
import { isStopped } from '../../ui/mesos/facts.ts'
import { SchedulerSkew } from '../../ui/mesos/phase.tsx'
import { SystemStrips } from '../../ui/mesos/system-strip.tsx'
import { ListArea } from '../../ui/page/list-area.tsx'
import { PageHead } from '../../ui/page/page-head.tsx'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { AsOf } from '../../ui/states/strips.tsx'
import { brokerColumns, Largest } from './columns.tsx'
import { brokerFields } from './fields.ts'
import { DcosPlans } from './dcos-plans.tsx'
import { FormDialog } from './form-dialog.tsx'
import { Foot } from './foot.tsx'
import { groupings, groupOf, namedBy } from './grouping.ts'
import { Inspector } from './inspector.tsx'
import { Lives } from './lives.tsx'
import { useBrokerActs, type BrokerActs } from './use-broker-acts.ts'
import { mesosColumns } from './mesos-columns.tsx'
import { isStuck, Stuck } from './stuck.tsx'
import styles from './style.module.css'

const t = en.brokers
const k = en.pageKeys
const none = {}
const keyOf = (row: BrokerRow): string => row.key
/** The later scheduler answers, and has a place of its own above the list. */
const notScheduler = ({ system }: { readonly system: string }): boolean => system !== 'scheduler'
/** With more than so many the list needs the room itself. */
const MOST_LIVES = 8
const MOST_OPEN = 2

export function BrokersScreen() {
  const at = useAt()
  const app = useApp()
  const place = usePlace()
  const { rows, byKey, about: told, error } = useView('brokers', 'list', at)
  const about = useMemo(() => withoutStopped(told, rows), [told, rows])
  const groups = useView('groups', 'list', at)
  const mesos = useMesos()
  const readNow = useReadNow(at.cluster)
  const onAction = useErrorAction()
  const [shown, setShown] = useState(0)
  const [selected, setSelected] = useState<string | null>(null)
  const [inspect, setInspect] = useState(true)
  const { filter, setFilter, type, settle } = useFilter()
  const grouping = groupings.find((name) => name === place.query.get('group')) ?? 'flat'
  const acts = useBrokerActs(rows, about.state !== 'loading', mesos.onDcos)
  const onMesos = mesos.systems.length > 0 || rows.some(({ scheduler, mesos: task }) => scheduler !== null || task !== null)
  const { listed, words } = useListed(rows, filter)
  const detail = useStuckDetail(rows, selected, mesos.framework, acts)
  usePageKeys(
    {
      i: () => setInspect(!inspect),
      ...(onMesos ? { n: acts.add, l: () => selected !== null && app.open(`${placeOf('brokers', selected)}?tab=logs`) } : {}),
    },
    [
      ['i', k.inspector],
      ...(onMesos
        ? ([
            ['n', k.addBrokers],
            ['l', k.log],
          ] as const)
        : []),
    ],
  )
  const row = selected === null ? undefined : byKey.get(selected)
  return (
    <SchedulerSkew value={mesos.skewMs}>
      <PageHead title={t.title} note={rows.length > 0 ? headNote(rows, onMesos) : undefined}>
        <AsOf about={about} />
        <FilterBox
          value={filter}
          onChange={type}
          onLeave={settle}
          shown={shown}
          total={rows.length}
          hint={onMesos ? t.expressionHint : t.filterHint}
        />
        {onMesos && (
          <Segmented
            label={t.groupBy}
            value={grouping}
            options={groupings.map((value) => ({ value, title: t.grouping[value] }))}
            onChange={(next) => place.setQuery({ group: next === 'flat' ? null : next })}
          />
        )}
        {onMesos && (
          <Button icon="plus" off={acts.may === true ? undefined : acts.may} onClick={acts.add}>
            {en.brokerForm.add}
          </Button>
        )}
      </PageHead>
      <div className={styles['body']}>
        <div className={styles['left']}>
          <SystemStrips
            systems={mesos.onDcos ? mesos.systems.filter(notScheduler) : mesos.systems}
            missing={t.missing}
            onRetry={readNow}
            onAction={onAction}
          />
          {mesos.onDcos && <DcosPlans />}
          <Largest value={useLargest(rows)}>
            <ListArea
              about={about}
              error={error}
              noun={t.noun}
              empty={{
                sentence: onMesos ? t.emptyDefined : t.empty,
                ...(onMesos && acts.may === true ? { action: { title: en.brokerForm.add, run: acts.add } } : {}),
              }}
              onRetry={readNow}
              onAction={onAction}
              onClearFilter={() => setFilter('')}
              label={t.title}
              rows={listed}
              columns={onMesos ? mesosColumns : brokerColumns}
              lines={onMesos ? 2 : 1}
              rowKey={keyOf}
              filter={words}
              fields={brokerFields}
              selected={selected}
              onSelect={setSelected}
              onOpen={(opened, how) => app.open(placeOf('brokers', opened.key), how)}
              initialSort={{ column: 'id', descending: false }}
              rowTone={rowTone}
              {...(onMesos && groupOf[grouping] ? { groupOf: groupOf[grouping] } : {})}
              detail={detail}
              {...(onMesos ? { actions: (_row: BrokerRow, chosen: readonly BrokerRow[]) => acts.menu(chosen) } : {})}
              onShown={setShown}
              saveAs="brokers"
              storageKey={onMesos ? 'brokers.mesos' : 'brokers'}
              foot={<Foot rows={rows} onMesos={onMesos} schedulerAsOf={mesos.asOf} />}
            />
          </Largest>
          {onMesos && rows.length <= MOST_LIVES && <Lives rows={rows} tasks={mesos.tasks} />}
        </div>
        {inspect && row && <Inspector row={row} groups={groups.rows} acts={onMesos ? acts : null} onClose={() => setInspect(false)} />}
      </div>
      {acts.form && <Form acts={acts} rows={rows} />}
    </SchedulerSkew>
  )
}

/** The dialog of the open form, with the cluster's name and environment at its top. */
function Form({ acts, rows }: { readonly acts: BrokerActs; readonly rows: readonly BrokerRow[] }) {
  const { cluster } = useAt()
  const profile = useViewRow('profiles', 'list', none, cluster)
  if (!acts.form || !profile) return null
  return (
    <FormDialog
      open={acts.form}
      rows={rows}
      may={acts.may}
      place={{ environment: profile.environment, name: profile.name }}
      onClose={acts.closeForm}
    />
  )
}

const rowTone = ({ state, scheduler }: BrokerRow): 'bad' | 'normal' => (state === 'down' && scheduler?.active !== false ? 'bad' : 'normal')

/** Without what is said about the addresses of brokers that are stopped. */
function withoutStopped(about: ViewAbout, rows: readonly BrokerRow[]): ViewAbout {
  const stopped = new Set(rows.filter(isStopped).map(({ host, port }) => `${host}:${port}`))
  const errors = about.errors.filter(({ about: { address } }) => typeof address !== 'string' || !stopped.has(address))
  return errors.length === about.errors.length ? about : { ...about, errors }
}

function headNote(rows: readonly BrokerRow[], onMesos: boolean): string {
  if (!onMesos) return t.upOf(count(rows.filter((row) => row.state === 'up').length), count(rows.length))
  const defined = rows.filter(({ scheduler }) => scheduler !== null)
  return t.runningOf(count(defined.filter(({ scheduler }) => scheduler?.phase.kind === 'running').length), count(defined.length))
}

/** What this screen takes from the Mesos side. */
function useMesos() {
  const at = useAt()
  const systems = useView('mesos', 'systems', at)
  const tasks = useView('mesos', 'tasks', at)
  const frameworks = useView('mesos', 'framework', at)
  return {
    systems: systems.rows,
    asOf: systems.about.asOf,
    tasks: tasks.rows,
    framework: frameworks.rows.find(({ chosen }) => chosen),
    /** The scheduler is the later one, of DC/OS: it is only read. */
    onDcos: systems.byKey.get('scheduler')?.error?.code === 'scheduler.dcos',
    skewMs: systems.byKey.get('scheduler')?.skewMs ?? 0,
  }
}

/** A filter that names brokers as the scheduler writes it chooses the rows; any other is the table's. */
function useListed(rows: readonly BrokerRow[], filter: string): { readonly listed: readonly BrokerRow[]; readonly words: string } {
  return useMemo(() => {
    const named = namedBy(filter, rows)
    return named === null ? { listed: rows, words: filter } : { listed: rows.filter(({ id }) => named.has(id)), words: '' }
  }, [rows, filter])
}

/** Few brokers that do not come up tell why at once; of many only the chosen one does. */
function useStuckDetail(
  rows: readonly BrokerRow[],
  selected: string | null,
  framework: ReturnType<typeof useMesos>['framework'],
  acts: BrokerActs,
) {
  const latest = useRef(acts)
  latest.current = acts
  const { may } = acts
  const all = rows.filter(isStuck).length <= MOST_OPEN
  return useCallback(
    (row: BrokerRow) => {
      if (!isStuck(row) || (!all && row.key !== selected)) return null
      const act = may === true ? latest.current.menu([row]).find(({ id }) => id === 'lookAtOffers') : undefined
      return <Stuck row={row} framework={framework} act={act} />
    },
    [all, selected, framework, may],
  )
}

function useLargest(rows: readonly BrokerRow[]) {
  return useMemo(
    () => ({
      leaders: rows.reduce((most, row) => Math.max(most, row.leaders), 0),
      sizeBytes: rows.reduce((most, row) => Math.max(most, row.disk?.usedBytes ?? 0), 0),
    }),
    [rows],
  )
}
