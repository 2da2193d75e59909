import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser } from '@playwright/test'
import { measureIdle, measureRefresh, xl } from '../../test/support/figures/core-figures.ts'
import { measureMesos } from '../../test/support/figures/mesos-figures.ts'
import { measurePage, type ListFigures } from '../../test/support/figures/page-figures.ts'
import { kafkaAvailable } from '../../test/kafka/harness/available.ts'
import { measureMessages, measureRealMessages, type Scan } from '../../test/support/figures/message-figures.ts'
import { measureWall } from '../../test/support/figures/wall-figures.ts'
import { buildIfStale } from '../build.ts'
import { chromiumArguments, findChromium, root } from '../machine.ts'
import { backfill } from './backfill.ts'
import { table, type Figure } from './figures.ts'
import { java } from './java.ts'
import { history, kafkajs, lag } from './lag.ts'
import { moments } from './moments.ts'
import { sizes } from './sizes.ts'
import { start } from './start.ts'

/**
 * `npm run bench [-- r1|r2|r3|kafkajs|java|history|moments|sizes|backfill|mesos|wall|messages|messages-real|page|refresh|idle|start …]`: the figures that the design promises, measured on this machine, as one table and as
 * test-results/bench.json. Other work on the machine makes them worse: look at the load that is printed with them.
 */

const IDLE_MS = 45_000

const ofList = (name: string, list: ListFigures): Figure[] => [
  { name: `${name}: list on the screen after its first rows`, unit: 'ms', goal: 1_500, measured: list.usable },
  { name: `${name}: key in the filter to paint, p95`, unit: 'ms', goal: 100, measured: list.keyP95 },
  { name: `${name}: frame while scrolling, p95`, unit: 'ms', goal: 34, measured: list.scrolling.p95 },
  { name: `${name}: longest frame while scrolling`, unit: 'ms', goal: null, measured: list.scrolling.longest },
  { name: `${name}: DOM nodes`, unit: 'nodes', goal: 5_000, measured: list.nodes },
  { name: `${name}: longest task of the page`, unit: 'ms', goal: 200, measured: list.longestTask },
]

async function inBrowser(measure: (browser: Browser) => Promise<Figure[]>): Promise<Figure[]> {
  const found = findChromium()
  if ('missing' in found) {
    console.log(`The page is not measured: ${found.missing}`)
    return []
  }
  const browser = await chromium.launch({ executablePath: found.path, args: [...chromiumArguments()] })
  try {
    return await measure(browser)
  } finally {
    await browser.close()
  }
}

const page = (): Promise<Figure[]> =>
  inBrowser(async (browser) => {
    const { topics, groups, host } = await measurePage(browser, xl)
    return [
      ...ofList('10,000 topics', topics),
      ...ofList('5,000 groups', groups),
      { name: 'host beside that page: event loop delay, p99', unit: 'ms', goal: 50, measured: host.delay.p99 },
    ]
  })

const wall = (): Promise<Figure[]> =>
  inBrowser(async (browser) => {
    const { frames, moved, updates } = await measureWall(browser, 2_000, 30_000)
    return [
      { name: 'lag wall, 2,000 groups: longest frame', unit: 'ms', goal: 32, measured: frames.longest },
      { name: 'lag wall: frame, p95', unit: 'ms', goal: null, measured: frames.p95 },
      { name: 'lag wall: tiles that moved under the pointer', unit: 'values', goal: 0, measured: moved },
      { name: 'lag wall: looks at which tiles said something new', unit: 'values', goal: 1, atLeast: true, measured: updates },
    ]
  })

const RECORDS = Number(process.env['SAMSA_RECORDS'] ?? 1_000_000)

const ofScan = (name: string, { seconds, frames, tasks }: Scan): Figure[] => [
  { name: `${name}: time`, unit: 's', goal: null, measured: seconds },
  { name: `${name}: frame of the page meanwhile, p95`, unit: 'ms', goal: 34, measured: frames.p95 },
  { name: `${name}: longest frame`, unit: 'ms', goal: null, measured: frames.longest },
  { name: `${name}: longest task of the page above 50 ms`, unit: 'ms', goal: null, measured: Math.max(0, ...tasks) },
]

