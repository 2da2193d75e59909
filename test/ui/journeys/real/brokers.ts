import { expect, test } from '../../../support/hosts.ts'
import { goTo, rowsOf, table } from '../steps.ts'
import { confirmed, takenBack } from './scene.ts'
import type { Stage } from './stage.ts'

export async function whatBrokersRun({ scene, app }: Stage): Promise<void> {
  await test.step('a dynamic key of a running broker, and back', async () => {
    const dynamic = (): Promise<string> => scene.configsOf('brokers', '2')
    await goTo(app, 'b', 'Brokers')
    await rowsOf(table(app, 'Brokers')).filter({ hasText: 'rack-b' }).dblclick()
    await app.getByRole('tab', { name: /^Config/ }).click()
    await app.getByRole('button', { name: 'Change…' }).click()
    const form = app.getByRole('dialog', { name: 'Configuration of broker 2' })
    await form.getByLabel('Find a config').fill('message.max.bytes')
    await form.getByLabel('message.max.bytes', { exact: true }).fill('2 MiB')
    await form.getByRole('button', { name: 'Change 1 config…' }).click()
    await confirmed(app, 'message.max.bytes', '1048588', '2097152')
    await expect.poll(dynamic, { timeout: 20_000 }).toContain('message.max.bytes=2097152')
    await takenBack(app, 'configuration of broker 2', 'message.max.bytes')
    await expect.poll(dynamic, { timeout: 20_000 }).not.toContain('message.max.bytes')
  })
}
