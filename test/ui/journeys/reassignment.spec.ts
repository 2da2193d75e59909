import { expect, test } from '../../support/hosts.ts'
import { confirm, dialog, unlock } from './change-steps.ts'
import { addProfile, addressesOf, goTo, rowsOf, table } from './steps.ts'

const topic = 'payments.ledger'

test('issue 5.4 empty a broker: preview, throttle, progress, cancel half way, again to the end, then the leaders', async ({
  app,
  demo,
}, info) => {
  test.setTimeout(180_000)
  const { world } = demo
  const picture = async (name: string): Promise<void> => info.attach(name, { body: await app.screenshot(), contentType: 'image/png' })
  const replicas = (): number[][] => {
    world.moves.now()
    return Array.from({ length: world.topic(topic).partitions }, (_, p) => [...world.topic(topic).replicasOf(p)])
  }
  const throttles = (): string[] =>
    [...world.brokers.values(), world.topic(topic)].flatMap((each) => [...each.configs.keys()].filter((key) => key.includes('throttled')))
  const before = replicas()
  const there = before.filter((ids) => ids.includes(1)).length
  const start = async (): Promise<string[]> => {
    await app.getByRole('tab', { name: 'Plan' }).click()
    await app.getByLabel('Goal', { exact: true }).selectOption('empty')
    const one = app.getByRole('group', { name: 'Brokers to empty' }).getByRole('button', { name: '1', exact: true })
    if ((await one.getAttribute('aria-pressed')) !== 'true') await one.click()
    await app.getByLabel('Topics', { exact: true }).fill(topic)
    const moves = rowsOf(table(app, 'Moves'))
    await expect(moves).toHaveCount(there)
    const shown = await moves.evaluateAll((all) => all.map((row) => row.querySelector('[data-column="replicas"]')?.textContent ?? ''))
    await picture('plan')
    await app.getByRole('button', { name: 'Start…' }).click()
    await expect(dialog(app)).toContainText('kafka-reassign-partitions')
    await expect(dialog(app)).toContainText('The throttle goes by itself')
    await picture('dialog')
    await confirm(app)
    return shown
  }
  await addProfile(app, { name: 'orders-eu', environment: 'production', bootstrap: addressesOf(demo) })
  await unlock(app)
  await goTo(app, 'p', 'Reassignments')
  world.moves.setSpeed(0)

  await test.step('start it: what the preview showed is under way, held back', async () => {
    await start()
    await expect(app.getByRole('progressbar', { name: 'Copied' })).toBeVisible()
    await expect(rowsOf(table(app, 'partitions on their way'))).toHaveCount(there)
    expect(throttles().length).toBeGreaterThan(0)
    await picture('running')
  })

  await test.step('cancel it: everything is where it was, and no throttle is left', async () => {
    await app.getByRole('button', { name: 'Cancel…' }).click()
    await confirm(app)
    await expect(app.getByText('cancelled', { exact: true })).toBeVisible({ timeout: 30_000 })
    expect(replicas()).toEqual(before)
    expect(throttles()).toEqual([])
  })

  await test.step('again, to the end', async () => {
    const shown = await start()
    world.moves.setSpeed(Infinity)
    await expect(app.getByText('moved', { exact: true })).toBeVisible({ timeout: 60_000 })
    expect(throttles()).toEqual([])
    const after = replicas()
    expect(after.flat()).not.toContain(1)
    // As shown: new ones with a plus, those that go at the end.
    const moved = after.filter((_, p) => before[p]?.includes(1))
    expect(shown.map((text) => text.replaceAll('+', '').replace(/−\d+/g, ''))).toEqual(moved.map((ids) => ids.join('')))
  })

  await test.step('leaders that are not the preferred ones are elected', async () => {
    world.moves.begin(world.topic(topic), 0, (replicas()[0] ?? []).toReversed())
    await app.getByRole('tab', { name: 'Leaders' }).click()
    await expect(rowsOf(table(app, 'Leaders')).filter({ hasText: `${topic}-0` })).toBeVisible({ timeout: 20_000 })
    await picture('leaders')
    await app.getByRole('button', { name: 'Elect…' }).click()
    await confirm(app)
    await expect(app.getByText('Every partition is led by its preferred replica.')).toBeVisible({ timeout: 20_000 })
    expect(world.topic(topic).leaders[0]).toBe(replicas()[0]?.[0])
  })
})