const ofMessages =
  (measure: typeof measureMessages, where: string) =>
  async (browser: Browser): Promise<Figure[]> => {
    const { newest, nothing, some, stop } = await measure(browser, RECORDS)
    const all = RECORDS.toLocaleString('en')
    return [
      { name: `newest 500 of ${all} on the screen${where}`, unit: 'ms', goal: 300, measured: newest },
      ...ofScan(`a filter over ${all} that finds none`, nothing),
      ...ofScan('one that finds each thousandth', some),
      { name: 'stop in the middle of it', unit: 'ms', goal: 100, measured: stop },
    ]
  }

const messages = (): Promise<Figure[]> => inBrowser(ofMessages(measureMessages, ''))

async function messagesReal(): Promise<Figure[]> {
  const kafka = await kafkaAvailable()
  if (kafka.ok) return inBrowser(ofMessages(measureRealMessages, ', of a real broker'))
  console.log(`Messages of a real broker are not measured: ${kafka.why}`)
  return []
}

async function refresh(): Promise<Figure[]> {
  const { first, refresh: again, each } = await measureRefresh(xl)
  const megabyte = 1024 * 1024
  return [
    { name: 'core: event loop delay while refreshing, p99', unit: 'ms', goal: 50, measured: again.delay.p99 },
    { name: 'core: event loop delay at the first reading, p99', unit: 'ms', goal: 50, measured: first.delay.p99 },
    { name: 'core: longest event loop delay while refreshing', unit: 'ms', goal: 200, measured: again.delay.max },
    { name: 'core: connect to all groups live', unit: 's', goal: null, measured: first.wall / 1000 },
    { name: 'core: one full refresh', unit: 's', goal: null, measured: each / 1000 },
    { name: 'core: memory afterwards, its page included', unit: 'MB', goal: null, measured: again.rss / megabyte },
  ]
}

async function idle(): Promise<Figure[]> {
  const { alone, connected } = await measureIdle(IDLE_MS)
  return [
    { name: 'idle: three brokers connected, nothing visible, of a core', unit: '%', goal: 0.5, measured: (connected - alone) * 100 },
    { name: 'idle: the process without connections, of a core', unit: '%', goal: null, measured: alone * 100 },
  ]
}

async function mesos(): Promise<Figure[]> {
  const { first, refresh: again, steady, asked } = await measureMesos({ agents: 500, tasks: 10_000 }, 5, 30_000)
  const everything = Object.entries(asked).filter(([path]) => /\/state(\.json)?$/.test(path))
  return [
    { name: '500 agents, 10,000 tasks: event loop delay in steady state, p99', unit: 'ms', goal: 50, measured: steady.delay.p99 },
    { name: '500 agents, 10,000 tasks: frame after frame, p99', unit: 'ms', goal: 50, measured: again.delay.p99 },
    { name: '500 agents, 10,000 tasks: at the first frame, p99', unit: 'ms', goal: null, measured: first.delay.p99 },
    {
      name: 'requests for the whole state of a master',
      unit: 'requests',
      goal: 0,
      measured: everything.reduce((n, [, times]) => n + times, 0),
    },
  ]
}

const parts = {
  mesos,
  r1: lag('r1'),
  r2: lag('r2'),
  r3: lag('r3'),
  kafkajs,
  java,
  history,
  moments,
  sizes,
  backfill,
  idle,
  refresh,
  page,
  messages,
  'messages-real': messagesReal,
  wall,
  start: () => inBrowser(start),
}
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in parts))
if (unknown.length > 0) throw new Error(`Not a part: ${unknown.join(', ')}. There are ${Object.keys(parts).join(', ')}.`)

buildIfStale()
const figures: Figure[] = []
const before = loadavg()[0] ?? 0
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`Measuring ${name}…`)
  figures.push(...(await measure()))
}
const machine = { cores: cpus().length, model: cpus()[0]?.model ?? '', loadBefore: before, node: process.version }
const folder = join(root, 'test-results')
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'bench.json'), `${JSON.stringify({ at: new Date().toISOString(), machine, figures }, null, 2)}\n`)
console.log(
  `\n${table(figures)}\n\n${machine.cores} cores, ${machine.model}; load before: ${before.toFixed(1)}. Written to test-results/bench.json`,
)
process.exit(0)
