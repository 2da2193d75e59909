/** JSON text with line breaks and two blanks a level, as it is otherwise: nothing is parsed, so nothing is rounded or reordered. */
export function prettyJson(text: string): string {
  let out = ''
  let level = 0
  let quoted = false
  const line = (): string => `\n${'  '.repeat(Math.max(0, level))}`
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? ''
    if (quoted) {
      out += char
      if (char === '\\') out += text[++i] ?? ''
      else if (char === '"') quoted = false
      continue
    }
    if (/\s/.test(char)) continue
    if (char === '"') quoted = true
    if (char === '{' || char === '[') {
      const rest = text.slice(i + 1).match(/^\s*([}\]])/)
      if (rest) {
        out += char + (rest[1] ?? '')
        i += rest[0].length
        continue
      }
      level++
      out += char + line()
    } else if (char === '}' || char === ']') {
      level--
      out += line() + char
    } else if (char === ',') out += char + line()
    else out += char === ':' ? ': ' : char
  }
  return out
}
