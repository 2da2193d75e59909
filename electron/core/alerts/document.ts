import { AppError } from '../../../shared/errors/error.ts'
import { createChanges, type Changes } from '../lib/changes.ts'
import type { Json } from '../lib/envelope.ts'
import type { FileNeeds } from '../lib/files.ts'
import { openGenerations, type Found } from '../lib/generations.ts'
import { createInOrder } from '../lib/in-order.ts'
import type { Log } from '../lib/log.ts'

/** A stored value that is kept whole: what is in memory is what the disk has, or says why it has not. */
export interface Document<T> {
  current(): T
  problems(): readonly AppError[]
  /** One after the other. Fails with `files.notSaved` or `files.newer`, and then nothing has changed. */
  change(next: (before: T) => T): Promise<void>
  onChange: Changes['listen']
}

export interface DocumentKind<T> {
  readonly magic: string
  readonly version: number
  /** From what was stored, leaving out what does not fit; undefined: nothing was. */
  read(payload: Json | undefined): T
  write(value: T): Json
}

export async function openDocument<T>(
  { fs, clock, platform, log }: FileNeeds & { readonly log: Log },
  path: string,
  kind: DocumentKind<T>,
): Promise<Document<T>> {
  const generations = await openGenerations({ fs, clock, platform, path, magic: kind.magic, schemaVersion: kind.version })
  const inOrder = createInOrder()
  const changes = createChanges()
  let value = kind.read(generations.found.payload)
  const problems = problemsOf(path, generations.found, kind.version)
  if (problems.length > 0) log.warn('A file about alerts has problems', { problems })
  return {
    current: () => value,
    problems: () => problems,
    onChange: changes.listen,
    change: (next) =>
      inOrder(async () => {
        const after = next(value)
        if (after === value) return
        await generations.save(kind.write(after))
        value = after
        changes.tell()
      }),
  }
}

function problemsOf(path: string, { state, schemaVersion, why, kept, used }: Found, known: number): readonly AppError[] {
  const file = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
  if (state === 'newer') return [new AppError('files.newer', { file, version: schemaVersion, known })]
  if (state === 'unreadable') return [new AppError('alerts.reset', { file, why, kept })]
  if (state !== 'older' || used === null) return []
  return [new AppError('files.olderCopy', { file, used: used.file, savedAt: used.savedAt, kept, why })]
}
