import { expect, test } from '../../support/hosts.ts'
import { addressesOf, card, goTo, probePanel, rowsOf, table } from './steps.ts'

test.describe('without a mouse', () => {
  test('add a cluster, connect it, find a group and go through its screens', async ({ app, demo }) => {
    const { keyboard } = app
    const selected = app.locator('[role="row"][aria-selected="true"]')

    await expect(app.getByRole('heading', { name: 'No cluster yet' })).toBeVisible()
    await keyboard.press('n')
    await expect(app.getByLabel('Name', { exact: true })).toBeFocused()
    await keyboard.type('by-keys')
    await keyboard.press('Tab')
    await keyboard.press('ArrowRight')
    // One address would do for a cluster on Mesos; this one has brokers alone. A button that is off can be reached, and says why.
    await keyboard.press('Tab')
    await keyboard.press('Tab')
    await keyboard.press('Tab')
    await expect(app.getByLabel('Bootstrap brokers')).toBeFocused()
    await keyboard.type(addressesOf(demo)[0] ?? '')
    await expect(probePanel(app).getByText('Everything answers')).toBeVisible()
    await keyboard.press('Control+Enter')

    await expect(app).toHaveTitle('Overview · by-keys · Samsa')

    await goTo(app, 'c', 'Consumer groups')
    await expect(rowsOf(table(app, 'Consumer groups')).first()).toBeVisible()
    await keyboard.press('/')
    await expect(app.getByRole('textbox', { name: 'Filter' })).toBeFocused()
    await keyboard.type('legacy')
    await expect(rowsOf(table(app, 'Consumer groups')).first()).toContainText('legacy-reporting')
    // Esc empties the filter, a second one leaves it.
    await keyboard.press('Escape')
    await expect(app.getByRole('textbox', { name: 'Filter' })).toHaveValue('')
    await keyboard.type('-state:empty lag>10000')
    await keyboard.press('Enter')
    // Groups are listed before their lag is read.
    await expect(rowsOf(table(app, 'Consumer groups')).first()).toBeVisible()
    await keyboard.press('j')
    await expect(selected).toHaveCount(1)
    const first = await selected.locator('[data-column="group"]').innerText()
    await keyboard.press('j')
    await expect(selected.locator('[data-column="group"]')).not.toHaveText(first)
    await keyboard.press('k')
    await expect(selected.locator('[data-column="group"]')).toHaveText(first)
    await keyboard.press('Enter')
    await expect(app).toHaveTitle(`${first.trim()} · by-keys · Samsa`)

    await keyboard.press('3')
    await expect(app.getByRole('tab', { name: /^Members/ })).toHaveAttribute('aria-selected', 'true')
    await keyboard.press('2')
    await expect(app.getByRole('tab', { name: /^Partitions/ })).toHaveAttribute('aria-selected', 'true')

    await goTo(app, 't', 'Topics')
    await goTo(app, 'b', 'Brokers')
    await goTo(app, 'o', 'Overview')
    await goTo(app, 'l', 'Clusters')
    await expect(card(app, 'by-keys')).toBeVisible()
    await keyboard.press('Enter')
    await expect(app).toHaveTitle('Overview · by-keys · Samsa')
  })

  test('the keys that work everywhere: ? u p r, and Esc', async ({ app, demo }) => {
    const { keyboard } = app
    await app.getByRole('textbox', { name: 'Address of anything in a cluster' }).fill(addressesOf(demo)[0] ?? '')
    await keyboard.press('Enter')
    await app.getByLabel('Name', { exact: true }).fill('keys')
    await keyboard.press('Control+Enter')
    await expect(app).toHaveTitle(/^Overview/)
    await goTo(app, 'b', 'Brokers')

    await keyboard.press('?')
    const help = app.getByRole('dialog')
    await expect(help).toContainText('Read now')
    await expect(help).toContainText('Consumer groups')
    await keyboard.press('Escape')
    await expect(help).toHaveCount(0)

    const bar = app.getByRole('contentinfo')
    const zone = bar.getByRole('button').last()
    const before = (await zone.innerText()).split(' ').at(-1)
    await keyboard.press('u')
    if (before === 'UTC') await expect(zone).toContainText(/\d/)
    else await expect(zone).toContainText('UTC')

    await keyboard.press('p')
    await expect(bar).toContainText('Paused')
    const asked = demo.journal.requests()
    await keyboard.press('r')
    await expect.poll(() => demo.journal.requests(), { message: 'reading now also reads while paused' }).toBeGreaterThan(asked)
    await keyboard.press('p')
    await expect(bar).toContainText('Live')
  })
})

test('the palette finds a group, a topic, a broker, another cluster and an action', async ({ app, demo }, info) => {
  const { keyboard } = app
  await app.getByRole('textbox', { name: 'Address of anything in a cluster' }).fill(addressesOf(demo)[0] ?? '')
  await keyboard.press('Enter')
  await app.getByLabel('Name', { exact: true }).fill('orders-eu')
  await keyboard.press('Control+Enter')
  await expect(app).toHaveTitle(/^Overview/)

  const field = app.getByRole('combobox', { name: 'Go to' })
  const go = async (query: string, first: RegExp, title: RegExp): Promise<void> => {
    await keyboard.press('Control+k')
    await expect(field).toBeFocused()
    await keyboard.type(query)
    await expect(app.getByRole('option').first()).toHaveText(first)
    await keyboard.press('Enter')
    await expect(field).toHaveCount(0)
    await expect(app).toHaveTitle(title)
  }
  // Its verdict's letter stands first.
  await go('fraud-sco', /^.?fraud-scoring.*group$/, /^fraud-scoring · /)
  await go('#clickstream', /^clickstream\.raw.*topic$/, /^clickstream\.raw · /)
  await go('broker 3', /^Broker 3.*broker$/, /^Broker 3 · /)
  await go('overview', /^Overview/, /^Overview · /)
  await keyboard.press('Control+k')
  await keyboard.type('>light')
  await expect(app.getByRole('option').first()).toContainText('Light or dark')
  await info.attach('palette', { body: await app.screenshot(), contentType: 'image/png' })
  const theme = await app.locator('html').getAttribute('data-theme')
  await keyboard.press('Enter')
  await expect(app.locator('html')).not.toHaveAttribute('data-theme', theme ?? '')
  await keyboard.press('Control+k')
  await keyboard.type('zzzz')
  await expect(app.getByText('Nothing matches ‘zzzz’.')).toBeVisible()
  await keyboard.press('Escape')
  await expect(field).toHaveCount(0)
})
