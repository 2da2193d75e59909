import type { Page } from '@playwright/test'
import { expect } from '../../../support/hosts.ts'
import { goTo, rowsOf, table } from '../steps.ts'

interface Wanted {
  readonly goal: string
  /** Null: the goal asks for none. */
  readonly topic: string | null
  readonly throttle: string
  readonly moves: number
  /** Which brokers, where the goal asks for some: its label, and the one. */
  readonly brokers?: readonly [label: string, broker: number]
  /** Of kafka-reassign-partitions, where the goal is one. */
  readonly file?: string
}

/** The review of a plan: replicas by partition, as they are shown. Ends when it can be started. */
export async function reviewed(app: Page, { goal, topic, throttle, moves, brokers, file }: Wanted): Promise<number[][]> {
  await goTo(app, 'p', 'Reassignments')
  await app.getByRole('tab', { name: 'Plan' }).click()
  await app.getByLabel('Goal', { exact: true }).selectOption(goal)
  if (brokers)
    await app
      .getByRole('group', { name: brokers[0] })
      .getByRole('button', { name: String(brokers[1]), exact: true })
      .click()
  if (file !== undefined) await app.locator('input[type="file"]').setInputFiles(file)
  if (topic !== null) await app.getByLabel('Topics', { exact: true }).fill(topic)
  await app.getByLabel('Throttle, MiB/s').fill(throttle)
  const rows = rowsOf(table(app, 'Moves'))
  await expect(rows).toHaveCount(moves, { timeout: 30_000 })
  await expect(app.getByRole('button', { name: 'Start…' })).not.toHaveAttribute('aria-disabled')
  const shown = await rows.evaluateAll((all) =>
    all.map((row) => ({
      partition: row.querySelector('[data-column="partition"]')?.textContent ?? '',
      replicas: [...row.querySelectorAll('[data-kind="added"], [data-kind="stays"]')].map((each) =>
        Number(each.textContent.replace('+', '')),
      ),
    })),
  )
  return shown.toSorted((a, b) => (a.partition < b.partition ? -1 : 1)).map(({ replicas }) => replicas)
}
