import { readKeptJson, type KeptStorage } from './storage.ts'

/** What a form's written values look like, so that those of another version, or a damaged file, are not taken. */
export interface Shape<T> {
  safeParse(found: unknown): { readonly success: true; readonly data: T } | { readonly success: false }
}

/** Where an unsaved form is kept, and what it is about: one about something else does not get its values. */
export interface DraftPlace {
  readonly key: string
  readonly about: string
}

/** The host keeps no keys over 300, of which its window takes some; what is cut off stands in `about`. */
const KEY_CHARACTERS = 280
/** A file that was pasted into a form is not worth the place of all the others. */
const MOST_CHARACTERS = 100_000

/** Of a form of a cluster, by its name and the things that it is about. */
export function draftPlace(cluster: string, form: string, of: readonly string[]): DraftPlace {
  const about = JSON.stringify([cluster, form, ...of])
  return { key: `form.${[form, cluster, ...of].join('/')}`.slice(0, KEY_CHARACTERS), about }
}

/** Null: too long to be kept. */
export function draftText({ about }: DraftPlace, written: unknown): string | null {
  const text = JSON.stringify({ about, written })
  return text.length > MOST_CHARACTERS ? null : text
}

export interface FoundDraft<T> {
  readonly written: T
  readonly text: string
}

export function readDraft<T>(storage: Pick<KeptStorage, 'getItem'>, { key, about }: DraftPlace, shape: Shape<T>): FoundDraft<T> | null {
  const found = readKeptJson(storage, key)
  if (typeof found !== 'object' || found === null || !('about' in found) || !('written' in found) || found.about !== about) return null
  const read = shape.safeParse(found.written)
  return read.success ? { written: read.data, text: storage.getItem(key) ?? '' } : null
}
