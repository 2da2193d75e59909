import { join } from 'node:path'
import type { FileSystem } from './file-system.ts'
import { LOG_FILES } from './log-file.ts'

/** A line of the log as it was written. */
export interface LogLine {
  readonly at: number
  readonly level: 'info' | 'warn' | 'error'
  /** A fixed sentence. */
  readonly message: string
  /** The facts, as JSON; empty: none. */
  readonly about: string
}

/** The newest of a span; more would be more than somebody reads. */
export const MOST_LOG_LINES = 5_000
const LINES_A_STEP = 500

const TIME = /"time":"(\d{4}-\d\d-\d\dT[\d:.]+Z)"/

export interface LogSpan {
  readonly from: number
  readonly to: number
  /** Whether a line with these facts is wanted. */
  isWanted(about: unknown): boolean
}

/** Lines of a span, oldest first, in small steps: a log of 50 MB is looked through. What is no whole line is left out. */
export function* linesIn(texts: readonly string[], { from, to, isWanted }: LogSpan): Generator<undefined, readonly LogLine[]> {
  const found: LogLine[] = []
  let n = 0
  for (const text of texts)
    for (const raw of text.split('\n')) {
      if ((n += 1) % LINES_A_STEP === 0) yield
      const at = Date.parse(TIME.exec(raw)?.[1] ?? '')
      if (!(at >= from && at <= to)) continue
      const line = lineOf(raw, at, isWanted)
      if (line) found.push(line)
    }
  return found.slice(-MOST_LOG_LINES)
}

function lineOf(raw: string, at: number, isWanted: LogSpan['isWanted']): LogLine | null {
  try {
    const { level, msg, about } = JSON.parse(raw) as Readonly<Record<string, unknown>> // checked below
    if (typeof msg !== 'string' || (level !== 'info' && level !== 'warn' && level !== 'error') || !isWanted(about)) return null
    return { at, level, message: msg, about: about === undefined ? '' : JSON.stringify(about) }
  } catch {
    return null
  }
}

/** The files of the log, oldest first; one that cannot be read is left out. */
export async function logTexts(fs: Pick<FileSystem, 'read'>, folder: string): Promise<readonly string[]> {
  const path = join(folder, 'logs', 'samsa.log')
  const paths = Array.from({ length: LOG_FILES }, (_, n) => (n === 0 ? path : `${path}.${n}`)).toReversed()
  const read = await Promise.all(paths.map((each) => fs.read(each).catch(() => null)))
  return read.flatMap((bytes) => (bytes === null ? [] : [Buffer.from(bytes).toString('utf8')]))
}
