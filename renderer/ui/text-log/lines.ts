export type Level = 'error' | 'warn' | 'info' | 'quiet'

export interface LogLine {
  readonly text: string
  readonly level: Level
}

const marks: readonly (readonly [RegExp, Level])[] = [
  [/\b(FATAL|ERROR|SEVERE)\b/, 'error'],
  [/\bWARN(ING)?\b/, 'warn'],
  [/\b(DEBUG|TRACE)\b/, 'quiet'],
  [/\bINFO\b/, 'info'],
  // glog, as Mesos writes it: `E1123 12:58:01.204`.
  [/^[EF]\d{4} /, 'error'],
  [/^W\d{4} /, 'warn'],
]
const continues = /^(\s+at |\s+\.\.\. \d+ more|Caused by: |\s|[a-z][\w$]*(\.[\w$]+)+(Exception|Error)\b)/

/** Lines with their level; a stack trace belongs to the line that it follows. Only the head of a line names its level. */
export function logLines(text: string): readonly LogLine[] {
  if (text === '') return []
  let last: Level = 'info'
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => {
      const found = marks.find(([mark]) => mark.test(line.slice(0, 80)))?.[1]
      if (found === undefined && continues.test(line)) return { text: line, level: last }
      last = found ?? 'info'
      return { text: line, level: last }
    })
}

/** Places of the lines that hold the words, whatever their case. Nothing searched for: none. */
export function found(lines: readonly LogLine[], words: string): readonly number[] {
  const wanted = words.trim().toLowerCase()
  if (wanted === '') return []
  return lines.flatMap(({ text }, at) => (text.toLowerCase().includes(wanted) ? [at] : []))
}
