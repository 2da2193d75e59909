import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, startBrowserHost, test } from '../../support/hosts.ts'
import { addProfile, addressesOf, card, toLauncher } from '../journeys/steps.ts'

const GARBAGE = '{"this is": "no list of profiles'
const isProfiles = (file: string): boolean => file.startsWith('profiles.json')

test.describe('F-03 a damaged list of clusters', () => {
  test('opens the choice, and loses and overwrites nothing', async ({ chromium, dataFolder, demo }, info) => {
    if (!chromium) throw new Error('This is about the browser host')
    const start = () => startBrowserHost(chromium, ['--data-folder', dataFolder], { viewport: { width: 1440, height: 900 } })
    const contents = async (): Promise<ReadonlyMap<string, string>> => {
      const files = (await readdir(dataFolder)).filter(isProfiles)
      return new Map(await Promise.all(files.map(async (file) => [file, await readFile(join(dataFolder, file), 'utf8')] as const)))
    }

    const first = await start()
    await addProfile(first.page, { name: 'one', bootstrap: addressesOf(demo) })
    await toLauncher(first.page)
    await addProfile(first.page, { name: 'two', bootstrap: addressesOf(demo) })
    await first.stop()
    const good = await contents()

    // One damaged file: the newest older copy is in use, and says so.
    await writeFile(join(dataFolder, 'profiles.json'), GARBAGE)
    const second = await start()
    await expect(second.page.getByRole('heading', { name: 'An older copy of the list of clusters is in use' })).toBeVisible()
    await expect(second.page.getByText(/The damaged file was put aside: profiles\.json\.damaged-/)).toBeVisible()
    await info.attach('older', { body: await second.page.screenshot(), contentType: 'image/png' })
    await second.page.getByRole('button', { name: 'Go on with it' }).click()
    for (const name of ['one', 'two']) await expect(card(second.page, name)).toBeVisible()
    await second.stop()
    const after = await contents()
    expect([...after].some(([file, text]) => file.includes('.damaged-') && text === GARBAGE)).toBe(true)

    // All of them damaged: a choice, before anything is written.
    for (const file of after.keys()) if (!file.includes('.damaged-')) await writeFile(join(dataFolder, file), GARBAGE)
    const third = await start()
    await expect(third.page.getByRole('heading', { name: 'The list of clusters cannot be read' })).toBeVisible()
    await expect(third.page.getByText('Nothing was lost or overwritten. Choose what to go on with.')).toBeVisible()
    await info.attach('unreadable', { body: await third.page.screenshot(), contentType: 'image/png' })
    const before = await contents()
    expect([...before.values()].filter((text) => text === GARBAGE).length).toBe(good.size + 1)
    expect(before.has('profiles.json')).toBe(false)
    await third.page.getByRole('button', { name: 'Start with an empty list' }).click()
    await expect(third.page.getByRole('heading', { name: 'No cluster yet' })).toBeVisible()
    await addProfile(third.page, { name: 'anew', bootstrap: addressesOf(demo) })
    await third.stop()
    const kept = await contents()
    for (const [file, text] of before) expect(kept.get(file), file).toBe(text)
  })

  test('a copy that can be read is chosen, and its clusters are back', async ({ chromium, dataFolder, demo }) => {
    if (!chromium) throw new Error('This is about the browser host')
    const start = () => startBrowserHost(chromium, ['--data-folder', dataFolder])
    const first = await start()
    await addProfile(first.page, { name: 'one', bootstrap: addressesOf(demo) })
    await toLauncher(first.page)
    await addProfile(first.page, { name: 'two', bootstrap: addressesOf(demo) })
    await first.stop()
    await writeFile(join(dataFolder, 'profiles.json'), GARBAGE)
    const second = await start()
    const copy = second.page.getByRole('listitem').filter({ hasText: 'profiles.json.old-000000000001' }).first()
    await copy.getByRole('button', { name: 'Use this copy' }).click()
    await expect(card(second.page, 'one')).toBeVisible()
    await expect(card(second.page, 'two')).toHaveCount(0)
    await second.stop()
  })
})
