import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { en } from '../../../renderer/text/en.ts'

const folder = join(import.meta.dirname, '../../../electron/core/collectors')

it('the bottom bar has words for everything that is read', () => {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/^ {4}name: '(\w+)',$/gm)].map((found) => found[1]))
  expect(names.length).toBeGreaterThan(6)
  expect(new Set(Object.keys(en.app.jobs))).toEqual(new Set(names))
})
