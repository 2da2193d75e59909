import type { Locator, Page } from '@playwright/test'
import { expect, test as base } from '../../support/hosts.ts'
import { startStartingWorld, type StartingWorld } from '../../support/kafka-on-mesos-world.ts'
import { cell, goTo, rowsOf, table } from './steps.ts'

const test = base.extend<{ readonly world: StartingWorld }>({
  world: async ({}, use) => {
    const world = await startStartingWorld()
    await use(world)
    await world.stop()
  },
})

/** A JVM starts in seconds, on a loaded machine in many. */
const BROKER_MS = 120_000
const READ_MS = 60_000
/** Both looks with SAMSA_LONG=1; each picture takes its time on a small machine. */
const schemes = process.env['SAMSA_LONG'] === '1' ? (['dark', 'light'] as const) : (['light'] as const)

const dialog = (app: Page): Locator => app.getByRole('alertdialog')
const brokers = (app: Page): Locator => rowsOf(table(app, 'Brokers'))
const broker = (app: Page, id: number): Locator =>
  brokers(app).filter({ has: app.locator('[data-column="id"]', { hasText: new RegExp(`^${id}$`) }) })
const running = (app: Page): Locator => brokers(app).filter({ hasText: 'Running' })

/** Types what is asked for, presses, and waits for the end that the app tells. */
async function confirm(app: Page, within: number): Promise<void> {
  const asks = dialog(app)
  await expect(asks.getByText('Checked again when you press.')).toBeVisible({ timeout: READ_MS })
  const act = await asks.getByRole('heading').first().innerText()
  const typed = asks.getByRole('textbox')
  if (await typed.isVisible()) await typed.fill(await asks.locator('label b').innerText())
  await asks.getByRole('button', { name: act, exact: true }).click()
  await expect(app.getByText(`Done: ${act}`)).toBeVisible({ timeout: within })
  await expect(asks).toBeHidden()
}

async function chooses(app: Page, id: number, item: RegExp): Promise<void> {
  await broker(app, id).click({ button: 'right' })
  await app.getByRole('menuitem', { name: item }).click()
}

test.use({ actionTimeout: 60_000 })

