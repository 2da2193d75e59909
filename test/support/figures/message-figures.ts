import { expect, type Browser, type Page } from '@playwright/test'
import { MANY, manyRecords } from '../../emulators/kafka/many-records.ts'
import { startCluster } from '../../kafka/harness/cluster.ts'
import { startWorkbench } from '../../kafka/harness/workbench.ts'
import { onCluster, probe, withEmulatedCluster } from './page-host.ts'
import type { FrameFigures } from './page-probe.ts'

export interface MessageFigures {
  /** Ms from the press on Read to the newest 500 on the screen, the second time: the worker and the connection are there. */
  readonly newest: number
  /** A filter over all of it that finds nothing, and one that finds one record in a thousand. */
  readonly nothing: Scan
  readonly some: Scan
  /** Ms from the press on Stop to the page saying so, in the middle of a scan. */
  readonly stop: number
}

export interface Scan {
  readonly seconds: number
  readonly frames: FrameFigures
  /** Tasks of the page above 50 ms. */
  readonly tasks: readonly number[]
}

const LONGEST_MS = 300_000
const SHOWN = 500

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
/** Nothing is being read: there is nothing to stop. */
const ended = (page: Page) =>
  expect(page.getByRole('button', { name: 'Stop', exact: true })).toHaveAttribute('aria-disabled', 'true', { timeout: LONGEST_MS })

/** Ms on the page's own clock from a press on Read to so many rows, painted. */
const readAndSee = (page: Page, rows: number): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const button = [...document.querySelectorAll('button')].find((each) => each.textContent === 'Read')
        const began = performance.now()
        button?.click()
        const look = (): void => {
          const there = Number(document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount') ?? 0)
          if (there <= wanted) return void requestAnimationFrame(look)
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)))
        }
        requestAnimationFrame(look)
      }),
    rows,
  )

async function scan(page: Page, find: string): Promise<Scan> {
  await page.getByLabel('In values', { exact: true }).fill(find)
  await probe(page, (p) => void p.tasks.splice(0))
  await probe(page, (p) => p.startFrames())
  const began = Date.now()
  await press(page, 'Read')
  await expect(page.getByText(/^Reading messages… \d/).or(page.getByRole('grid'))).toBeVisible()
  await ended(page)
  const seconds = (Date.now() - began) / 1000
  const frames = await probe(page, (p) => p.endFrames())
  return { seconds, frames, tasks: await probe(page, (p) => p.tasks.map(Math.round)) }
}

/** One partition of so many records on an emulated cluster, looked through in real Chromium. */
export const measureMessages = (browser: Browser, records: number): Promise<MessageFigures> =>
  withEmulatedCluster(browser, { preset: 'demo', records }, SHOWN, lookThrough)

const A_TIME = 10_000

/** The same on one broker of real Kafka, to which Java's producer wrote them. */
export async function measureRealMessages(browser: Browser, records: number): Promise<MessageFigures> {
  const [cluster, bench] = await Promise.all([startCluster({ release: '4', nodes: 1 }), startWorkbench('4')])
  try {
    const { bootstrap } = cluster.info
    const { name, partitions, replication, contents } = manyRecords(records)
    await bench.ask({ do: 'createTopics', bootstrap, topics: [{ name, partitions, replication }] })
    const base64 = (bytes: Uint8Array | null | undefined): string | null => (bytes ? Buffer.from(bytes).toString('base64') : null)
    for (let from = 0; from < records; from += A_TIME) {
      const many = Array.from({ length: Math.min(A_TIME, records - from) }, (_, i) => contents?.(0, from + i))
      const written = many.map((record) => ({ key: base64(record?.key), value: base64(record?.value) }))
      await bench.ask({ do: 'produceRecords', bootstrap, topic: name, partition: 0, records: written })
    }
    return await onCluster(browser, bootstrap, SHOWN, lookThrough)
  } finally {
    await Promise.all([cluster.stop(), bench.stop()])
  }
}

async function lookThrough({ page }: { readonly page: Page }): Promise<MessageFigures> {
  const cluster = /#\/c\/[^/]+/.exec(page.url())?.[0] ?? ''
  await page.evaluate(([to]) => history.replaceState(null, '', to), [`${cluster}/topics/${MANY}/messages`] as const)
  await page.reload()
  await page.getByLabel('How many', { exact: true }).fill(String(SHOWN))
  await readAndSee(page, SHOWN)
  await page.reload()
  await page.getByLabel('How many', { exact: true }).fill(String(SHOWN))
  const newest = await readAndSee(page, SHOWN)
  await page.getByLabel('From', { exact: true }).selectOption('earliest')
  await page.getByLabel('How many', { exact: true }).fill('5000')
  const nothing = await scan(page, 'is in none of them')
  const some = await scan(page, '"rare"')
  await page.getByLabel('In values', { exact: true }).fill('is in none either')
  await press(page, 'Read')
  await expect(page.getByText(/^Reading messages… \d/)).toBeVisible()
  const stop = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const button = (name: string) => [...document.querySelectorAll('button')].find((each) => each.textContent === name)
        const began = performance.now()
        button('Stop')?.click()
        const look = (): void => {
          if (button('Stop')?.getAttribute('aria-disabled') === 'true') resolve(performance.now() - began)
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
  )
  return { newest, nothing, some, stop }
}
