import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '../../../support/hosts.ts'
import { goTo, rowsOf, table } from '../steps.ts'
import { savedBy, TOPICS } from './scene.ts'
import type { Stage } from './stage.ts'

const THEIRS = 'real.theirs'

/** Somebody else makes a topic, once the first reading is kept: what others do is told from then on. */
export async function othersAct({ scene, folder }: Stage): Promise<void> {
  await expect.poll(() => readdir(join(folder, 'surveys')).catch(() => []), { timeout: 30_000 }).not.toEqual([])
  await scene.tool(TOPICS, '--create', '--topic', THEIRS, '--partitions', '1', '--replication-factor', '1')
}

export async function whatTheLogSays({ app, started, folder }: Stage): Promise<void> {
  await goTo(app, 'h', 'Activity')
  const seen = rowsOf(table(app, 'Activity'))

  await test.step('what Kafka’s tools did is told as someone else’s, and nothing that was done here is', async () => {
    await app.getByRole('button', { name: 'Someone else’s' }).click()
    await expect(seen.filter({ hasText: `Topic ${THEIRS} was created` })).toHaveCount(1, { timeout: 90_000 })
    await expect(seen).toHaveCount(1)
    await app.getByRole('button', { name: 'Someone else’s' }).click()
  })

  await test.step('the chain of hashes is checked, and all of it is exported', async () => {
    await app.getByRole('button', { name: 'Verify' }).click()
    await expect(app.getByText(/^\d+ entries in 1 file are as they were written/)).toBeVisible({ timeout: 20_000 })
    const file = await savedBy(started, folder, () => app.getByRole('button', { name: 'Export', exact: true }).click())
    const text = await readFile(file, 'utf8')
    const lines = text.trim().split('\n')
    expect(lines.length).toBeGreaterThan(10)
    for (const line of lines) expect(() => void JSON.parse(line)).not.toThrow()
    for (const what of ['User:ada', 'producer_byte_rate', 'SCRAM-SHA-512']) expect(text).toContain(what)
    expect(text).not.toContain('sesame')
  })
}
