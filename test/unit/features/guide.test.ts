import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMarkdown } from '../../../renderer/features/guide/markdown.ts'
import { en } from '../../../renderer/text/en.ts'
import { shots } from '../../../build/screens/shots.ts'

const folder = join(import.meta.dirname, '../../../renderer/features/guide')
const features = join(folder, '..')
const pages = globSync('*.md', { cwd: join(folder, 'pages') }).map((file) => ({
  file,
  text: readFileSync(join(folder, 'pages', file), 'utf8'),
}))
const shown = pages.flatMap(({ text }) => readMarkdown(text)).flatMap((block) => (block.is === 'picture' ? [block.name] : []))
const pictures = globSync('*.webp', { cwd: join(folder, 'pictures') })

/** Every word of the catalogue of texts; those made by functions with a figure in each place. */
function words(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value === 'string') found.add(value.toLowerCase())
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) words(part, found)
  else if (typeof value === 'function')
    try {
      words((value as (...given: string[]) => unknown)('1', '1', '1'), found)
    } catch {
      // One that is given more than words: no name of a control.
    }
  return found
}

describe('the guide tells what is there', () => {
  it('each picture is there in both themes, and none that no page shows', () => {
    expect(shown.length).toBeGreaterThanOrEqual(8)
    for (const name of shown) for (const theme of ['light', 'dark']) expect(pictures).toContain(`${name}-${theme}.webp`)
    expect(pictures.filter((file) => !shown.some((name) => file.startsWith(`${name}-`)))).toEqual([])
  })

  it('each picture is one that `npm run screens -- --guide` takes anew', () => {
    const taken = shots.flatMap(({ guide }) => guide ?? [])
    expect(taken.toSorted()).toEqual([...new Set(shown)].toSorted())
  })

  it('pictures stay small: 120 KB each, 1.5 MB in all', () => {
    const sizes = pictures.map((file) => statSync(join(folder, 'pictures', file)).size)
    expect(Math.max(...sizes)).toBeLessThan(120_000)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000)
    for (const file of pictures)
      expect(
        readFileSync(join(folder, 'pictures', file))
          .subarray(8, 12)
          .toString(),
      ).toBe('WEBP')
  })

  it('every name of a control or state that it sets apart is one that the app shows', () => {
    const known = words(en)
    const named = pages.flatMap(({ file, text }) => [...text.matchAll(/_([^_\n]+)_/g)].map(([, name = '']) => ({ file, name })))
    expect(named.length).toBeGreaterThan(20)
    const unknown = named.filter(({ name }) => ![name, `${name}…`, name.replace(/…$/, '')].some((word) => known.has(word.toLowerCase())))
    expect(unknown).toEqual([])
  })

  it('every `g` chord that it names goes to a screen', () => {
    const keys = globSync('*/index.ts', { cwd: features }).flatMap(
      (file) => /rail: \{[^}]*key: '(\w)'/.exec(readFileSync(join(features, file), 'utf8'))?.[1] ?? [],
    )
    const named = pages.flatMap(({ text }) => [...text.matchAll(/`g (\w)`/g)].map(([, key]) => key))
    expect(named.length).toBeGreaterThan(3)
    expect(named.filter((key) => !keys.includes(key ?? ''))).toEqual([])
  })

  it('links of the README to the guide lead to a page', () => {
    const readme = readFileSync(join(folder, '../../../README.md'), 'utf8')
    for (const [, path = ''] of readme.matchAll(/\]\((renderer\/features\/guide[^)]*)\)/g))
      expect(existsSync(join(folder, '../../..', path)), path).toBe(true)
  })
})
