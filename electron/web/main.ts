import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { defectLine } from '../../shared/defect.ts'
import { openDemoProfile } from '../../shared/demo-profile.ts'
import { PageManifest } from '../../shared/page.ts'
import { policyPlaces } from '../../shared/policy-places.ts'
import { printedInstead } from '../../shared/printed-instead.ts'
import { startCore } from '../core/start.ts'
import { readArguments, usage, type WebArguments } from './arguments.ts'
import { browserServices } from './desktop-services.ts'
import { startWebHost, type WebHost } from './host.ts'
import { hasDisplay } from './open-browser.ts'

/** The browser host: the same core, its page in a tab of the user's browser. */

const STOP_MS = 3_000
const dist = join(import.meta.dirname, '..')
const ui = join(dist, 'ui')

const print = (line: string): void => void process.stdout.write(`${line}\n`)
const reportDefect = (error: unknown, where: string): void => void process.stderr.write(`${defectLine(error, where)}\n`)

function readOrLeave(): WebArguments {
  const instead = printedInstead(process.argv.slice(2), usage, import.meta.env.SAMSA_VERSION)
  if (instead !== null) {
    print(instead)
    process.exit(0)
  }
  try {
    return readArguments(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'Wrong arguments'}\n\n${usage}\n`)
    process.exit(2)
  }
}

async function run(wanted: WebArguments): Promise<void> {
  const manifest = PageManifest.parse(JSON.parse(await readFile(join(ui, 'manifest.json'), 'utf8')))
  const core = await startCore({
    desktop: browserServices,
    dataFolder: wanted.dataFolder,
    version: import.meta.env.SAMSA_VERSION,
    contract: import.meta.env.SAMSA_CONTRACT,
    releases: import.meta.env.SAMSA_RELEASES,
    sampleFile: join(dist, 'sample', 'incident.samsa'),
    workerFile: (name) => join(dist, 'workers', `${name}-entry.cjs`),
    policy: policyPlaces(process.platform, process.env),
    demo: wanted.demoBootstrap.length > 0,
  })
  if (wanted.demoBootstrap.length > 0) await openDemoProfile(core.handlers, wanted.demoBootstrap)
  const host = await startWebHost({
    handlers: core.handlers,
    port: wanted.port,
    tunnelPort: wanted.tunnelPort,
    manifest,
    read: (file) => readFile(join(ui, file)),
    print,
    onDefect: reportDefect,
  })
  stopOnSignal(async () => {
    await host.stop()
    await core.stop()
  })
  host.printLink()
  if (process.stdin.isTTY) offerLinks(host)
  if (wanted.open && hasDisplay()) await host.openBrowser()
}

/** A link works once; Enter gives another, for another tab or after the last one grew old. */
function offerLinks(host: WebHost): void {
  print('Press Enter for a new link, Ctrl+C to stop.')
  const lines = createInterface({ input: process.stdin })
  lines.on('line', () => host.printLink())
  // The terminal was closed.
  lines.on('close', () => process.kill(process.pid, 'SIGTERM'))
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  const onSignal = (): void => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), STOP_MS).unref()
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        reportDefect(error, 'stop')
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
}

process.on('unhandledRejection', (reason) => reportDefect(reason, 'unhandledRejection'))
run(readOrLeave()).catch((error: unknown) => {
  // Node's own errors about a port name the port and nothing secret.
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  if (taken) process.stderr.write('That port is in use. Choose another one, or leave out --port.\n')
  else reportDefect(error, 'start')
  process.exit(1)
})
