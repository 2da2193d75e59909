import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface DesktopArguments {
  readonly dataFolder: string | null
  readonly demoBootstrap: readonly string[]
}

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
