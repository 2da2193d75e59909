import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from '../../build/machine.ts'
import { expect, test } from '../support/hosts.ts'
import { node20, unpackedArchive } from '../support/packages.ts'

test('the archive holds two bundles, the page and licences; nothing of the build and no modules', () => {
  const { folder } = unpackedArchive()
  expect(readdirSync(folder).toSorted()).toEqual(['LICENSE', 'THIRD-PARTY-LICENSES.txt', 'dist', 'package.json', 'samsa', 'samsa.cmd'])
  expect(readdirSync(join(folder, 'dist')).toSorted()).toEqual(['sample', 'ui', 'web', 'workers'])
  expect(globSync(['**/*.map', '**/node_modules'], { cwd: folder })).toEqual([])
  const licences = readFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), 'utf8')
  for (const name of ['react', 'kafkajs', 'zod', 'ws', 'node-sqlite3-wasm', 'Inter']) expect(licences).toContain(`\n${name} `)
  const archive = globSync('releases/samsa-browser-*.tar.gz', { cwd: root })[0] ?? ''
  expect(statSync(join(root, archive)).size).toBeLessThan(15 * 1_048_576)
})

test('the start script starts it with Node 20 and nothing else, and one signal ends it', async ({ dataFolder }, info) => {
  const { folder } = unpackedArchive()
  const started = performance.now()
  const child = spawn(join(folder, 'samsa'), ['--no-open', '--data-folder', dataFolder], {
    // No PATH of the project's: what is not in the archive is not there.
    env: { PATH: '/usr/bin:/bin', SAMSA_NODE: node20(), HOME: dataFolder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  info.annotations.push({ type: 'figure', description: `link printed after ${Math.round(performance.now() - started)} ms` })
  expect(line).toMatch(/^open http:\/\/127\.0\.0\.1:\d+\/#/)
  child.kill('SIGTERM')
  const [code] = (await once(child, 'exit')) as [number]
  expect(code).toBe(0)
  expect(existsSync(join(folder, 'node_modules'))).toBe(false)
})

test('the start script says what is missing', () => {
  const { folder } = unpackedArchive()
  const run = (environment: NodeJS.ProcessEnv) => spawnSync(join(folder, 'samsa'), ['--no-open'], { env: environment, encoding: 'utf8' })
  const none = run({ PATH: '/usr/bin:/bin', SAMSA_NODE: '/nowhere/node' })
  expect(none).toMatchObject({ status: 1, stderr: expect.stringContaining('Samsa needs Node 20 or later') })
})
