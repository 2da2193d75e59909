/** The forms that the guide's pages use, and no more. */
export type Block =
  | { readonly is: 'heading'; readonly level: 1 | 2 | 3; readonly text: readonly Inline[] }
  | { readonly is: 'paragraph'; readonly text: readonly Inline[] }
  | { readonly is: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly is: 'code'; readonly text: string }
  /** A picture of the app, of which there is one a theme: `NAME-light.webp` and `NAME-dark.webp`. */
  | { readonly is: 'picture'; readonly name: string; readonly alt: string }
  | { readonly is: 'table'; readonly head: readonly (readonly Inline[])[]; readonly rows: readonly (readonly (readonly Inline[])[])[] }

export type Inline = { readonly is: 'text' | 'code' | 'strong' | 'em'; readonly text: string }

const marks = /`([^`]+)`|\*\*([^*]+)\*\*|_([^_]+)_/g

export function readInline(text: string): readonly Inline[] {
  const found: Inline[] = []
  let at = 0
  for (const match of text.matchAll(marks)) {
    if (match.index > at) found.push({ is: 'text', text: text.slice(at, match.index) })
    const [whole, code, strong, em] = match
    if (code !== undefined) found.push({ is: 'code', text: code })
    else if (strong !== undefined) found.push({ is: 'strong', text: strong })
    else found.push({ is: 'em', text: em ?? '' })
    at = match.index + whole.length
  }
  if (at < text.length) found.push({ is: 'text', text: text.slice(at) })
  return found
}

const cellsOf = (line: string): readonly (readonly Inline[])[] =>
  line
    .trim()
    .replaceAll(/^\||\|$/g, '')
    .split('|')
    .map((cell) => readInline(cell.trim()))

const picture = /^!\[([^\]]+)\]\(\.\.\/pictures\/([a-z-]+)-light\.webp\)$/
const item = /^(?:-|\d+\.)\s+/

/** Blocks are apart by an empty line; code by its fences. */
export function readMarkdown(text: string): readonly Block[] {
  const blocks: Block[] = []
  const parts = text.trim().split(/```\n([\s\S]*?)```/)
  for (const [at, part] of parts.entries()) {
    if (at % 2 === 1) blocks.push({ is: 'code', text: part.trimEnd() })
    else for (const block of part.split(/\n\s*\n/)) if (block.trim() !== '') blocks.push(readBlock(block.trim()))
  }
  return blocks
}

function readBlock(block: string): Block {
  const lines = block.split('\n')
  const [first = ''] = lines
  const heading = /^(#{1,3})\s+(.*)$/.exec(first)
  // The pattern lets one to three through.
  if (heading) return { is: 'heading', level: (heading[1] ?? '#').length as 1 | 2 | 3, text: readInline(heading[2] ?? '') }
  const [, alt, name] = picture.exec(block) ?? []
  if (alt !== undefined && name !== undefined) return { is: 'picture', name, alt }
  if (item.test(first)) {
    const items = lines.filter((line) => item.test(line)).map((line) => readInline(line.replace(item, '')))
    return { is: 'list', ordered: /^\d/.test(first), items }
  }
  if (first.startsWith('|')) return { is: 'table', head: cellsOf(first), rows: lines.slice(2).map(cellsOf) }
  return { is: 'paragraph', text: readInline(lines.join(' ')) }
}
