import { readFileSync, globSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'

export const root = join(import.meta.dirname, '../..')

export interface Import {
  /** As written: './x.ts', 'zod', 'node:fs'. */
  readonly specifier: string
  /** File from the root for a relative import, else null. */
  readonly file: string | null
  readonly line: number
  /** Nothing of it is there when the program runs. */
  readonly types: boolean
}

export interface Source {
  /** From the root, with forward slashes. */
  readonly file: string
  readonly text: string
  readonly lines: number
  readonly imports: readonly Import[]
}

const isProduct = (file: string): boolean => /^(shared|electron|renderer)\//.test(file)

/** Reads every import of a file: static, re-export, dynamic and in types. In product code an import
 * that cannot be read is an error. */
export function readSource(file: string, text: string): Source {
  const parsed = parseSync(file, text)
  const broken = parsed.errors[0]
  if (broken) throw new Error(`${file} does not parse: ${broken.message}`)
  const found: { value: string; start: number; types: boolean }[] = []
  const ofTypes = (entries: readonly { readonly isType: boolean }[]): boolean => entries.length > 0 && entries.every(({ isType }) => isType)
  for (const { moduleRequest, entries } of parsed.module.staticImports) found.push({ ...moduleRequest, types: ofTypes(entries) })
  for (const { entries } of parsed.module.staticExports) {
    for (const { moduleRequest, isType } of entries) if (moduleRequest) found.push({ ...moduleRequest, types: isType })
  }
  const literal = (node: { readonly type: string; readonly start: number; readonly value?: unknown }, types: boolean): void => {
    if (node.type !== 'Literal' || typeof node.value !== 'string') {
      if (isProduct(file)) throw new Error(`${file}: an import must name its module in plain text`)
      return
    }
    found.push({ value: node.value, start: node.start, types })
  }
  new Visitor({
    ImportExpression: (node) => literal(node.source, false),
    TSImportType: (node) => literal(node.source, true),
  }).visit(parsed.program)
  const imports = found.map(({ value, start, types }) => ({
    specifier: value,
    file: resolve(file, value),
    line: lineOf(text, start),
    types,
  }))
  return { file, text, lines: text.split('\n').length - 1, imports }
}

export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

const resolve = (from: string, specifier: string): string | null =>
  specifier.startsWith('.') ? posix.normalize(posix.join(dirname(from), specifier.replace(/\?.*$/, ''))) : null

const read = (patterns: readonly string[]): readonly Source[] =>
  globSync(patterns, { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !file.startsWith('test/architecture/fences/'))
    .toSorted()
    .map((file) => readSource(file, readFileSync(join(root, file), 'utf8')))

export const productSources = (): readonly Source[] => read(['{shared,electron,renderer}/**/*.{ts,tsx}'])
export const testSources = (): readonly Source[] => read(['test/**/*.{ts,tsx}', 'build/**/*.{ts,mjs}'])
