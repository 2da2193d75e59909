import type { SamsaContract, SamsaHandlers } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import type { Lifetime } from '../lib/lifetime.ts'
import type { SettingsStore } from '../profiles/settings.ts'
import { createReport, type Report, type ReportNeeds } from '../report/files.ts'
import type { ClustersNeeds } from './clusters.ts'
import { inPieces } from './pieces.ts'

export const reportHandlers = (report: Report): Handlers<SamsaContract>['report'] => ({
  async preview({ anonymise }) {
    const { files, bytes } = await report.preview(anonymise)
    return { files: [...files], bytes }
  },
  async *save({ anonymise }) {
    yield* inPieces(await report.file(anonymise))
  },
})

export interface CoreReportNeeds extends Pick<ReportNeeds, 'fs' | 'clock' | 'redactor' | 'dataFolder'> {
  readonly settings: SettingsStore
  readonly log: { flush(): Promise<void> }
  readonly lifetime: Lifetime
  readonly clusters: Pick<ClustersNeeds, 'connections'>
  /** Once they are there: the report holds what the page is told of host and profiles. */
  readonly handlers: () => Pick<SamsaHandlers, 'host' | 'profiles'>
}

/** The report of a running core. */
export const coreReport = ({ settings, log, lifetime, clusters: { connections }, handlers, ...needs }: CoreReportNeeds): Report =>
  createReport({
    ...needs,
    settings: settings.current,
    flushLog: log.flush,
    info: () => handlers().host.info({}, lifetime),
    cards: () => [...handlers().profiles.list({}, lifetime).read().rows.values()],
    state: (id) => (connections.ids().includes(id) ? connections.cluster(id).store.current() : null),
  })