test('E-01 G-10 a new cluster on Mesos: one address, three brokers added and started, one stopped and started, its log, none removed that holds data', async ({
  app,
  world,
}, info) => {
  test.setTimeout(600_000)
  info.annotations.push({ type: 'brokers', description: world.real ? 'Apache Kafka' : 'emulated: no JDK 17 or no Maven here' })
  const picture = async (name: string): Promise<void> => {
    for (const colorScheme of schemes) {
      await app.emulateMedia({ colorScheme })
      const path = info.outputPath(`${name}-${colorScheme}.png`)
      await app.screenshot({ path })
      await info.attach(`${name}-${colorScheme}`, { path, contentType: 'image/png' })
    }
  }

  await test.step('from the address of Mesos everything is found', async () => {
    await app.getByRole('textbox', { name: 'Address of anything in a cluster' }).fill(world.masters[0] ?? '')
    await app.keyboard.press('Enter')
    const chain = app.getByRole('list', { name: 'What was found' })
    await expect(chain.getByText('Everything was found; no broker runs yet')).toBeVisible({ timeout: READ_MS })
    await expect(chain).toContainText(world.scheduler.url)
    await app.getByLabel('Name', { exact: true }).fill('kafka-eu')
    await app.getByRole('button', { name: 'Take what was found' }).click()
    await picture('1-found')
    await app.getByRole('button', { name: 'Save and connect' }).click()
  })

  await test.step('it opens on its brokers, with Mesos live and Kafka said not to run', async () => {
    await expect(app).toHaveTitle('Brokers · kafka-eu · Samsa', { timeout: READ_MS })
    await expect(app.getByText('The scheduler has no broker yet.')).toBeVisible()
    await app.getByRole('button', { name: 'Unlock…' }).click()
    await app.getByRole('dialog').getByRole('textbox').first().fill('kafka-eu')
    await app.getByRole('button', { name: 'Unlock for 15 minutes' }).click()
    await expect(app.getByRole('banner').getByText('Guarded')).toBeVisible()
    await picture('2-none-runs')
  })

  await test.step('add 0..2, each on a host of its own', async () => {
    await app.getByRole('button', { name: 'Add brokers' }).first().click()
    const form = app.getByRole('dialog', { name: 'Add brokers' })
    await form.getByLabel('New brokers').fill('0..2')
    await form.getByLabel('Memory, MiB').fill('1024')
    await form.getByLabel('Heap, MiB').fill('256')
    await form.getByLabel(/^Constraints/).fill('hostname=unique')
    await form.getByLabel(/^Data directory/).fill('/data/kafka')
    await expect(form.getByText(/Broker 2 goes to 127\.0\.0\.\d/)).toBeVisible({ timeout: READ_MS })
    await picture('3-add')
    await form.getByRole('button', { name: 'Next: see what it does' }).click()
    await confirm(app, READ_MS)
    await expect(brokers(app)).toHaveCount(3)
  })

  await test.step('start: three brokers come up', async () => {
    await brokers(app).first().click()
    await app.keyboard.press('Control+a')
    await brokers(app).first().click({ button: 'right' })
    await app.getByRole('menuitem', { name: /^Start brokers 0,1,2/ }).click()
    await confirm(app, 2 * BROKER_MS)
    await expect(running(app)).toHaveCount(3, { timeout: READ_MS })
    await expect(app.getByRole('contentinfo')).toContainText('Live', { timeout: READ_MS })
    await picture('4-running')
  })

  await test.step('topics and groups are live', async () => {
    await world.work()
    await goTo(app, 't', 'Topics')
    await expect(rowsOf(table(app, 'Topics')).filter({ hasText: 'orders' })).toBeVisible({ timeout: READ_MS })
    await picture('5-topics')
    await goTo(app, 'c', 'Consumer groups')
    const billing = rowsOf(table(app, 'Consumer groups')).filter({ hasText: 'billing' })
    await expect(cell(billing, 'lag')).toHaveText(/\d/, { timeout: READ_MS })
    await picture('6-groups')
  })

  await test.step('stop one: its plan names exactly the partitions that go under min ISR', async () => {
    await goTo(app, 'b', 'Brokers')
    await chooses(app, 1, /^Stop broker 1…/)
    await expect(dialog(app).getByText('Checked again when you press.')).toBeVisible({ timeout: READ_MS })
    const under = dialog(app).getByText('under min ISR')
    await expect(under).toHaveCount(1)
    await expect(under).toContainText('orders: partitions 0, 1 go under min ISR (2 needed): writers with acks=all are refused.')
    await picture('7-stop')
    await confirm(app, BROKER_MS)
  })

  await test.step('its row tells why it does not run, and that nothing starts it', async () => {
    await expect(broker(app, 1)).toContainText('Stopped', { timeout: READ_MS })
    await broker(app, 1).click()
    await picture('8-stopped')
  })

  await test.step('it is not removed: it holds replicas', async () => {
    await chooses(app, 1, /^Remove broker 1…/)
    await expect(dialog(app)).toContainText(/Broker 1 holds \d+ replicas \(.*orders 0, 1\)/, { timeout: READ_MS })
    await picture('9-remove')
    await dialog(app)
      .getByRole('button', { name: /^(Close|Cancel)$/ })
      .click()
  })

  await test.step('start it again: back to normal', async () => {
    await chooses(app, 1, /^Start broker 1/)
    await confirm(app, BROKER_MS)
    await expect(running(app)).toHaveCount(3, { timeout: READ_MS })
    for (const id of [0, 1, 2]) {
      await expect(cell(broker(app, id), 'agree').locator('i[data-says="yes"]')).toHaveCount(3, { timeout: READ_MS })
      await expect(cell(broker(app, id), 'outOfSync')).toHaveText('0', { timeout: BROKER_MS })
    }
    await expect(app.getByText('Nothing listens')).toHaveCount(0, { timeout: READ_MS })
    await picture('10-normal')
  })

  await test.step('its log', async () => {
    await broker(app, 1).dblclick()
    await expect(app).toHaveTitle(/^Broker 1 · /)
    await app.getByRole('tab', { name: 'Logs' }).click()
    await expect(app.getByText(/Kafka Server started/).first()).toBeVisible({ timeout: READ_MS })
    await picture('11-log')
  })
})
