import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { expect, test } from '../../../support/hosts.ts'
import { menuOf } from '../change-steps.ts'
import { cell, goTo, rowOf, rowsOf } from '../steps.ts'
import { committedBy, confirmed, resetLines, takenBack, type RealScene } from './scene.ts'
import { longStep, type Stage } from './stage.ts'

const TOPIC = 'real.reset'
const GROUP = 'real.resetters'
const OTHER = 'real.others'
const SECONDS = 100
/** Of the first record; one follows a second. */
const began = Math.floor(Date.now() / 1000) * 1000 - 600_000

export async function resetsStand({ ask }: RealScene): Promise<void> {
  const partitions = [0, 1, 2]
  await ask({ do: 'createTopics', topics: [{ name: TOPIC, partitions: 3, replication: 3 }] })
  await ask({ do: 'produce', topic: TOPIC, partitions, count: SECONDS, firstTimestamp: began, step: 1_000 })
  // One that begins later: what is before it is clamped.
  await ask({ do: 'deleteRecords', topic: TOPIC, partition: 1, before: 20 })
  await commit(ask, GROUP, [30, 60, 90])
  await commit(ask, OTHER, [77, 33, 11])
}

const commit = (ask: RealScene['ask'], group: string, offsets: readonly number[]): Promise<unknown> =>
  ask({ do: 'commit', group, offsets: offsets.map((offset, partition) => ({ topic: TOPIC, partition, offset })) })

const pad = (n: number): string => String(n).padStart(2, '0')
/** A moment as the field has it: in the zone of this computer. */
function fieldOf(at: number): string {
  const d = new Date(at)
  return `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}T${pad(d.getHours())}:${pad(d.getMinutes())}:${pad(d.getSeconds())}`
}

interface Mode {
  readonly title: string
  readonly target: string
  /** Label and value of the field that it needs. */
  readonly field?: readonly [label: string, value: string]
  /** What Kafka's tool is asked; none: it knows no such mode, and the offsets are those. */
  readonly tool: readonly string[] | readonly number[]
}

const modes = (file: string): readonly Mode[] => [
  { title: 'the start of the log', target: 'earliest', tool: ['--to-earliest'] },
  { title: 'the end of the log', target: 'latest', tool: ['--to-latest'] },
  {
    title: 'a moment',
    target: 'time',
    field: ['Moment', fieldOf(began + 45_000)],
    tool: ['--to-datetime', new Date(began + 45_000).toISOString().replace('Z', '')],
  },
  // So long ago that it is before all records whenever exactly it is asked.
  { title: 'some time ago', target: 'ago', field: ['How long ago', '2 h'], tool: ['--by-duration', 'PT2H'] },
  { title: 'an offset, clamped', target: 'offset', field: ['Offset', '5'], tool: ['--to-offset', '5'] },
  { title: 'back', target: 'shift', field: ['By how many records', '-45'], tool: ['--shift-by', '-45'] },
  { title: 'forward', target: 'shift', field: ['By how many records', '7'], tool: ['--shift-by', '7'] },
  { title: 'where it stands', target: 'current', tool: ['--to-current'] },
  { title: 'as another group', target: 'group', field: ['Group', OTHER], tool: [77, 33, 11] },
  { title: 'from a file', target: 'file', field: ['Lines', `${TOPIC},0,1\n${TOPIC},1,22\n${TOPIC},2,3`], tool: ['--from-file', file] },
]

/** Offsets of the preview, by partition. */
async function previewed(form: Locator): Promise<number[]> {
  const rows = rowsOf(form.getByRole('grid', { name: 'What would move' }))
  await expect(rows).toHaveCount(3)
  const [partitions, next] = await Promise.all([cell(rows, 'partition').allInnerTexts(), cell(rows, 'next').allInnerTexts()])
  return partitions
    .map((partition, i) => ({ partition: Number(partition), next: Number(next[i]) }))
    .toSorted((a, b) => a.partition - b.partition)
    .map((row) => row.next)
}

