import { expect } from '@playwright/test'
import { test } from '../support/hosts.ts'

/** T3: what the doubles proved, again in a real Electron. One start for all. */
test('A-01 A-05 A-07 A-09 the page has no Node, exactly two functions and no permission; what it sends itself does nothing', async ({
  app,
}) => {
  const seen = await app.evaluate(() => {
    // Names that Node or Electron would put there.
    const world = globalThis as unknown as Record<string, unknown>
    const bridge = world['samsa'] as Record<string, unknown>
    return {
      node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', '__dirname'].filter((name) => world[name] !== undefined),
      keys: Object.keys(bridge),
      frozen: Object.isFrozen(bridge),
      address: location.href,
    }
  })
  expect(seen).toMatchObject({ node: [], keys: ['send', 'listen'], frozen: true })
  expect(seen.address).toMatch(/^app:\/\/ui\//)
  const text = await app.evaluate(() => {
    const { send } = (globalThis as unknown as { samsa: { send(...values: unknown[]): void } }).samsa // frozen, from the preload
    for (const odd of [{ a: 1 }, null, 5, undefined, [], () => 1]) {
      try {
        send(odd, 'other-channel')
      } catch {
        // What cannot be cloned between the worlds throws here, in the page.
      }
    }
    send(JSON.stringify({ id: 1e9, do: 'start', member: '__proto__.x', input: {} }))
    send(JSON.stringify({ id: 1e9 + 1, do: 'start', member: 'host.info', input: { more: 1 } }))
    return document.title
  })
  expect(text).not.toBe('')
  await expect(app.locator('#root')).not.toBeEmpty()

  expect(await app.evaluate(() => Notification.requestPermission())).toBe('denied')
  expect(await app.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'given', () => 'denied'))).toBe('denied') // prettier-ignore
})
