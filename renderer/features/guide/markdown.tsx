import { useMemo, type ReactNode } from 'react'
import { readMarkdown, type Block, type Inline } from './markdown.ts'
import { Picture } from './picture.tsx'
import styles from './style.module.css'

/** A page of the guide. */
export function Markdown({ text }: { readonly text: string }) {
  const blocks = useMemo(() => readMarkdown(text), [text])
  // Pages do not change while they are shown: a block's place is its name.
  return <article className={styles['article']}>{blocks.map((block, at) => draw(block, at))}</article>
}

function draw(block: Block, key: number): ReactNode {
  switch (block.is) {
    case 'heading':
      if (block.level === 1) return <h1 key={key}>{inline(block.text)}</h1>
      return block.level === 2 ? <h2 key={key}>{inline(block.text)}</h2> : <h3 key={key}>{inline(block.text)}</h3>
    case 'paragraph':
      return <p key={key}>{inline(block.text)}</p>
    case 'code':
      return <pre key={key}>{block.text}</pre>
    case 'picture':
      return <Picture key={key} name={block.name} alt={block.alt} />
    case 'list': {
      const items = block.items.map((item, at) => <li key={at}>{inline(item)}</li>)
      return block.ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>
    }
    case 'table':
      return (
        <table key={key}>
          <thead>
            <tr>
              {block.head.map((cell, at) => (
                <th key={at} scope="col">
                  {inline(cell)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row, at) => (
              <tr key={at}>
                {row.map((cell, column) => (
                  <td key={column}>{inline(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
  }
}

const inline = (parts: readonly Inline[]): ReactNode =>
  parts.map(({ is, text }, at) => {
    switch (is) {
      case 'code':
        return <code key={at}>{text}</code>
      case 'strong':
        return <strong key={at}>{text}</strong>
      case 'em':
        return <em key={at}>{text}</em>
      case 'text':
        return text
    }
  })
