import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './sources.ts'

/** The compiler is a fence: each world has its own globals. The files in `fences/` must not compile, each for the stated reasons. */

function compile(world: string): Promise<string> {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  return new Promise((resolve) => {
    execFile(process.execPath, [tsc, '-p', join(root, 'test/architecture/fences', world)], { cwd: root }, (_error, stdout) =>
      resolve(stdout),
    )
  })
}

describe('compiler fences', () => {
  it.each([
    ['renderer', ["'node:fs'", "'process'"]],
    ['preload', ["'node:fs'"]],
    ['electron', ["'document'", "'window'"]],
    ['shared', ["'document'", "'process'"]],
  ])('what does not belong in %s does not compile', async (world, names) => {
    const complaints = (await compile(world)).split('\n').filter((line) => line.includes('error TS'))
    expect(complaints).toHaveLength(names.length)
    for (const [i, name] of names.entries()) expect(complaints[i]).toMatch(new RegExp(`Cannot find (module|name) ${name}`))
  })
})
