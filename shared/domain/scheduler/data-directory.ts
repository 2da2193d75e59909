import { parseMapText } from './map-text.ts'

/** Where a broker's data lies. In the sandbox it is gone with the task. */
export type DataDirectory =
  | { readonly kind: 'absolute'; readonly path: string }
  | { readonly kind: 'volume'; readonly path: string }
  | { readonly kind: 'sandbox'; readonly path: string }

/** A persistent volume is mounted at `data`; without `log.dirs` Kafka's own default applies, below the sandbox. */
export function dataDirectory(broker: { readonly volume: string | null; readonly options: string }): DataDirectory {
  const options = parseMapText(broker.options)
  const dirs = options.ok ? (options.value.get('log.dirs') ?? options.value.get('log.dir') ?? null) : null
  if (broker.volume !== null && broker.volume !== '') return { kind: 'volume', path: dirs ?? broker.volume }
  // Several directories: as safe as the least safe of them.
  const absolute = dirs !== null && dirs.split(',').every((dir) => dir.trim().startsWith('/'))
  return absolute ? { kind: 'absolute', path: dirs } : { kind: 'sandbox', path: dirs ?? 'kafka-logs' }
}
