import type { Problem } from './part-status.ts'
import type { SourceState } from './source-state.ts'

/** How one of the systems beside Kafka answers. Times are wall clock ms. */
export interface SystemFacts {
  readonly system: 'mesos' | 'scheduler' | 'marathon'
  readonly source: SourceState
  /** Answers, but is not proven to be what it should be: nothing is changed there, and no login goes there. */
  readonly unverified: boolean
  readonly address: string | null
  readonly version: string | null
  readonly release: { readonly line: string; readonly kafka: string | null } | null
  readonly skewMs: number | null
  readonly members: readonly {
    readonly address: string
    readonly state: 'leading' | 'standby' | 'unreachable'
    readonly error: Problem | null
  }[]
  readonly moved: { readonly from: string; readonly to: string; readonly at: number } | null
  readonly candidates: readonly { readonly address: string; readonly why: string }[]
  readonly reading: 'polling' | 'stream' | null
}

export const unknownSystem = (system: SystemFacts['system']): SystemFacts => ({
  system,
  source: { is: 'off' },
  unverified: false,
  address: null,
  version: null,
  release: null,
  skewMs: null,
  members: [],
  moved: null,
  candidates: [],
  reading: null,
})
