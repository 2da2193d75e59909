import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { listPackage } from '@electron/asar'
import { fuses, readFuses } from '../../build/package/fuses.ts'
import { expect, test } from '../support/hosts.ts'
import { asUser, packagedApp } from '../support/packages.ts'

const asarOf = (binary: string): string => join(dirname(binary), 'resources/app.asar')

test('A-10 the fuses of the packaged binary are those of the table', async () => {
  const read = await readFuses(packagedApp('desktop'))
  expect(read.size).toBeGreaterThanOrEqual(8)
  for (const [name, on] of read) expect({ name, on }).toEqual({ name, on: fuses[name] })
})

test('the package holds the bundles, the page and every licence: no modules, no source maps, under 15 MB', () => {
  const binary = packagedApp('desktop')
  const files = listPackage(asarOf(binary), { isPack: false })
  expect(files.filter((file) => /node_modules|\.map$|^\/dist\/web/.test(file))).toEqual([])
  expect(files).toEqual(
    expect.arrayContaining([
      '/dist/main/main.cjs',
      '/dist/preload/preload.cjs',
      '/dist/ui/index.html',
      '/dist/sample/incident.samsa',
      '/package.json',
    ]),
  )
  expect(statSync(asarOf(binary)).size).toBeLessThan(15 * 1_048_576)
  expect(globSync('**/*.map', { cwd: dirname(binary) })).toEqual([])
  const licences = readFileSync(join(dirname(binary), 'resources/THIRD-PARTY-LICENSES.txt'), 'utf8')
  for (const name of ['react', 'kafkajs', 'zod', 'node-sqlite3-wasm']) expect(licences).toContain(`\n${name} `)
})

const refused = [
  '--inspect=0',
  '--inspect-brk',
  '--remote-debugging-port=0',
  '--remote-debugging-pipe',
  '--no-sandbox',
  '--disable-web-security',
  '--host-rules=MAP * 127.0.0.1',
]

for (const argument of refused) {
  test(`A-13 A-15 what is shipped does not start with ${argument}`, ({ dataFolder }) => {
    const run = spawnSync(packagedApp('desktop'), [argument, '--data-folder', dataFolder], {
      ...asUser(dataFolder),
      encoding: 'utf8',
      timeout: 30_000,
    })
    expect(run.stderr).toContain('Samsa does not start with')
    expect(run.status).toBe(2)
    expect(run.stderr).not.toContain('DevTools listening')
    expect(globSync('**/*.{json,log,db}', { cwd: dataFolder })).toEqual([])
  })
}

test('A-01 A-15 what is shipped starts in its sandbox; it does not become Node and takes no options of Node’s from outside', async ({
  dataFolder,
}) => {
  const user = asUser(dataFolder)
  const asNode = spawnSync(packagedApp('desktop'), ['-e', 'console.log("this is Node")', '--inspect'], {
    ...user,
    env: { ...user.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
    timeout: 30_000,
  })
  expect(asNode.stdout).not.toContain('this is Node')
  const child = spawn(packagedApp('desktop'), ['--data-folder', dataFolder], {
    ...user,
    env: { ...user.env, NODE_OPTIONS: '--require /nowhere/hook.js' },
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  const early = await Promise.race([ended.then(() => 'ended'), started(dataFolder).then(() => 'started')])
  expect(early).toBe('started')
  // SIGUSR1 would open Node's inspector.
  child.kill('SIGUSR1')
  expect(listensAnywhere(child.pid ?? 0)).toBe(false)
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
  const [code] = (await ended) as [number | null]
  clearTimeout(late)
  expect(code).toBe(0)
})

/** The log is the first thing that a start writes. */
async function started(dataFolder: string): Promise<void> {
  while (!globSync('**/*.log', { cwd: dataFolder }).some((file) => readFileSync(join(dataFolder, file), 'utf8').includes('Samsa started')))
    await new Promise((resolve) => setTimeout(resolve, 50))
}

/** Sockets in state LISTEN (0A) of this process, by the inodes that its descriptors name. */
function listensAnywhere(pid: number): boolean {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return [/^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? '']
      } catch {
        return [] // Closed meanwhile.
      }
    }),
  )
  return ['tcp', 'tcp6'].some((kind) =>
    readFileSync(`/proc/${pid}/net/${kind}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .some((columns) => columns[3] === '0A' && sockets.has(columns[9] ?? '')),
  )
}
