import { readFile } from 'node:fs/promises'
import type { Locator } from '@playwright/test'
import { expect, test } from '../../../support/hosts.ts'
import { menuOf } from '../change-steps.ts'
import { cell, goTo, rowOf, rowsOf, table } from '../steps.ts'
import { confirmed, CONSUMER, GROUPS, savedBy, type RealScene } from './scene.ts'
import type { Stage } from './stage.ts'
import { COPY, emptiedAndDeleted } from './topics.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** Records of a partition as kafka-console-consumer prints them: headers, key, value. */
async function consumed({ info, tool }: RealScene, topic: string, partition: number, count: number): Promise<string[]> {
  const property = info.release === '4' ? '--formatter-property' : '--property'
  const print = ['print.headers=true', 'print.key=true', 'key.separator=|', 'headers.separator=|'].flatMap((each) => [property, each])
  const where = ['--topic', topic, '--partition', String(partition), '--offset', 'earliest']
  const told = await tool(CONSUMER, ...where, '--max-messages', String(count), '--timeout-ms', '20000', ...print)
  return told.trim().split('\n')
}

/** One and many are written, others' are read, and looking leaves the cluster's groups as they were. */
export async function whatIsWritten(stage: Stage): Promise<void> {
  const { scene, app, started, folder } = stage
  const topic = rowOf(app, 'Topics', COPY)
  const write = async (): Promise<Locator> => {
    await menuOf(app, topic, 'Write messages…')
    return app.getByRole('dialog', { name: `Write messages to ${COPY}` })
  }

  await test.step('one message, with key, header and partition', async () => {
    const form = await write()
    await form.getByRole('textbox', { name: 'Key', exact: true }).fill('order-4711')
    await form.getByRole('textbox', { name: 'Value', exact: true }).fill('{"state":"grüße"}')
    await form.getByRole('button', { name: 'Add a header' }).click()
    const header = form.getByRole('group', { name: 'Headers' })
    await header.getByLabel('Name').fill('trace-id')
    await header.getByLabel('Value').fill('6f1c')
    await form.getByLabel('Partition', { exact: true }).fill('2')
    await form.getByRole('button', { name: 'Review…' }).click()
    await confirmed(app, COPY)
    expect(await consumed(scene, COPY, 2, 1)).toEqual(['trace-id:6f1c|order-4711|{"state":"grüße"}'])
  })

  await test.step('many messages, one a line', async () => {
    const lines = Array.from({ length: 20 }, (_, i) => JSON.stringify({ key: `order-${i}`, value: { number: i }, partition: 3 }))
    const form = await write()
    await form.getByText('Many, one a line').click()
    await form.getByLabel('Messages as JSON, one a line').fill(lines.join('\n'))
    await expect(form.getByText('20 messages')).toBeVisible()
    await form.getByRole('button', { name: 'Review…' }).click()
    await confirmed(app, COPY)
    const wanted = lines.map((_, i) => `NO_HEADERS|order-${i}|{"number":${i}}`)
    expect(await consumed(scene, COPY, 3, 20)).toEqual(wanted)
  })

  await test.step('what Java’s producer wrote is shown, filtered and exported, and no group was made', async () => {
    const groups = await scene.tool(GROUPS, '--list')
    const records = [
      { key: base64('java-1'), value: base64('{"state":"paid"}'), headers: [{ name: 'trace-id', value: base64('77aa') }] },
      { key: null, value: base64('no key') },
      { key: base64('java-3'), value: null },
    ]
    await scene.ask({ do: 'produceRecords', topic: COPY, partition: 0, records, config: { 'compression.type': 'zstd' } })
    await topic.dblclick()
    await app.getByRole('tab', { name: 'Messages', exact: true }).click()
    await app.getByLabel('From', { exact: true }).selectOption('earliest')
    await app.getByLabel('Partitions', { exact: true }).fill('0')
    await app.getByRole('button', { name: 'Read', exact: true }).click()
    const rows = rowsOf(table(app, 'Messages'))
    await expect(rows).toHaveCount(3, { timeout: 30_000 })
    const shown = (column: string): Promise<string[]> => cell(rows, column).allInnerTexts()
    expect((await shown('key')).map((text) => text.trim())).toEqual(['java-1', 'null', 'java-3'])
    await app.getByLabel('Find', { exact: true }).selectOption('key')
    await app.getByLabel('In keys', { exact: true }).fill('java-1')
    await app.getByRole('button', { name: 'Read', exact: true }).click()
    await expect(rows).toHaveCount(1, { timeout: 30_000 })
    const file = await savedBy(started, folder, async () => {
      await app.getByRole('button', { name: 'Export', exact: true }).click()
      await app.getByRole('menuitem', { name: 'As JSON, one a line' }).click()
    })
    const [first = ''] = (await readFile(file, 'utf8')).trim().split('\n')
    expect(JSON.parse(first)).toMatchObject({ partition: 0, key: 'java-1', value: { state: 'paid' } })
    expect(await scene.tool(GROUPS, '--list')).toBe(groups)
    await goTo(app, 't', 'Topics')
  })

  await emptiedAndDeleted(stage, COPY, [3, 0, 1, 20])
}
