import { describe, expect, it } from 'vitest'
import { draft } from '../support/profile-draft.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { must, seeView, startTestCore, type TestCore } from '../support/test-core.ts'

const PASSPHRASE = 'correct horse battery staple'
const PIECE = 300_000

async function fileOf({ page }: TestCore, passphrase: string | null): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const { piece } of page.backups.make({ recordings: true, history: true, passphrase }))
    pieces.push(Buffer.from(piece, 'base64'))
  return Buffer.concat(pieces)
}

async function uploaded({ page }: TestCore, file: Buffer): Promise<string> {
  let upload: string | null = null
  for (let at = 0; at < file.length; at += PIECE) {
    const answer: { upload: string } = await page.recordings.upload({ upload, piece: file.subarray(at, at + PIECE).toString('base64') })
    upload = answer.upload
  }
  return upload ?? ''
}

async function shown(core: TestCore) {
  const profiles = seeView(core.page.profiles.list, {}, 'id')
  const settings = seeView(core.page.host.settings, {}, 'id')
  await profiles.until(({ about }) => about.state === 'live', 'profiles were told')
  await settings.until(({ rows }) => rows.size > 0, 'settings were told')
  profiles.close()
  settings.close()
  return { names: [...profiles.rows.values()].map(({ name }) => name), theme: must(settings.rows.get('settings')).settings.theme }
}

describe('24 a running core', () => {
  it('is backed up, takes a backup at its next start, with its recordings, and goes back', { timeout: 120_000 }, async () => {
    const dataFolder = await tempFolder()
    let core = await startTestCore({ dataFolder })
    await core.page.profiles.create({ draft: draft({ name: 'one' }), secrets: { saslPassword: 'secret' } })
    await core.page.host.saveSettings({ theme: 'dark' })
    const { id: sample } = await core.page.recordings.sample({})
    // What is open in the worker is in the file whole.
    const before = await core.page.recordings.preview({ id: sample, groups: null, anonymise: false, logs: false })
    const file = await fileOf(core, PASSPHRASE)
    await core.page.recordings.remove({ id: sample })
    await core.page.host.saveSettings({ theme: 'light' })
    await core.page.profiles.create({ draft: draft({ name: 'two' }), secrets: {} })

    await expect(core.page.backups.open({ upload: await uploaded(core, file), passphrase: 'something else' })).rejects.toMatchObject({
      code: 'backup.passphrase',
    })
    const preview = await core.page.backups.open({ upload: await uploaded(core, file), passphrase: PASSPHRASE })
    expect(preview).toMatchObject({ secrets: 1, profiles: [{ name: 'one', observes: false }] })
    await core.page.backups.restore({ opened: preview.opened, parts: preview.parts.map(({ part }) => part) })
    expect((await core.page.backups.state({})).waits).toEqual({ parts: preview.parts.map(({ part }) => part), back: false })
    expect(await shown(core)).toEqual({ names: ['one', 'two'], theme: 'light' })
    await core.stop()

    core = await startTestCore({ dataFolder })
    expect(await shown(core)).toEqual({ names: ['one'], theme: 'dark' })
    // When a preview is made stands in what it packs: the size differs by as much as the digits of that time pack differently.
    const after = await core.page.recordings.preview({ id: sample, groups: null, anonymise: false, logs: false })
    expect(after).toEqual({ ...before, bytes: after.bytes })
    expect(Math.abs(after.bytes - before.bytes)).toBeLessThan(16)
    const { formers, waits } = await core.page.backups.state({})
    expect(waits).toBeNull()
    await core.page.backups.goBack({ id: must(formers[0]).id })
    await core.stop()

    core = await startTestCore({ dataFolder })
    expect(await shown(core)).toEqual({ names: ['one', 'two'], theme: 'light' })
    expect(core.defects).toEqual([])
    await core.stop()
  })
})
