/** A file that somebody chose, as JSON; undefined: it is none. What is in it is still anything. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
