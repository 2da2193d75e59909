import { AppError } from '../../../../shared/errors/error.ts'

export interface SchemaOfRegistry {
  readonly kind: 'avro' | 'protobuf' | 'json'
  readonly text: string
  /** All that it refers to, and what those do, by the name under which it is known there; those first that others need. */
  readonly references: readonly { readonly name: string; readonly text: string }[]
}

export interface Reference {
  /** Protobuf: as it is imported. Avro: the name of the type. */
  readonly name: string
  readonly subject: string
  readonly version: number
}

export interface ReferringSchema {
  readonly kind: SchemaOfRegistry['kind']
  readonly text: string
  readonly refers: readonly Reference[]
}

/** As many files, characters and levels as a schema of the user may have. */
const MOST_FILES = 50
const MOST_CHARACTERS = 400_000
const DEEPEST = 20

/** A schema with all that it refers to, each asked for once. Fails with `registry.tooMuch`, or as `follow` does. */
export async function withReferences(
  { kind, text, refers }: ReferringSchema,
  follow: (reference: Reference) => Promise<ReferringSchema>,
  about: { readonly address: string; readonly what: string },
): Promise<SchemaOfRegistry> {
  const found = new Map<string, string>()
  const seen = new Set<string>()
  let characters = text.length
  const tooMuch = (limit: string): AppError => new AppError('registry.tooMuch', { ...about, limit })
  const visit = async (references: readonly Reference[], depth: number): Promise<void> => {
    if (depth > DEEPEST) throw tooMuch(`${DEEPEST} levels deep`)
    for (const reference of references) {
      if (seen.has(reference.name)) continue
      seen.add(reference.name)
      if (seen.size > MOST_FILES) throw tooMuch(`${MOST_FILES} schemas`)
      const schema = await follow(reference)
      characters += schema.text.length
      if (characters > MOST_CHARACTERS) throw tooMuch(`${MOST_CHARACTERS} characters`)
      await visit(schema.refers, depth + 1)
      found.set(reference.name, schema.text)
    }
  }
  if (characters > MOST_CHARACTERS) throw tooMuch(`${MOST_CHARACTERS} characters`)
  await visit(refers, 1)
  return { kind, text, references: [...found].map(([name, file]) => ({ name, text: file })) }
}
