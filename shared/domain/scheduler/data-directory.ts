import { parseMapText } from './map-text.ts'

/** Where a broker's data lies. In the sandbox it is gone with the task. */
export interface DataDirectory {
  readonly kind: 'absolute' | 'volume' | 'sandbox'
  readonly path: string
}

export interface DataSettings {
  readonly id: number
  readonly volume: string | null
  /** Map text, as the scheduler has it. */
  readonly options: string
}

/**
 * By the option that Kafka reads first; several directories are as safe as the least safe of them. Without one it is below the sandbox,
 * or on the volume, which is mounted there as `data`.
 */
export function dataDirectory({ options, volume, id }: DataSettings): DataDirectory {
  const map = parseMapText(options)
  const set = map.ok ? (map.value.get('log.dirs') ?? map.value.get('log.dir') ?? null) : null
  const path = set?.replaceAll('$id', String(id)) ?? (volume === null ? 'kafka-logs' : 'data/kafka-logs')
  const all = path.split(',').map((each) => each.trim())
  if (all.every((each) => each.startsWith('/'))) return { kind: 'absolute', path }
  return { kind: volume !== null && all.every((each) => each.startsWith('/') || each.startsWith('data')) ? 'volume' : 'sandbox', path }
}
