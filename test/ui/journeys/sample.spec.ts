import { expect, test } from '../../support/hosts.ts'
import { cell, rowsOf, table } from './steps.ts'

test('1 the first click on a machine with nothing: the sample cluster, its tour, and what the steps say on the screens', async ({
  app,
}, info) => {
  const picture = async (name: string): Promise<void> => info.attach(name, { body: await app.screenshot(), contentType: 'image/png' })
  await app.getByRole('button', { name: /Explore the sample cluster/ }).click()
  const tour = app.getByRole('region', { name: 'Tour' })
  const next = tour.getByRole('button', { name: 'Next' })
  await expect(tour.getByText('1 of 5')).toBeVisible()
  await expect(app.getByRole('status').filter({ hasText: /RECORDED/ })).toBeVisible()
  await picture('overview')
  await next.click()
  const lost = rowsOf(table(app, 'Brokers')).filter({ hasText: /^3/ }).first()
  await expect(lost).toBeVisible()
  await picture('brokers')
  await next.click()
  await expect(
    app
      .getByRole('main')
      .getByText(/unreachable/i)
      .first(),
  ).toBeVisible()
  await picture('agents')
  await next.click()
  await expect(tour.getByText('4 of 5')).toBeVisible()
  await picture('behind')
  await next.click()
  await expect(tour.getByText('5 of 5')).toBeVisible()
  await picture('recovered')
  await tour.getByRole('button', { name: 'Look around' }).click()
  await app.keyboard.press('g')
  await app.keyboard.press('c')
  await expect(cell(rowsOf(table(app, 'Consumer groups')).filter({ hasText: 'order-fulfilment' }), 'lag')).not.toHaveText('—')
})
