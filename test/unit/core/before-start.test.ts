import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { beforeStart } from '../../../electron/core/before-start.ts'
import { nodeFileSystem } from '../../../electron/core/lib/file-system.ts'
import { silentLog } from '../../../electron/core/lib/log.ts'
import { createSettings } from '../../../electron/core/profiles/settings.ts'
import { createTestClock } from '../../support/clock.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const open = (folder: string) => createSettings({ folder, fs: nodeFileSystem, clock: createTestClock(), platform: 'linux', log: silentLog })
const nowhere = { system: '/nowhere/policy.json', named: null }
const policy = (hardwareAcceleration: 'on' | 'off') =>
  JSON.stringify({ samsaPolicy: 1, by: 'the Kafka team', settings: { hardwareAcceleration } })

describe('24 what is known before the start', () => {
  it('is what was saved last', async () => {
    const folder = await tempFolder()
    expect(beforeStart(folder, nowhere)).toEqual({ hardwareAcceleration: 'on' })
    const settings = await open(folder)
    await settings.change({ hardwareAcceleration: 'off' })
    expect(beforeStart(folder, nowhere)).toEqual({ hardwareAcceleration: 'off' })
    await settings.change({ hardwareAcceleration: 'on' })
    expect(beforeStart(folder, nowhere)).toEqual({ hardwareAcceleration: 'on' })
  })

  it('a file that cannot be read is as Samsa comes', async () => {
    const folder = await tempFolder()
    await writeFile(join(folder, 'settings.json'), '{"magic":')
    expect(beforeStart(folder, nowhere)).toEqual({ hardwareAcceleration: 'on' })
  })

  it('what an administrator fixed holds, whatever was chosen', async () => {
    const folder = await tempFolder()
    await (await open(folder)).change({ hardwareAcceleration: 'off' })
    const [system, named] = [join(folder, 'system.json'), join(folder, 'named.json')]
    await writeFile(named, policy('on'))
    expect(beforeStart(folder, { system, named })).toEqual({ hardwareAcceleration: 'on' })
    // The system's own goes before one that a variable names, and says nothing of it here.
    await writeFile(system, JSON.stringify({ samsaPolicy: 1, by: 'the Kafka team' }))
    expect(beforeStart(folder, { system, named })).toEqual({ hardwareAcceleration: 'off' })
  })
})
