import { expect, test } from '../../support/hosts.ts'
import { addProfile, addressesOf, goTo, rowsOf, table } from './steps.ts'

test('25 a newcomer: one hint a screen, once, also after a new start of the page; a word looked up without losing the place', async ({
  app,
  demo,
}) => {
  const { keyboard } = app
  const hint = app.getByRole('note', { name: 'Hint' })
  await addProfile(app, { name: 'first-time', bootstrap: addressesOf(demo), environment: 'test' })
  await goTo(app, 'c', 'Consumer groups')
  await expect(hint).toContainText('tells how it came about')
  // It takes room of its own: the end of the list is not under it.
  const line = await hint.boundingBox()
  const grid = await table(app, 'Consumer groups').boundingBox()
  expect((grid?.y ?? 0) + (grid?.height ?? 0)).toBeLessThanOrEqual((line?.y ?? 0) + 1)
  await hint.getByRole('button', { name: 'Got it' }).click()
  await expect(hint).toHaveCount(0)
  await goTo(app, 't', 'Topics')
  await expect(hint).toContainText('why')
  await app.reload()
  await expect(rowsOf(table(app, 'Topics')).first()).toBeVisible()
  await expect(hint).toHaveCount(0)

  await keyboard.press('?')
  await app.getByRole('dialog', { name: 'Keyboard' }).getByRole('button', { name: 'Glossary' }).click()
  const glossary = app.getByRole('dialog', { name: 'Glossary' })
  await expect(glossary.getByRole('textbox', { name: 'Filter' })).toBeFocused()
  await keyboard.type('lost')
  await expect(glossary.getByRole('term').first()).toBeVisible()
  await keyboard.press('Escape')
  await keyboard.press('Escape')
  await keyboard.press('Escape')
  await expect(glossary).toHaveCount(0)
  await expect(app).toHaveTitle('Topics · first-time · Samsa')

  await keyboard.press('Control+k')
  await keyboard.type('?sticky')
  await keyboard.press('Enter')
  await expect(glossary.getByRole('term').first()).toHaveText(/^Sticky/)
})
