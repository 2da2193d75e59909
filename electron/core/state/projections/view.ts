import type { ViewRows, ViewSource } from '../../../../shared/rpc/define.ts'
import type { Derived } from '../derive/derive.ts'
import type { LiveCluster, Watched } from '../live-cluster.ts'
import { aboutOf, type MadeOf } from './about.ts'

/** A view nobody changes anything for still ages: it looks again this often whether it has become stale. */
export const LOOK_AGAIN_MS = 5_000

export interface ClusterView<Row> extends MadeOf {
  readonly watched: Watched
  /** Rows that did not change keep identity. */
  rows(derived: Derived): ViewRows<Row>
  /** When the one thing that it is about was read; null: not known. */
  asOf?(derived: Derived): number | null
}

export function clusterView<Row>(cluster: LiveCluster, view: ClusterView<Row>): ViewSource<Row> {
  return {
    watch(changed, signal) {
      if (signal.aborted) return
      cluster.hold(view.watched, signal)
      cluster.store.watch(changed, signal)
      everyFew(cluster, changed, signal)
    },
    read() {
      const derived = cluster.store.derived()
      return { rows: view.rows(derived), about: aboutOf(cluster, view, view.asOf?.(derived)) }
    },
  }
}

function everyFew({ clock }: LiveCluster, act: () => void, signal: AbortSignal): void {
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

/** Remembers rows made of certain inputs. Rows that are gone are forgotten with them. */
export function createRowMemo<Row>(): {
  /** The rows made before, if the inputs are the same; else `make`, each row kept if it says the same as before. */
  rows(inputs: readonly unknown[], make: () => Iterable<readonly [string, Row]>): ReadonlyMap<string, Row>
} {
  let from: readonly unknown[] | null = null
  let rows: ReadonlyMap<string, Row> = new Map()
  return {
    rows(inputs, make) {
      if (from !== null && from.length === inputs.length && from.every((input, i) => input === inputs[i])) return rows
      const next = new Map<string, Row>()
      for (const [key, row] of make()) {
        const before = rows.get(key)
        next.set(key, before !== undefined && alike(before, row) ? before : row)
      }
      from = inputs
      rows = next
      return rows
    },
  }
}

const alike = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
