import { expect, it } from 'vitest'
import { draftPlace } from '../../renderer/state/drafts.ts'
import { draft } from '../support/profile-draft.ts'
import { startTestCore } from '../support/test-core.ts'

it('C-09 unsaved forms go with their profile and come back with it', async () => {
  const core = await startTestCore()
  const { page } = core
  const { id } = await page.profiles.create({ draft: draft({ name: 'gone soon' }), secrets: {} })
  const { key } = draftPlace(id, 'topics.create', [])
  await page.host.keep({ key, value: 'a name that nobody shall read' })
  await page.host.keep({ key: 'samsa.table.topics', value: '[]' })
  const kept = async (): Promise<readonly string[]> => (await page.host.kept({})).entries.map((entry) => entry.key).sort()
  expect(await kept()).toEqual([key, 'samsa.table.topics'].sort())
  await page.profiles.remove({ id })
  expect(await kept()).toEqual(['samsa.table.topics'])
  await page.profiles.restore({ id })
  expect(await kept()).toEqual([key, 'samsa.table.topics'].sort())
  await core.stop()
})
