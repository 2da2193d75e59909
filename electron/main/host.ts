import { contract, type SamsaHandlers } from '../../shared/contract/index.ts'
import { openDemoProfile } from '../../shared/demo-profile.ts'
import type { CorePort } from '../../shared/rpc/port.ts'
import { serve, type Serving } from '../../shared/rpc/serve.ts'

/** What the order of things at start depends on, so that a double can record it. */
export interface HostNeeds {
  readonly claimInstance: () => boolean
  readonly leave: () => void
  readonly ready: () => Promise<unknown>
  readonly openCore: () => Promise<{ readonly handlers: SamsaHandlers; stop(): Promise<void> }>
  /** `own`: the window's, where some of its answers are about itself. */
  readonly openWindow: (handlers: SamsaHandlers, onPage: (port: CorePort, own?: SamsaHandlers) => void) => void
  readonly demoBootstrap: readonly string[]
  readonly onDefect: (error: unknown, where: string) => void
}

export interface RunningHost {
  stop(): Promise<void>
}

/** A second Samsa on the same data folder leaves before it has opened anything. */
export async function startHost(needs: HostNeeds): Promise<RunningHost | null> {
  if (!needs.claimInstance()) {
    needs.leave()
    return null
  }
  await needs.ready()
  const core = await needs.openCore()
  if (needs.demoBootstrap.length > 0) await openDemoProfile(core.handlers, needs.demoBootstrap)
  const pages = new Set<Serving>()
  needs.openWindow(core.handlers, (port, own = core.handlers) => {
    const page = serve(contract, own, port, { onDefect: needs.onDefect, onClosed: () => pages.delete(page) })
    pages.add(page)
  })
  return {
    async stop() {
      for (const page of pages) page.stop()
      await core.stop()
    },
  }
}
