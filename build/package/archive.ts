import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { appFacts, stage } from './stage.ts'

const startScript = `#!/bin/sh
# Starts Samsa in the browser. Needs Node 20 or later and nothing else; arguments are handed on (--help lists them).
set -e
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
node=\${SAMSA_NODE:-node}
if ! command -v "$node" >/dev/null 2>&1; then
  echo "Samsa needs Node 20 or later: install it, or name one in SAMSA_NODE." >&2
  exit 1
fi
major=$("$node" -p 'process.versions.node.split(".")[0]')
if [ "$major" -lt 20 ]; then
  echo "Samsa needs Node 20 or later; $node is Node $("$node" -v)." >&2
  exit 1
fi
exec "$node" "$here/dist/web/main.js" "$@"
`

const startScriptWindows = `@echo off\r\nrem Starts Samsa in the browser. Needs Node 20 or later and nothing else.\r\nnode "%~dp0dist\\web\\main.js" %*\r\n`

export interface Archive {
  readonly file: string
  readonly bytes: number
}

/** The browser host for jump hosts: two bundles, the page, a start script. The same program as `npm start -- --browser`. */
export function makeArchive(output: string, dist: string): Archive {
  const { version } = appFacts()
  const name = `samsa-browser-${version}`
  const folder = join(output, name)
  mkdirSync(output, { recursive: true })
  stage('browser', folder, dist)
  writeFileSync(join(folder, 'samsa'), startScript)
  chmodSync(join(folder, 'samsa'), 0o755)
  writeFileSync(join(folder, 'samsa.cmd'), startScriptWindows)
  const file = join(output, `${name}.tar.gz`)
  // In order and without owners, so that the same sources give the same archive but for times.
  const packed = spawnSync('tar', ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '-czf', file, '-C', output, name], {
    encoding: 'utf8',
  })
  if (packed.status !== 0) throw new Error(`tar could not pack ${name}: ${packed.stderr.trim()}`)
  rmSync(folder, { recursive: true })
  return { file, bytes: statSync(file).size }
}
