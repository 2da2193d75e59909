/**
 * The process that is killed: saves profiles and settings without a pause and says on standard output which save was acknowledged.
 * With `plain` it writes as programs usually do, which shows that the loop finds what it looks for.
 */
import { writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { encodeEnvelope } from '../../electron/core/lib/envelope.ts'
import { nodeFileSystem } from '../../electron/core/lib/file-system.ts'
import { prepareFolder } from '../../electron/core/lib/files.ts'
import { silentLog } from '../../electron/core/lib/log.ts'
import { createRedactor } from '../../electron/core/lib/redact.ts'
import { createProfiles } from '../../electron/core/profiles/profiles.ts'
import { createSettings } from '../../electron/core/profiles/settings.ts'
import { draft } from '../support/profile-draft.ts'
import { fakeKeychain } from '../support/fake-keychain.ts'
import { settingsOf } from './kill-loop-settings.ts'

const [mode, folder = '', start = '0'] = process.argv.slice(2)

// What is killed writes no cache at its end: the next child would compile its sources anew.
flushCompileCache()

/** A synchronous write: acknowledged means that the parent has it, whatever happens next. */
const say = (line: string): void => void writeSync(1, `${line}\n`)

async function savePlain(): Promise<never> {
  for (let n = Number(start); ; n += 1) {
    const payload = { text: `${n} `.repeat(60_000) }
    await writeFile(join(folder, 'profiles.json'), encodeEnvelope({ magic: 'samsa.profiles', schemaVersion: 1, seq: n, payload }))
    say(`profiles ${n}`)
  }
}

async function saveWell(): Promise<never> {
  const needs = { folder, fs: nodeFileSystem, clock: systemClock, platform: process.platform, log: silentLog }
  await prepareFolder(needs, folder)
  const profiles = await createProfiles({ ...needs, keychain: fakeKeychain(), redactor: createRedactor() })
  const settings = await createSettings(needs)
  const first = profiles.list()[0]?.id ?? (await profiles.create(draft({ name: 'first' }), {}))
  say('ready')
  const saveProfiles = async (): Promise<never> => {
    for (let n = Number(start); ; n += 1) {
      await profiles.update(first, draft({ notes: `${n} ${'x'.repeat(15_000)}` }), { saslPassword: `password ${n}` })
      say(`profiles ${n}`)
    }
  }
  const saveSettings = async (): Promise<never> => {
    for (let n = Number(start); ; n += 1) {
      await settings.change(settingsOf(n))
      say(`settings ${n}`)
    }
  }
  return Promise.race([saveProfiles(), saveSettings()])
}

await (mode === 'plain' ? savePlain() : saveWell())
