import { startCore, type CoreNeeds } from '../../electron/core/start.ts'
import type { ProfileDraft } from '../../shared/contract/profiles.ts'
import { contract, type SamsaClient, type SamsaHandlers } from '../../shared/contract/index.ts'
import { connect } from '../../shared/rpc/connect.ts'
import type { ViewAbout, ViewListener } from '../../shared/rpc/define.ts'
import { memoryPorts } from '../../shared/rpc/memory-port.ts'
import { serve } from '../../shared/rpc/serve.ts'
import { noKeychain } from './fake-keychain.ts'
import { draft } from './profile-draft.ts'
import { tempFolder } from './temp-folder.ts'
import { until } from './until.ts'
import { sampleFile, workerFile } from './worker-file.ts'

/** A core as a host runs it, with a page at the other end of a port. */
export interface TestCore {
  readonly page: SamsaClient
  /** What a host itself may call. */
  readonly handlers: SamsaHandlers
  readonly defects: unknown[]
  /** Saves a profile for the addresses and connects it; one that only observes, unless told otherwise. */
  connect(bootstrap: readonly string[], more?: Partial<ProfileDraft>): Promise<string>
  stop(): Promise<void>
}

/** `toPage` hears every message that leaves for the page. */
export async function startTestCore(needs: Partial<CoreNeeds> = {}, toPage?: (message: string) => void): Promise<TestCore> {
  const core = await startCore({
    desktop: {
      host: 'browser',
      keychain: noKeychain,
      copyText: () => ({ done: false, why: 'tests' }),
      openExternal: () => Promise.resolve({ done: false, why: 'tests' }),
      notifications: { available: false, why: 'tests' },
      outside: { listen() {} },
    },
    dataFolder: needs.dataFolder ?? (await tempFolder()),
    version: '0.0.0-test',
    contract: 'test',
    workerFile,
    sampleFile,
    ...needs,
  })
  const ports = memoryPorts()
  const defects: unknown[] = []
  const port: typeof ports.core = toPage
    ? {
        ...ports.core,
        send(message) {
          toPage(JSON.stringify(message))
          ports.core.send(message)
        },
      }
    : ports.core
  const serving = serve(contract, core.handlers, port, { undeclaredOutput: 'refuse', onDefect: (error) => defects.push(error) })
  const page = connect(contract, ports.page)
  return {
    page,
    handlers: core.handlers,
    defects,
    async connect(bootstrap, more = {}) {
      const security = { tls: null, sasl: null }
      const { id } = await page.profiles.create({ draft: draft({ bootstrap: [...bootstrap], security, ...more }), secrets: {} })
      await page.profiles.connect({ id })
      return id
    },
    async stop() {
      serving.stop()
      await core.stop()
    },
  }
}

/** A view as a page sees it. */
export interface SeenView<Row> {
  readonly rows: ReadonlyMap<string, Row>
  readonly about: ViewAbout
  readonly error: Error | null
  /** Moments received so far. */
  readonly moments: number
  until(isSo: (view: SeenView<Row>) => boolean, what: string, deadlineMs?: number): Promise<void>
  close(): void
}

export function seeView<Input, Row>(
  open: (input: Input, listener: ViewListener<Row>) => () => void,
  input: Input,
  key: keyof Row,
): SeenView<Row> {
  const rows = new Map<string, Row>()
  const seen = {
    rows,
    about: { state: 'loading', asOf: null, errors: [], progress: null } as ViewAbout,
    error: null as Error | null,
    moments: 0,
    until: (isSo: (view: SeenView<Row>) => boolean, what: string, deadlineMs = 10_000) =>
      until(
        () => {
          // A view that ended is never so again.
          if (seen.error) throw new Error(`The view failed before ${what}`, { cause: seen.error })
          return isSo(seen)
        },
        () => `${what}; it is ${JSON.stringify(seen.about)} with ${rows.size} rows`,
        deadlineMs,
      ),
    close: open(input, {
      onDelta(delta) {
        if (delta.reset) rows.clear()
        for (const row of delta.rows) rows.set(String(row[key]), row)
        for (const gone of delta.gone) rows.delete(gone)
        seen.about = delta.about
        if (!delta.more) seen.moments += 1
      },
      onError: (error) => void (seen.error = error),
    }),
  }
  return seen
}

/** The value of something that must be there. */
export function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('It is not there')
  return value
}
