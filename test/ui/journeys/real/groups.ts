import { readFile } from 'node:fs/promises'
import { expect, test } from '../../../support/hosts.ts'
import { menuOf } from '../change-steps.ts'
import { goTo, openRow, rowOf, rowsOf, table } from '../steps.ts'
import { committedBy, confirmed, GROUPS, leftStatic, resetLines, savedBy, takenBack, type RealScene } from './scene.ts'
import { longStep, type Stage } from './stage.ts'

const READ = 'real.read'
const OTHER = 'real.other'
const READERS = 'real.readers'
const FOLLOWER = 'real.follower'
const STATIC = 'real.static'

export async function groupsStand(scene: RealScene): Promise<void> {
  const { ask } = scene
  await ask({ do: 'createTopics', topics: [READ, OTHER].map((name) => ({ name, partitions: 2, replication: 3 })) })
  for (const topic of [READ, OTHER]) await ask({ do: 'produce', topic, partitions: [0, 1], count: 20 })
  const at = (topic: string, partition: number, offset: number): object => ({ topic, partition, offset })
  await ask({ do: 'commit', group: READERS, offsets: [at(READ, 0, 15), at(READ, 1, 7), at(OTHER, 0, 3), at(OTHER, 1, 2)] })
  await ask({ do: 'commit', group: FOLLOWER, offsets: [at(READ, 0, 1), at(READ, 1, 1)] })
  await leftStatic(scene, { group: STATIC, topic: READ, instance: 'static-1' })
}

export async function whatGroupsRead({ scene, app, started, folder }: Stage): Promise<void> {
  const ofTool = (...args: readonly string[]): Promise<string[]> => resetLines(scene, READERS, ...args)
  const more = async (item: string): Promise<void> => {
    await app.getByRole('button', { name: 'More', exact: true }).click()
    await app.getByRole('menuitem', { name: item }).click()
  }
  await goTo(app, 'c', 'Consumer groups')

  await longStep('offsets copied from another group, where both have some', async () => {
    await menuOf(app, rowOf(app, 'Consumer groups', FOLLOWER), 'Reset offsets…')
    const form = app.getByRole('dialog', { name: `Reset offsets of ${FOLLOWER}` })
    await form.getByLabel('Move to').selectOption('group')
    await form.getByLabel('Group', { exact: true }).fill(READERS)
    await form.getByLabel('Only where this group has commits as well').check()
    await form.getByRole('button', { name: 'Move 2 partitions…' }).click()
    await confirmed(app, `as group ${READERS}`, `${READ}-0`, `${READ}-1`)
    expect(await committedBy(scene, FOLLOWER)).toEqual({ [`${READ}-0`]: 15, [`${READ}-1`]: 7 })
  })

  await openRow(app, 'Consumer groups', READERS)
  await test.step('offsets as a file: the lines of Kafka’s tool, which reads them', async () => {
    const file = await savedBy(started, folder, () => more('Export offsets as CSV'))
    expect((await readFile(file, 'utf8')).trim().split('\n')).toEqual(await ofTool('--to-current', '--all-topics'))
    expect(await ofTool('--from-file', file)).toHaveLength(4)
  })

  await test.step('offsets from a file that Kafka’s tool wrote', async () => {
    const lines = await ofTool('--shift-by', '-3', '--topic', READ)
    await app.keyboard.press('Shift+R')
    const form = app.getByRole('dialog', { name: `Reset offsets of ${READERS}` })
    await form.getByLabel('Move to').selectOption('file')
    await form.getByLabel('Lines').fill(lines.join('\n'))
    await form.getByRole('button', { name: 'Move 2 partitions…' }).click()
    await confirmed(app, 'from a file', '6 read again')
    expect(await ofTool('--to-current', '--topic', READ)).toEqual(lines)
  })

  await test.step('offsets of one topic deleted', async () => {
    await more('Delete offsets of a topic…')
    const form = app.getByRole('dialog', { name: `Delete offsets of ${READERS}` })
    await form.getByLabel(OTHER).check()
    await form.getByRole('button', { name: 'Delete…' }).click()
    await confirmed(app, '2 positions in 1 topic', `${OTHER}-0`, `${OTHER}-1`)
    expect(Object.keys(await committedBy(scene, READERS))).toEqual([`${READ}-0`, `${READ}-1`])
  })

  await test.step('the group deleted, and made again', async () => {
    const before = await committedBy(scene, READERS)
    await more('Delete group…')
    await confirmed(app, `Delete group ${READERS}`, 'positions are lost')
    expect((await scene.tool(GROUPS, '--list')).split('\n')).not.toContain(READERS)
    await takenBack(app, `Delete group ${READERS}`, READERS)
    expect(await committedBy(scene, READERS)).toEqual(before)
  })

  await test.step('a member removed that will not come back', async () => {
    await goTo(app, 'c', 'Consumer groups')
    await openRow(app, 'Consumer groups', STATIC)
    await app.getByRole('tab', { name: /^Members/ }).click()
    await expect(rowsOf(table(app, 'Members'))).toHaveCount(1)
    await menuOf(app, rowsOf(table(app, 'Members')), 'Remove member…')
    await confirmed(app, 'static-1', 'These are all its members')
    expect(await scene.tool(GROUPS, '--describe', '--group', STATIC, '--state')).toMatch(/Empty\s+0\s*$/m)
  })
}
