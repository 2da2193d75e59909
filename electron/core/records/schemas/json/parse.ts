import { parseExactJson } from '../exact-json.ts'
import { DataError, isObject, SchemaError, type Value, type ValueObject } from '../value.ts'

/** A document of JSON Schema, or a part of one with an `$id` of its own: what `#` stands for within it. */
export interface Resource {
  readonly root: Value
  /** Without a fragment; empty: it has none. */
  readonly id: string
  readonly draft: Draft
}

/** 7 stands for 6 as well, and is what a schema is read by that names none: registries do the same. */
export type Draft = 4 | 7 | 2019 | 2020

/** Before 2019-09: beside a `$ref` nothing else counts, not even an `$id`. */
export const isOld = (draft: Draft): boolean => draft < 2019

export interface JsonSchema {
  readonly main: Resource
  /** By `$id`, and by the name under which the schema refers to it. */
  readonly resources: ReadonlyMap<string, Resource>
  /** By address, `#` and name. */
  readonly anchors: ReadonlyMap<string, Value>
  /** Those of `$dynamicAnchor` alone. */
  readonly dynamic: ReadonlyMap<string, Value>
  /** It asks what else looked at a name or an item (`unevaluatedProperties`, `unevaluatedItems`). */
  readonly counts: boolean
}

const withoutFragment = (address: string): string => address.split('#', 1)[0] ?? ''

/** An address as it is meant where it stands. Names that are no address of the web stay as they are. */
export const addressIn = (base: string, address: string): string => {
  try {
    return new URL(address, base).href
  } catch {
    return address
  }
}

const stringAt = (node: ValueObject, name: string): string | null => {
  const value = node[name]
  return typeof value === 'string' ? value : null
}

function idOf(node: ValueObject, draft: Draft): string | null {
  const ref = node['$ref']
  return isOld(draft) && typeof ref === 'string' ? null : stringAt(node, draft === 4 ? 'id' : '$id')
}

/** Where a part with an `$id` begins; else the one it is in. */
export function resourceOf(node: ValueObject, within: Resource): Resource {
  const id = idOf(node, within.draft)
  if (id === null || id.startsWith('#') || node === within.root) return within
  return { root: node, id: withoutFragment(addressIn(within.id, id)), draft: draftOf(node, within.draft) }
}

function draftOf(node: Value, otherwise: Draft): Draft {
  const named = isObject(node) ? node['$schema'] : undefined
  if (typeof named !== 'string') return otherwise
  if (/2020-12|draft\/next/.test(named)) return 2020
  return named.includes('2019-09') ? 2019 : /draft-0[34]/.test(named) ? 4 : 7
}

function rootOf(text: string, id: string, otherwise: Draft): Resource {
  const root = parsed(text)
  const draft = draftOf(root, otherwise)
  const own = isObject(root) ? withoutFragment(idOf(root, draft) ?? '') : ''
  return { root, id: own === '' ? id : addressIn(id, own), draft }
}

function parsed(text: string): Value {
  try {
    const root = parseExactJson(text)
    if (typeof root === 'boolean' || isObject(root)) return root
  } catch (error) {
    if (error instanceof DataError) throw new SchemaError('it is no JSON, or nested too deeply')
    throw error
  }
  throw new SchemaError('it is neither an object nor true or false')
}

/** Reads a schema with what it refers to. What it says is only looked at when a value is checked. Fails with a `SchemaError`. */
export function parseJsonSchema(text: string, references: readonly { readonly name: string; readonly text: string }[]): JsonSchema {
  const resources = new Map<string, Resource>()
  const found: Found = { resources, anchors: new Map(), dynamic: new Map(), counts: false }
  const main = rootOf(text, '', 7)
  const documents = references.map((reference) => ({ name: reference.name, at: rootOf(reference.text, reference.name, main.draft) }))
  for (const { name, at } of documents) resources.set(withoutFragment(name), at)
  for (const at of [main, ...documents.map((document) => document.at)]) {
    resources.set(at.id, at)
    collect(at.root, at, found)
  }
  return { main, ...found }
}

interface Found {
  readonly resources: Map<string, Resource>
  readonly anchors: Map<string, Value>
  readonly dynamic: Map<string, Value>
  counts: boolean
}

/** What stands there is data, whatever it looks like. */
const DATA: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'examples'])

function collect(node: Value, within: Resource, found: Found): void {
  if (Array.isArray(node)) return node.forEach((each: Value) => collect(each, within, found))
  if (!isValueObject(node)) return
  const at = resourceOf(node, within)
  if (at !== within) found.resources.set(at.id, at)
  const id = idOf(node, at.draft)
  const dynamic = stringAt(node, '$dynamicAnchor')
  for (const name of [stringAt(node, '$anchor'), dynamic, id?.startsWith('#') ? id.slice(1) : null])
    if (name !== null) found.anchors.set(`${at.id}#${name}`, node)
  if (dynamic !== null) found.dynamic.set(`${at.id}#${dynamic}`, node)
  if ('unevaluatedProperties' in node || 'unevaluatedItems' in node) found.counts = true
  for (const [name, inner] of Object.entries(node)) if (!DATA.has(name)) collect(inner, at, found)
}

export const isValueObject = (value: Value | undefined): value is ValueObject => isObject(value)

/** What a `$ref` means; null: there is no such thing. */
export function resolve(ref: string, within: Resource, schema: JsonSchema): { readonly node: Value; readonly at: Resource } | null {
  const [address = '', fragment = ''] = ref.split('#', 2)
  const at = address === '' ? within : (schema.resources.get(address) ?? schema.resources.get(addressIn(within.id, address)))
  if (at === undefined) return null
  if (fragment === '') return { node: at.root, at }
  const node = fragment.startsWith('/') ? pointed(at.root, fragment) : schema.anchors.get(`${at.id}#${fragment}`)
  return node === undefined ? null : { node, at }
}

/** RFC 6901. */
function pointed(root: Value, pointer: string): Value | undefined {
  let node: Value | undefined = root
  for (const part of pointer.slice(1).split('/')) {
    const name = unescaped(part)
    if (Array.isArray(node))
      node = (node as readonly Value[])[Number(name)] // not known to be of values after isArray
    else node = isValueObject(node) && Object.hasOwn(node, name) ? node[name] : undefined
  }
  return node
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    return part
  }
}
