import { factOf } from './moments/json.ts'
import { asNumber, NOTE_MS, type SubjectRows } from './subjects.ts'

export const TOPIC_SCHEMA = `
  CREATE TABLE IF NOT EXISTS topic (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, last INTEGER NOT NULL);
`

/** Topics by the numbers that stand for them in packed blocks. */
export interface TopicNames {
  /** Undefined: no topic has that number. */
  name(id: number): string | undefined
}

export interface TopicNumbers extends TopicNames {
  /** Inside a transaction. @param end of the block that the number is written in */
  idFor(name: string, end: number): number
  forget(before: number): void
  /** Numbers made in a transaction that was taken back are not there. */
  clear(): void
}

/** Topics that blocks name by number; a name stays as long as a block may have it. */
export function createTopicNumbers(db: Pick<SubjectRows, 'get' | 'run'>): TopicNumbers {
  interface Known {
    readonly id: number
    last: number
  }
  let byName: Map<string, Known> | null = null
  let byId = new Map<number, string>()

  const all = (): Map<string, Known> => {
    if (byName !== null) return byName
    // As one answer: a row each costs ten times as much.
    const row = db.get('SELECT json_group_array(json_array(id, name, last)) AS found FROM topic', [])
    const found = row?.['found']
    const made = new Map<string, Known>()
    byId = new Map()
    // As the statement above makes it.
    for (const [id, name, last] of factOf(typeof found === 'string' ? found : '[]') as [number, string, number][]) {
      made.set(name, { id, last })
      byId.set(id, name)
    }
    byName = made
    return made
  }
  return {
    name(id) {
      all()
      return byId.get(id)
    },
    idFor(name, end) {
      const known = all().get(name)
      if (known === undefined) {
        const id = asNumber(db.run('INSERT INTO topic (name, last) VALUES (?, ?)', [name, end]).lastInsertRowid)
        all().set(name, { id, last: end })
        byId.set(id, name)
        return id
      }
      if (end - known.last > NOTE_MS) {
        known.last = end
        db.run('UPDATE topic SET last = ? WHERE id = ?', [end, known.id])
      }
      return known.id
    },
    forget(before) {
      db.run('DELETE FROM topic WHERE last < ?', [before])
      byName = null
    },
    clear: () => void (byName = null),
  }
}
