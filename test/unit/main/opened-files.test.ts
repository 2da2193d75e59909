import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recordingIn, uploadFile } from '../../../electron/main/opened-files.ts'
import type { SamsaHandlers } from '../../../shared/contract/index.ts'

describe('A-12 a recording that the system hands over', () => {
  let folder = ''
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'samsa-test-'))))
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('is the first argument that names one; switches, other files and links are not', () => {
    expect(recordingIn(['.', '--x=a.samsa', 'samsa://open/groups?profile=a', 'in cident.SAMSA', 'b.samsa'], '/home/you')).toBe(
      '/home/you/in cident.SAMSA',
    )
    expect(recordingIn(['--flag', 'a.samsa-profiles', 'b\0.samsa'], '/home/you')).toBeNull()
  })

  it('reaches the core whole, in pieces that it takes; a folder does not', async () => {
    const bytes = Buffer.from(Array.from({ length: 1_000_001 }, (_, i) => i % 251))
    const pieces: Buffer[] = []
    const recordings = {
      upload({ upload, piece }: { readonly upload: string | null; readonly piece: string }) {
        expect(upload).toBe(pieces.length === 0 ? null : 'u1')
        expect(piece.length).toBeLessThanOrEqual(700_000)
        pieces.push(Buffer.from(piece, 'base64'))
        return { upload: 'u1' }
      },
    } as unknown as SamsaHandlers['recordings'] // nothing else is asked
    const path = join(folder, 'a.samsa')
    await writeFile(path, bytes)
    expect(await uploadFile({ recordings }, path)).toBe('u1')
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true)
    await expect(uploadFile({ recordings }, folder)).rejects.toThrow('It is no file')
  })
})
