import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readInline, readMarkdown } from '../../../renderer/features/guide/markdown.ts'
import { pages } from '../../../renderer/features/guide/pages.ts'

describe('the guide', () => {
  it('reads headings, lists, tables, code and emphasis', () => {
    expect(
      readMarkdown(
        '# A `b`\n\nOne **two**\n_three_.\n\n1. x\n2. y\n\n| h | k |\n| --- | --- |\n| a | `b` |\n\n```\ncode\n\nmore\n```\n\n- z',
      ),
    ).toEqual([
      {
        is: 'heading',
        level: 1,
        text: [
          { is: 'text', text: 'A ' },
          { is: 'code', text: 'b' },
        ],
      },
      {
        is: 'paragraph',
        text: [
          { is: 'text', text: 'One ' },
          { is: 'strong', text: 'two' },
          { is: 'text', text: ' ' },
          { is: 'em', text: 'three' },
          { is: 'text', text: '.' },
        ],
      },
      { is: 'list', ordered: true, items: [[{ is: 'text', text: 'x' }], [{ is: 'text', text: 'y' }]] },
      {
        is: 'table',
        head: [[{ is: 'text', text: 'h' }], [{ is: 'text', text: 'k' }]],
        rows: [[[{ is: 'text', text: 'a' }], [{ is: 'code', text: 'b' }]]],
      },
      { is: 'code', text: 'code\n\nmore' },
      { is: 'list', ordered: false, items: [[{ is: 'text', text: 'z' }]] },
    ])
  })

  it('markup is text', () => expect(readInline('<b onclick="x">')).toEqual([{ is: 'text', text: '<b onclick="x">' }]))

  it('has every page that lies in its folder, each with a title, and no form that would be shown raw', () => {
    const folder = new URL('../../../renderer/features/guide/pages/', import.meta.url).pathname
    const files = globSync('*.md', { cwd: folder })
    expect(pages.map(({ id }) => `${id}.md`).toSorted()).toEqual(files.toSorted())
    for (const { title, text } of pages) {
      expect(title).not.toBe('')
      const shown = readMarkdown(text).filter(({ is }) => is !== 'code')
      expect(JSON.stringify(shown)).not.toMatch(/\*\*|```|\]\(|!\[/)
    }
    expect(readFileSync(`${folder}connect.md`, 'utf8')).toBe(pages[0]?.text)
  })
})