export async function everyReset({ scene, app, folder }: Stage): Promise<void> {
  const file = join(folder, 'offsets.csv')
  await writeFile(file, `${TOPIC},0,1\n${TOPIC},1,22\n${TOPIC},2,3\n`)
  const before = [30, 60, 90]
  const stands = async (): Promise<number[]> => {
    const told = await committedBy(scene, GROUP)
    return [0, 1, 2].map((partition) => told[`${TOPIC}-${partition}`] ?? -1)
  }
  const ofTool = async (args: Mode['tool']): Promise<number[]> => {
    if (args.every((each) => typeof each === 'number')) return [...args]
    const of = args[0] === '--from-file' ? [] : ['--topic', TOPIC]
    return (await resetLines(scene, GROUP, ...args.map(String), ...of)).map((line) => Number(line.split(',')[2]))
  }
  const open = async (): Promise<Locator> => {
    await goTo(app, 'c', 'Consumer groups')
    await menuOf(app, rowOf(app, 'Consumer groups', GROUP), 'Reset offsets…')
    return app.getByRole('dialog', { name: `Reset offsets of ${GROUP}` })
  }
  const choose = async (form: Locator, { target, field }: Pick<Mode, 'target' | 'field'>): Promise<void> => {
    await form.getByLabel('Move to').selectOption(target)
    if (field) await form.getByLabel(field[0], { exact: true }).fill(field[1])
  }
  const all = modes(file)
  const shownAs = async (form: Locator, mode: Mode): Promise<number[]> => {
    const wanted = await ofTool(mode.tool)
    await choose(form, mode)
    await expect.poll(() => previewed(form), { message: mode.title, timeout: 20_000 }).toEqual(wanted)
    return wanted
  }
  const applied = async (form: Locator, n: number, ...says: readonly string[]): Promise<void> => {
    await form.getByRole('button', { name: `Move ${n} partition${n === 1 ? '' : 's'}…` }).click()
    await confirmed(app, GROUP, ...says)
  }

  /** When it stood as it did at first, as Samsa recorded it. */
  let recordedAt = 0
  await test.step('every mode is previewed as Kafka’s tool would do it', async () => {
    const form = await open()
    for (const mode of all) await shownAs(form, mode)
    await expect(async () => {
      const at = Math.floor(Date.now() / 1000) * 1000
      await choose(form, { target: 'recorded', field: ['Moment', fieldOf(at)] })
      expect(await previewed(form)).toEqual(before)
      recordedAt = at
    }).toPass({ timeout: 60_000 })
    await app.keyboard.press('Escape')
    await app.getByRole('button', { name: 'Discard' }).click()
  })

  const doneAndUndone = async (mode: Mode): Promise<void> => {
    const form = await open()
    const wanted = await shownAs(form, mode)
    await applied(form, wanted.filter((offset, p) => offset !== before[p]).length)
    expect(await stands()).toEqual(wanted)
    await takenBack(app, GROUP, GROUP)
    expect(await stands()).toEqual(before)
  }
  for (const mode of all.filter(({ target }) => target !== 'current')) {
    const act = (): Promise<void> => doneAndUndone(mode)
    if (mode.target === 'time') await test.step(`${mode.title}: it stands as shown, and again as before`, act)
    else await longStep(`${mode.title}: it stands as shown, and again as before`, act)
  }

  await test.step('as it was recorded at a moment', async () => {
    await commit(scene.ask, GROUP, [1, 21, 2])
    const form = await open()
    await choose(form, { target: 'recorded', field: ['Moment', fieldOf(recordedAt)] })
    await expect.poll(() => previewed(form), { timeout: 20_000 }).toEqual(before)
    await applied(form, 3, 'as recorded at')
    expect(await stands()).toEqual(before)
  })

  await test.step('a group that begins to run is refused, and its members are named', async () => {
    const form = await open()
    await form.getByLabel('Move to').selectOption('earliest')
    await expect(form.getByRole('button', { name: 'Move 3 partitions…' })).not.toHaveAttribute('aria-disabled')
    const member = { name: GROUP, group: GROUP, topics: [TOPIC], config: { 'client.id': 'reset-member' }, commit: false }
    await scene.ask({ do: 'startConsumer', ...member })
    await expect(form.getByText(/The group is running with 1 member.*reset-member on 127\.0\.0\.1/)).toBeVisible({ timeout: 30_000 })
    await expect(form.getByRole('button', { name: 'Move 3 partitions…' })).toHaveAttribute('aria-disabled', 'true')
    await scene.ask({ do: 'stopConsumer', name: GROUP })
    expect(await stands()).toEqual(before)
  })
}
