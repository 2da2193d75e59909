import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { following } from '../../emulators/world/group.ts'
import { createScanner, newCanary } from '../../support/canary.ts'
import { expect, startBrowserHost, test, type StartedHost } from '../../support/hosts.ts'
import { addressesOf, cell, fillProfile, goTo, openEditor, rowsOf, table } from './steps.ts'

/** What stands in the page's own storage, whatever put it there. */
const storageOf = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(new Error('it cannot be read')))
      })
    const databases: unknown[] = []
    for (const { name } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name ?? ''))
      for (const store of database.objectStoreNames)
        databases.push(store, await asked(database.transaction(store).objectStore(store).getAll()))
      database.close()
    }
    return JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), databases])
  })

/** Texts in the page's memory after its garbage was collected; of each the first 1,024 characters, as Chromium tells them. */
async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const pieces: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => pieces.push(chunk))
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  // As the protocol describes it.
  const { strings } = JSON.parse(pieces.join('')) as { readonly strings: readonly string[] }
  return strings.join('\n')
}

const plant = (
  page: Page,
  planted: { readonly local: string; readonly session: string; readonly database: string; readonly memory: string },
) =>
  page.evaluate(async (canaries) => {
    localStorage.setItem('planted', canaries.local)
    sessionStorage.setItem('planted', canaries.session)
    Object.assign(globalThis, { planted: { memory: canaries.memory } })
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open('planted', 1)
      opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('planted'))
      opening.addEventListener('error', () => reject(new Error('it cannot be opened')))
      opening.addEventListener('success', () => {
        const change = opening.result.transaction('planted', 'readwrite')
        change.objectStore('planted').put(canaries.database, 'planted')
        change.addEventListener('complete', () => {
          opening.result.close()
          resolve()
        })
      })
    })
  }, planted)

test('C-05 C-09 a password that was entered is afterwards not in the page’s storage, nor in its memory, nor in a file of its browser', async ({
  host,
  playwright,
  launchOptions,
  dataFolder,
  launch,
  emulate,
}) => {
  test.setTimeout(180_000)
  const [password, name] = [newCanary('sasl'), newCanary('name')]
  const planted = { local: newCanary('local'), session: newCanary('session'), database: newCanary('database'), memory: newCanary('memory') }
  const kafka = await emulate({
    brokers: 1,
    sasl: { users: { samsa: password }, mechanisms: ['PLAIN'] },
    topics: [{ name: 'orders', partitions: 1, replication: 1, history: 10 }],
    groups: [{ name: 'billing', progress: [{ topic: 'orders', partitions: [0], position: following(500) }] }],
  })
  // A browser whose files are on the disk; the desktop app's are in its data folder.
  const browserFolder = await mkdtemp(join(tmpdir(), 'samsa-test-browser-'))
  const start = async (): Promise<StartedHost> => {
    if (host !== 'browser') return launch()
    const context = await playwright.chromium.launchPersistentContext(browserFolder, launchOptions)
    return startBrowserHost({ newPage: () => context.newPage() }, ['--data-folder', dataFolder])
  }
  try {
    const { page, stop } = await start()
    await openEditor(page)
    await fillProfile(page, { name, bootstrap: addressesOf(kafka) })
    await page.getByLabel('Login').selectOption('PLAIN')
    await page.getByLabel('User name').fill('samsa')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Save and connect' }).click()
    await expect(page).toHaveTitle(`Overview · ${name} · Samsa`)
    await goTo(page, 'c', 'Consumer groups')
    await expect(cell(rowsOf(table(page, 'Consumer groups')).filter({ hasText: 'billing' }), 'lag')).not.toHaveText('—')
    await plant(page, planted)

    const secret = createScanner([password])
    const known = createScanner(Object.values(planted))
    const storage = await storageOf(page)
    const heap = await heapOf(page)
    expect(heap.length).toBeGreaterThan(100_000)
    expect([...secret.scan('storage', storage), ...secret.scan('memory', heap)]).toEqual([])
    // The search finds what is there.
    const inStorage = new Set(known.scan('storage', storage).map(({ canary }) => canary))
    expect(inStorage).toEqual(new Set([planted.local, planted.session, planted.database]))
    expect(known.scan('memory', heap).map(({ canary }) => canary)).toContain(planted.memory)

    await stop()
    const folders = host === 'browser' ? [browserFolder, dataFolder] : [dataFolder]
    const hits = await Promise.all(folders.map((folder) => secret.scanFolder(folder)))
    expect(hits.flatMap((each) => each.hits)).toEqual([])
    // The search finds what is there: the name of the profile, and what a page in a browser puts into its storage; the app's own is in memory.
    const inFiles = createScanner([name, planted.local, planted.database])
    const found = await Promise.all(folders.map((folder) => inFiles.scanFolder(folder)))
    expect(new Set(found.flatMap(({ hits: each }) => each.map(({ canary }) => canary)))).toEqual(
      new Set(host === 'browser' ? [name, planted.local, planted.database] : [name]),
    )
  } finally {
    await rm(browserFolder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  }
})
