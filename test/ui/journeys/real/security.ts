import { readFile } from 'node:fs/promises'
import type { Locator } from '@playwright/test'
import { expect, test } from '../../../support/hosts.ts'
import { menuOf } from '../change-steps.ts'
import { goTo, rowOf } from '../steps.ts'
import { ACLS, confirmed, savedBy, takenBack } from './scene.ts'
import type { Stage } from './stage.ts'

export async function whoMayDoWhat({ scene, app, started, folder }: Stage): Promise<void> {
  const { tool, configsOf } = scene
  const form = (name: string): Locator => app.getByRole('dialog', { name })
  const toTab = async (name: string): Promise<void> => {
    await goTo(app, 's', 'Security')
    await app.getByRole('tab', { name }).click()
  }

  await test.step('an ACL, added and deleted, and there again', async () => {
    const listed = (): Promise<string> => tool(ACLS[scene.info.release], '--list', '--principal', 'User:ada')
    const rule = '(principal=User:ada, host=*, operation=READ, permissionType=ALLOW)'
    const words = 'User:ada may Read on topic real.orders'
    await toTab('ACLs')
    await app.getByRole('button', { name: 'Add an ACL' }).click()
    await form('Add an ACL').getByLabel('Principal').fill('User:ada')
    await form('Add an ACL').getByLabel('Name', { exact: true }).fill('real.orders')
    await form('Add an ACL').getByRole('button', { name: 'Review…' }).click()
    await confirmed(app, words)
    expect(await listed()).toContain(rule)
    await menuOf(app, rowOf(app, 'ACLs', 'User:ada'), 'Delete this ACL…')
    await confirmed(app, words)
    expect(await listed()).not.toContain('principal=User:ada')
    await takenBack(app, 'Delete', words)
    expect(await listed()).toContain(rule)
  })

  await test.step('ACLs to a file and from one: what it has more is added', async () => {
    await toTab('ACLs')
    await expect(rowOf(app, 'ACLs', 'User:ada')).toBeVisible()
    const file = await savedBy(started, folder, () => app.getByRole('button', { name: 'Export CSV' }).click())
    const text = await readFile(file, 'utf8')
    expect(text).toContain('User:ada,allow,Read,topic,real.orders,literal,*')
    await app.getByRole('button', { name: 'Import CSV…' }).click()
    const lines = form('Import ACLs').getByLabel('ACLs, one a line')
    await lines.fill(`${text}User:ada,deny,Write,topic,real.,prefixed,10.0.0.1\n`)
    await form('Import ACLs').getByRole('button', { name: 'Add 1 ACL…' }).click()
    await confirmed(app, 'User:ada')
    expect(await tool(ACLS[scene.info.release], '--list', '--principal', 'User:ada')).toMatch(
      /patternType=PREFIXED.*\n.*\(principal=User:ada, host=10\.0\.0\.1, operation=WRITE, permissionType=DENY\)/,
    )
  })

  await test.step('a quota, set, changed and removed', async () => {
    const limits = (): Promise<string> => configsOf('users', 'ada')
    await toTab('Quotas')
    await app.getByRole('button', { name: 'Set a quota' }).click()
    await form('Set a quota').getByLabel('User name').fill('ada')
    await form('Set a quota').getByLabel('Produce').fill('1 MiB')
    await form('Set a quota').getByRole('button', { name: 'Review…' }).click()
    await confirmed(app, 'producer_byte_rate of user ada', '1048576')
    expect(await limits()).toMatch(/'ada' are producer_byte_rate=1048576/)
    await menuOf(app, rowOf(app, 'Quotas', 'ada'), 'Change…')
    await form('Set a quota').getByLabel('Produce').fill('2 MiB')
    await form('Set a quota').getByRole('button', { name: 'Review…' }).click()
    await confirmed(app, 'producer_byte_rate of user ada', '1048576', '2097152')
    expect(await limits()).toMatch(/'ada' are producer_byte_rate=2097152/)
    await menuOf(app, rowOf(app, 'Quotas', 'ada'), 'Remove this quota…')
    await confirmed(app, 'producer_byte_rate of user ada')
    expect(await limits()).not.toContain('producer_byte_rate')
  })

  await test.step('a SCRAM user, made, given another password, and removed', async () => {
    const known = (): Promise<string> => configsOf('users', 'ada')
    const fill = async (title: string, password: string): Promise<void> => {
      await form(title).getByLabel('Password', { exact: true }).fill(password)
      await form(title).getByLabel('Once more').fill(password)
    }
    await toTab('SCRAM users')
    await app.getByRole('button', { name: 'Create a user' }).click()
    await form('Create a user').getByLabel('User', { exact: true }).fill('ada')
    await fill('Create a user', 'sesame')
    await form('Create a user').getByRole('button', { name: 'Review…' }).click()
    await confirmed(app, 'SCRAM-SHA-512 of user ada', '4096 iterations')
    expect(await known()).toContain('SCRAM-SHA-512=iterations=4096')
    await menuOf(app, rowOf(app, 'SCRAM users', 'ada'), 'Change the password…')
    const again = 'Change the password of ada'
    await form(again).getByLabel('Iterations').fill('8192')
    await fill(again, 'open sesame')
    await form(again).getByRole('button', { name: 'Review…' }).click()
    await confirmed(app, 'SCRAM-SHA-512 of user ada', '8192 iterations')
    expect(await known()).toContain('SCRAM-SHA-512=iterations=8192')
    await menuOf(app, rowOf(app, 'SCRAM users', 'ada'), 'Remove this credential…')
    await confirmed(app, 'SCRAM-SHA-512 of user ada')
    expect(await known()).not.toContain('SCRAM-SHA-512')
  })
}
