import { expect, test } from '../support/hosts.ts'
import { measurePage } from '../support/figures/page-figures.ts'
import { measureWall } from '../support/figures/wall-figures.ts'

/** Bounds that hold on a busy machine; the goals themselves are measured by `npm run bench`. */
test('H-05 10,000 topics, 100,000 partitions and 5,000 groups can be listed, filtered and scrolled', async ({ chromium }, info) => {
  test.setTimeout(180_000)
  if (!chromium) throw new Error('This is about the browser host')
  const figures = await measurePage(chromium, { topics: 10_000, groups: 5_000 })
  await info.attach('figures', { body: JSON.stringify(figures, null, 1), contentType: 'application/json' })
  for (const list of [figures.topics, figures.groups]) {
    expect(list.usable, 'ms from the first rows to the whole list').toBeLessThan(5_000)
    expect(list.keys.length, 'keys that were measured').toBeGreaterThan(30)
    expect(list.keyP95, 'ms from a key to its paint, p95').toBeLessThan(500)
    expect(list.nodes, 'DOM nodes').toBeLessThanOrEqual(5_000)
    expect(list.longestTask, 'longest task of the page').toBeLessThan(1_500)
    expect(list.scrolling.frames, 'frames while scrolling').toBeGreaterThan(40)
  }
  expect(figures.host.delay.p99, 'event loop of the host, p99').toBeLessThan(150)
})

test('the lag wall of 2,000 groups stays smooth while they are read, and no tile moves under the pointer', async ({ chromium }, info) => {
  test.setTimeout(180_000)
  if (!chromium) throw new Error('This is about the browser host')
  const { frames, updates, moved, tiles } = await measureWall(chromium, 2_000, 12_000)
  await info.attach('figures', { body: JSON.stringify({ frames, updates, moved, tiles }, null, 1), contentType: 'application/json' })
  expect(tiles, 'tiles').toBeGreaterThan(12)
  expect(updates, 'looks at which tiles said something new').toBeGreaterThan(0)
  expect(moved, 'tiles that moved under the pointer').toBe(0)
  expect(frames.p95, 'ms of a frame, p95').toBeLessThan(200)
})
