import type { PayloadFormat } from '../../../shared/contract/messages.ts'
import { SchemaFile } from '../../../shared/contract/schemas.ts'
import { jsonOf } from '../../host/json-of.ts'
import type { Kept } from '../../ui/kept.ts'

export type Part = 'key' | 'value'
export type SchemaKind = SchemaFile['kind']

export const schemaKind = (format: PayloadFormat): SchemaKind | null => (format === 'avro' || format === 'protobuf' ? format : null)

export const blankSchema = (kind: SchemaKind): SchemaFile => ({ kind, text: '', references: [], message: null, framed: false })

const keyOf = (part: Part, kind: SchemaKind, cluster: string, topic: string): string => `schema.${part}.${kind}/${cluster}/${topic}`

/** What was given for this topic before. */
export function keptSchema(kept: Kept, part: Part, kind: SchemaKind, cluster: string, topic: string): SchemaFile | null {
  const text = kept.getItem(keyOf(part, kind, cluster, topic))
  return text === null ? null : (SchemaFile.safeParse(jsonOf(text)).data ?? null)
}

export function keepSchema(kept: Kept, part: Part, cluster: string, topic: string, schema: SchemaFile): void {
  kept.setItem(keyOf(part, schema.kind, cluster, topic), JSON.stringify(schema))
}

interface PickedFile {
  readonly name: string
  readonly text: string
}

const endOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Which of several files is the one, and by what names it knows the others: it is the one that no other imports. */
export function fromFiles(kind: SchemaKind, files: readonly PickedFile[]): Pick<SchemaFile, 'text' | 'references'> | null {
  const isUsed = ({ name, text }: PickedFile): boolean =>
    files.some(
      (other) =>
        other.name !== name &&
        (kind === 'protobuf' ? importsOf(other.text).some((path) => endOf(path) === name) : names(other, { name, text })),
    )
  const main = files.find((file) => !isUsed(file)) ?? files[0]
  if (main === undefined) return null
  const others = files.filter((file) => file !== main)
  const paths = files.flatMap(({ text }) => importsOf(text))
  const named = others.map(({ name, text }) => ({ name: paths.find((path) => endOf(path) === name) ?? name, text }))
  return { text: main.text, references: kind === 'avro' ? needsFirst(named) : named }
}

/** Those come first that others name. */
function needsFirst(files: readonly PickedFile[]): PickedFile[] {
  const done: PickedFile[] = []
  const visit = (file: PickedFile, above: readonly PickedFile[]): void => {
    if (done.includes(file) || above.includes(file)) return
    for (const other of files) if (other !== file && names(file, other)) visit(other, [...above, file])
    done.push(file)
  }
  for (const file of files) visit(file, [])
  return done
}

/** Whether an Avro schema names the type of another. */
const names = ({ text }: PickedFile, other: PickedFile): boolean => new RegExp(`"(?:[\\w.]+\\.)?${nameIn(other.text)}"`).test(text)

const importsOf = (text: string): string[] =>
  [...text.matchAll(/^\s*import\s+(?:public\s+|weak\s+)?["']([^"'\n]+)["']/gm)].map(([, path]) => path ?? '')

/** Its own name, without a namespace; only letters that a pattern takes as they are. */
const nameIn = (text: string): string => /"name"\s*:\s*"(?:[\w.]+\.)?(\w+)"/.exec(text)?.[1] ?? ' '
