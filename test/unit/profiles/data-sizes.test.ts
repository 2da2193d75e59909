import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeFileSystem } from '../../../electron/core/lib/file-system.ts'
import { dataSizes } from '../../../electron/core/profiles/data-sizes.ts'
import { tempFolder } from '../../support/temp-folder.ts'

describe('24 how much room data takes', () => {
  it('each file counts once, to what it is of; copies beside what they are copies of', async () => {
    const folder = await tempFolder()
    const files: readonly (readonly [string, number])[] = [
      ['profiles.json', 100],
      ['profiles.json.1', 50],
      ['settings.json', 10],
      ['history/abc.db', 5_000],
      ['history/abc.db-wal', 500],
      ['history/r-1.db', 700],
      ['audit/2026-11.jsonl', 30],
      ['audit/acts/x.json', 3],
      ['logs/samsa.log', 20],
      ['else/deep/er.txt', 7],
    ]
    for (const [path, size] of files) {
      await mkdir(join(folder, path, '..'), { recursive: true })
      await writeFile(join(folder, path), 'x'.repeat(size))
    }
    const sizes = await dataSizes(nodeFileSystem, folder)
    expect(Object.fromEntries(sizes.map(({ store, bytes, files: n }) => [store, [bytes, n]]))).toEqual({
      history: [5_500, 2],
      recordings: [700, 1],
      profiles: [160, 3],
      activity: [33, 2],
      logs: [20, 1],
      other: [7, 1],
    })
    expect(sizes.map(({ bytes }) => bytes)).toEqual([5_500, 700, 160, 33, 20, 7])
    expect(sizes.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(files.reduce((sum, [, size]) => sum + size, 0))
  })

  it('a folder that is not there takes no room', async () => {
    expect(await dataSizes(nodeFileSystem, join(await tempFolder(), 'none'))).toEqual([])
  })
})
