import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface DesktopArguments {
  readonly dataFolder: string | null
  readonly demoBootstrap: readonly string[]
}

export const usage = `Samsa in a window. A samsa:// link or a .samsa file opens in it.
  --data-folder DIR            where profiles and settings are kept
  --demo-bootstrap HOST:PORT,… make and connect a profile for this cluster; http://… in it are Mesos masters
  -h, --help                   print this text; nothing is started
  --version                    print the version of Samsa; nothing is started`

/** Chromium's own switches stand among ours and are none of our business here. */
export function readArguments(argv: readonly string[]): DesktopArguments {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: { 'data-folder': { type: 'string' }, 'demo-bootstrap': { type: 'string' } },
  })
  const folder = values['data-folder']
  const demo = values['demo-bootstrap']
  return {
    dataFolder: typeof folder === 'string' ? resolve(folder) : null,
    demoBootstrap: typeof demo === 'string' ? demo.split(',').filter(Boolean) : [],
  }
}

/**
 * Switches of Chromium and Node that would open a packaged app to others on the machine or weaken its fences. What begins with
 * one of these is refused as well (`--inspect-brk`, `--remote-debugging-port=0`).
 */
const weakening: readonly string[] = [
  'inspect',
  'remote-debugging',
  'js-flags',
  'no-sandbox',
  'disable-setuid-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-gpu-sandbox',
  'single-process',
  'disable-web-security',
  'disable-site-isolation-trials',
  'allow-file-access-from-files',
  'unsafely-treat-insecure-origin-as-secure',
  'ignore-certificate-errors',
  'load-extension',
  'disable-extensions-except',
  'host-rules',
  'host-resolver-rules',
  'enable-blink-features',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'browser-subprocess-path',
]

/** Those of `argv` that a packaged app does not start with, as they were written. */
export const refusedSwitches = (argv: readonly string[]): readonly string[] =>
  argv.filter((argument) => {
    // Windows knows a slash as well; Chromium folds neither case nor `=`.
    const name = /^(?:--?|\/)([^=]+)/.exec(argument)?.[1]?.toLowerCase()
    return name !== undefined && weakening.some((switched) => name === switched || name.startsWith(`${switched}-`))
  })
