import type { PartName, PartStatus } from '../../../../../shared/domain/part-status.ts'
import { distinctProblems, isStale } from '../../../../../shared/domain/part-status.ts'
import type { ViewAbout, ViewSource } from '../../../../../shared/rpc/define.ts'
import type { Derived } from '../../derive/derive.ts'
import type { LiveCluster, RecordedState } from '../../live-cluster.ts'
import { aboutRecorded } from '../about.ts'
import { createRowMemo, LOOK_AGAIN_MS } from '../view.ts'

export interface MesosView<Row> {
  readonly system: 'mesos' | 'scheduler'
  readonly part: PartName
  readonly key: (row: Row) => string
  rows(derived: Derived): Iterable<Row>
}

/** A view of what Mesos or the scheduler tells: as true as that system's reading, whatever Kafka does. */
export function mesosView<Row>(cluster: LiveCluster, { system, part, key, rows }: MesosView<Row>): ViewSource<Row> {
  const memo = createRowMemo<Row>()
  return {
    watch(changed, signal) {
      if (signal.aborted) return
      cluster.hold({ kind: 'mesos' }, signal)
      cluster.store.watch(changed, signal)
      cluster.onReading(changed, signal)
      lookAgain(cluster, changed, signal)
    },
    read() {
      const derived = cluster.store.derived()
      const pairs = function* (): Generator<readonly [string, Row]> {
        for (const row of rows(derived)) yield [key(row), row]
      }
      return { rows: memo.rows([derived.state, derived.brokers], pairs), about: aboutSystem(cluster, system, derived.state.parts[part]) }
    },
  }
}

function lookAgain({ clock }: LiveCluster, act: () => void, signal: AbortSignal): void {
  let cancel = (): void => {}
  const again = (): void => {
    cancel = clock.after(LOOK_AGAIN_MS, () => {
      act()
      again()
    })
  }
  signal.addEventListener('abort', () => cancel(), { once: true })
  again()
}

/** Why Mesos is not read at all; null: it is, or its profile names none. */
export function notReading(cluster: LiveCluster): ViewAbout | null {
  // How systems answered is not recorded, only what they told.
  if (cluster.recorded) return { state: 'offline', asOf: null, errors: [], progress: null }
  if (cluster.reading().source.is !== 'off') return null
  return { state: 'failed', asOf: null, errors: [{ code: 'profile.notConnected', about: { profile: cluster.id } }], progress: null }
}

/** At a recorded moment: what was told then. */
function aboutThen(cluster: LiveCluster, recorded: RecordedState, part: PartStatus): ViewAbout {
  if (recorded.is !== 'there' || part.readAt !== null) return aboutRecorded(recorded, [part], [])
  return {
    state: 'unsupported',
    asOf: null,
    errors: [{ code: 'history.notRecorded', about: { at: cluster.clock.wall() } }],
    progress: null,
  }
}

/** How true something is that one system tells. */
export function aboutSystem(cluster: LiveCluster, system: 'mesos' | 'scheduler', part: PartStatus): ViewAbout {
  if (cluster.recorded) return aboutThen(cluster, cluster.recorded(), part)
  const facts = cluster.systems().find((each) => each.system === system)
  const told = (state: ViewAbout['state'], errors: ViewAbout['errors'] = []): ViewAbout => ({
    state,
    asOf: part.asOf,
    errors,
    progress: null,
  })
  const nothing = notReading(cluster)
  if (nothing !== null) return nothing
  if (facts === undefined) return told('unsupported', [{ code: 'mesos.notSet', about: { profile: cluster.id } }])
  const { source } = facts
  const failing = source.is === 'reconnecting' || source.is === 'failed'
  const errors = distinctProblems([...(failing ? [source.problem] : []), ...part.problems]).map((each) => ({ ...each }))
  if (part.readAt === null) return told(failing ? 'failed' : 'loading', errors)
  return told(failing || source.is === 'stale' || isStale(part, cluster.clock.now()) ? 'stale' : 'live', errors)
}
