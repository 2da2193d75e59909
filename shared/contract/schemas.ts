import * as z from 'zod'

const MOST_CHARACTERS = 400_000
const Text = z.string().max(MOST_CHARACTERS, 'At most 400,000 characters')

/** A schema that the user gave: the text of an .avsc or a .proto file, with those that it refers to. */
export const SchemaFile = z
  .strictObject({
    kind: z.enum(['avro', 'protobuf']),
    text: Text.min(1, 'Choose a file, or paste the schema'),
    /** Protobuf: by the name of their import. Avro: those first that others need. */
    references: z.array(z.strictObject({ name: z.string().min(1).max(300), text: Text })).max(50, 'At most 50 files'),
    /** Which message of a .proto file, in full; null: the first. */
    message: z.string().min(1).max(1_000).nullable(),
    /** A registry's schema id stands before the bytes. */
    framed: z.boolean(),
  })
  .refine(({ text, references }) => references.reduce((sum, file) => sum + file.text.length, text.length) <= MOST_CHARACTERS, {
    path: ['references'],
    error: 'At most 400,000 characters in all',
  })
export type SchemaFile = z.infer<typeof SchemaFile>

/** By which schema keys or values are written. */
export const WriteSchema = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('file'),
    schema: SchemaFile,
    /** Stands before the bytes, behind a byte 0, as a registry's serializer writes it; null: nothing does. */
    id: z.int().min(0, 'A whole number from 0 on').max(2_147_483_647, 'At most 2,147,483,647').nullable(),
  }),
  /** The newest of a subject, with its id before the bytes. */
  z.strictObject({
    by: z.literal('registry'),
    subject: z.string().trim().min(1, 'Write the subject').max(500, 'At most 500 characters'),
    /** Which message of a .proto file, in full; null: the first. */
    message: z.string().min(1).max(1_000).nullable(),
  }),
])
export type WriteSchema = z.infer<typeof WriteSchema>

/** By which schema a payload was read, or was to be. */
export const SchemaUsed = z.strictObject({
  /** In the registry; null: it was not asked. */
  id: z.int().nullable(),
  /** Of the record or message; empty: it has none. */
  name: z.string(),
})
export type SchemaUsed = z.infer<typeof SchemaUsed>

/** What a schema describes, or why it cannot be used. */
export const SchemaNames = z.strictObject({ names: z.array(z.string()), problem: z.string().nullable() })
export type SchemaNames = z.infer<typeof SchemaNames>
