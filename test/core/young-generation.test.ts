import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { YOUNG_GENERATION_BYTES } from '../../electron/core/lib/young-generation.ts'

const program = fileURLToPath(new URL('../support/figures/young-process.ts', import.meta.url))

/** How large the space for new objects was at most, in bytes, in a process of its own. */
async function mostOf(how: 'held' | 'free'): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, how])
  return Number(stdout)
}

describe('pauses of the garbage collector', () => {
  it('stay short because the space for new objects stays small, however much lives in it', async () => {
    expect(await mostOf('held')).toBeLessThanOrEqual(YOUNG_GENERATION_BYTES)
    expect(await mostOf('free')).toBeGreaterThan(YOUNG_GENERATION_BYTES)
  })
})
