import styles from './long-name.module.css'

/** Shorter ones fit nearly everywhere: they stay one plain text. */
const LONG = 14
const LEAST_END = 4
const MOST_END = 10
const USUAL_END = 7

/** Where the end of a name begins that is kept when it does not fit: at its last mark, if that is near the end. */
export function endOf(name: string): number {
  const mark = Math.max(...['-', '.', '_', ':', '/'].map((sign) => name.lastIndexOf(sign)))
  const length = name.length - mark
  return name.length - (mark > 0 && length >= LEAST_END && length <= MOST_END ? length : USUAL_END)
}

/**
 * A name that is cut in its middle where it does not fit, because its end often is what tells it from others. It stays one text for
 * whoever reads, finds, selects or copies it: the two halves that are seen are drawn beside it by the style.
 */
export function LongName({ children: name }: { readonly children: string }) {
  if (name.length <= LONG) return name
  const at = endOf(name)
  return (
    <span className={styles['name']} data-start={name.slice(0, at)} data-end={name.slice(at)}>
      <span className={styles['text']}>{name}</span>
    </span>
  )
}
