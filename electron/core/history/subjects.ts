import { factOf } from './moments/json.ts'

export type SubjectKind = 'commits' | 'ends' | 'starts'

/** A group's commits, or a topic's log ends or starts. */
export interface Subject {
  readonly kind: SubjectKind
  readonly name: string
}

/** Of SQLite as much as is needed here. */
export interface SubjectRows {
  prepare(sql: string): { all(values: string[]): readonly Readonly<Record<string, unknown>>[]; finalize(): void }
  get(sql: string, values: string[]): Readonly<Record<string, unknown>> | null
  run(sql: string, values: (string | number)[]): { readonly lastInsertRowid: number | bigint }
}

export const asNumber = (value: unknown): number => (typeof value === 'bigint' ? Number(value) : typeof value === 'number' ? value : 0)

/** How much newer a subject's `last` may be than what is written of it. */
export const NOTE_MS = 3_600_000

/** Ids of subjects, kept in memory; `last` is written once an hour and subject. */
export function createSubjects(db: SubjectRows) {
  interface Known {
    readonly id: number
    readonly first: number
    last: number
  }
  const known = new Map<string, Known>()
  const dirty = new Set<Known>()
  /** By kind, in the order of their names; null: to be read again. */
  let names: ReadonlyMap<SubjectKind, ReadonlyMap<number, string>> | null = null
  const find = db.prepare('SELECT id, first, last FROM subject WHERE kind = ? AND name = ?')

  const look = ({ kind, name }: Subject): Known | null => {
    const key = `${kind} ${name}`
    const cached = known.get(key)
    if (cached) return cached
    // Read to its end: a statement that is not keeps the log from being emptied.
    const [row] = find.all([kind, name])
    if (!row) return null
    const found = { id: asNumber(row['id']), first: asNumber(row['first']), last: asNumber(row['last']) }
    known.set(key, found)
    return found
  }
  return {
    id: (subject: Subject): number | null => look(subject)?.id ?? null,
    first: (subject: Subject): number | null => look(subject)?.first ?? null,
    /** Ids and names of all of a kind, in the order of names. */
    named(kind: SubjectKind): ReadonlyMap<number, string> {
      const own = names?.get(kind) ?? namesIn(db, kind)
      names = new Map([...(names ?? []), [kind, own]])
      return own
    },
    idFor(subject: Subject, start: number, end: number): number {
      const there = look(subject)
      if (there) {
        if (end - there.last > NOTE_MS) {
          there.last = end
          dirty.add(there)
        }
        return there.id
      }
      names = null
      const { kind, name } = subject
      const made = db.run('INSERT INTO subject (kind, name, first, last) VALUES (?, ?, ?, ?)', [kind, name, start, end])
      const id = asNumber(made.lastInsertRowid)
      known.set(`${kind} ${name}`, { id, first: start, last: end })
      return id
    },
    /** Inside the transaction. */
    save(): void {
      for (const { id, last } of dirty) db.run('UPDATE subject SET last = ? WHERE id = ?', [last, id])
      dirty.clear()
    },
    clear(): void {
      names = null
      known.clear()
      dirty.clear()
    },
    close: (): void => find.finalize(),
  }
}

/** As one answer: a row each costs ten times as much. */
function namesIn(db: SubjectRows, kind: SubjectKind): ReadonlyMap<number, string> {
  const row = db.get(
    'SELECT json_group_array(id) AS ids, json_group_array(name) AS names FROM (SELECT id, name FROM subject WHERE kind = ? ORDER BY name)',
    [kind],
  )
  const [ids, names] = [row?.['ids'], row?.['names']].map((json) => factOf(typeof json === 'string' ? json : '[]') as unknown[]) // arrays, by their makers
  return new Map((ids ?? []).map((id, i) => [asNumber(id), String(names?.[i])]))
}
