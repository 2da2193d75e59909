import { join } from 'node:path'
import { pino } from 'pino'
import { nodeFileSystem, type FileSystem } from './file-system.ts'
import { createLogFile } from './log-file.ts'
import { toLogValue } from './log-values.ts'
import type { Redactor } from './redact.ts'

/** Facts go into `about`; the message is a fixed sentence, so that the same event reads the same everywhere. */
export interface Log {
  info(message: string, about?: LogFacts): void
  warn(message: string, about?: LogFacts): void
  error(message: string, about?: LogFacts): void
}
export type LogLevel = 'error' | 'warn' | 'info'
export type LogFacts = Readonly<Record<string, unknown>>

export interface LogNeeds {
  readonly folder: string
  readonly redactor: Redactor
  readonly fs?: FileSystem
}

export const LOG_FOLDER = 'logs'

/** The log of the core: `logs/samsa.log` in the data folder. Every line passes the redactor, whoever wrote it. */
export function createLog({
  folder,
  redactor,
  fs = nodeFileSystem,
}: LogNeeds): Log & { flush(): Promise<void>; from(level: LogLevel): void } {
  const file = createLogFile(fs, join(folder, LOG_FOLDER, 'samsa.log'))
  const sink = { write: (line: string) => file.write(redactor.forOthers(line)) }
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) }, serializers: {} },
    sink,
  )
  const facts = (about: LogFacts | undefined): object => (about === undefined ? {} : { about: toLogValue(about) })
  return {
    info: (message, about) => logger.info(facts(about), message),
    warn: (message, about) => logger.warn(facts(about), message),
    error: (message, about) => logger.error(facts(about), message),
    flush: () => file.flush(),
    /** What is less grave is not written any more. */
    from: (level) => void (logger.level = level),
  }
}

/** For parts that are tried out alone. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }
