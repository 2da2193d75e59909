import type { DesktopServices } from '../../shared/desktop-services.ts'
import type { SamsaHandlers } from '../../shared/contract/index.ts'
import type { Clock } from './lib/clock.ts'

export interface CoreNeeds {
  readonly desktop: DesktopServices
  /** Profiles, settings and secrets live here; made with mode 0700 if missing. */
  readonly dataFolder: string
  readonly version: string
  /** True: the host was started by `npm run demo`. */
  readonly demo?: boolean
  readonly clock?: Clock
}

export interface Core {
  readonly handlers: SamsaHandlers
  stop(): Promise<void>
}

/** The only place where the core is put together. */
export async function startCore(_needs: CoreNeeds): Promise<Core> {
  throw new Error('not built yet')
}
