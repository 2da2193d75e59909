import { describe, expect, it } from 'vitest'
import { objections, type ReleaseFacts } from '../../../build/package/release-gate.ts'

const good: ReleaseFacts = {
  tag: 'v1.2.0',
  version: '1.2.0',
  electron: '45.4.1',
  openHoles: 0,
  lockChanged: false,
  installScripts: false,
  changelog: '# Changelog\n\n## 1.2.0\n\nNews.\n',
}

describe('A-16 what is released', () => {
  it('goes when all is well', () => expect(objections(good)).toEqual([]))

  it.each<[string, Partial<ReleaseFacts>, string]>([
    ['another tag', { tag: 'v1.2.1' }, 'tag'],
    ['a version that the changelog does not know', { changelog: '# Changelog' }, 'CHANGELOG'],
    ['an Electron out of support', { electron: '33.4.11' }, 'supported'],
    ['an open hole', { openHoles: 2 }, '2 known holes'],
    ['an audit that did not answer', { openHoles: null }, 'npm audit'],
    ['a changed lock file', { lockChanged: true }, 'package-lock.json'],
    ['install scripts', { installScripts: true }, 'Install scripts'],
  ])('stops at %s', (_what, more, said) => {
    expect(objections({ ...good, ...more })).toEqual([expect.stringContaining(said)])
  })
})
