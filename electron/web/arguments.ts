import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface WebArguments {
  readonly port: number
  readonly tunnelPort: number | null
  readonly dataFolder: string
  readonly demoBootstrap: readonly string[]
  readonly open: boolean
}

export const usage = `Samsa in the browser. Listens on 127.0.0.1 only.
  --port N                     port to listen on (default: any free one)
  --tunnel-port N              your end of an SSH tunnel to it; adds 127.0.0.1:N and localhost:N as names
  --data-folder DIR            where profiles and settings are kept
  --demo-bootstrap HOST:PORT,… make and connect a profile for this cluster; http://… in it are Mesos masters
  --no-open                    print the link only
  -h, --help                   print this text; nothing is started
  --version                    print the version of Samsa; nothing is started`

/** Throws with a sentence for the user. There is no option to listen elsewhere (B-01). */
export function readArguments(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): WebArguments {
  const { values } = parseArgs({
    args: [...argv],
    strict: true,
    allowPositionals: false,
    options: {
      port: { type: 'string', default: '0' },
      'tunnel-port': { type: 'string' },
      'data-folder': { type: 'string' },
      'demo-bootstrap': { type: 'string', default: '' },
      'no-open': { type: 'boolean', default: false },
    },
  })
  return {
    port: readPort('--port', values.port, 0),
    tunnelPort: values['tunnel-port'] === undefined ? null : readPort('--tunnel-port', values['tunnel-port'], 1),
    dataFolder: resolve(values['data-folder'] ?? defaultDataFolder(process.platform, environment)),
    demoBootstrap: values['demo-bootstrap'].split(',').filter(Boolean),
    open: !values['no-open'],
  }
}

function readPort(option: string, value: string, least: number): number {
  const port = Number(value)
  if (!/^\d{1,5}$/.test(value) || port < least || port > 65_535) throw new Error(`${option}: ${value} is not a port number`)
  return port
}

/** The desktop app's folder, so that both show the same profiles. */
function defaultDataFolder(platform: NodeJS.Platform, environment: Readonly<Record<string, string | undefined>>): string {
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Samsa')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Samsa')
  return join(environment['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'Samsa')
}
