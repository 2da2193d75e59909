import { parseExactJson } from '../exact-json.ts'
import { DataError, isObject, SchemaError, type Value, type ValueObject } from '../value.ts'

/** A document of JSON Schema, or a part of one with an `$id` of its own: what `#` stands for within it. */
export interface Resource {
  readonly root: Value
  /** Without a fragment; empty: it has none. */
  readonly id: string
  /** Drafts before 2019-09: beside a `$ref` nothing else counts. */
  readonly old: boolean
}

export interface JsonSchema {
  readonly main: Resource
  /** By `$id`, and by the name under which the schema refers to it. */
  readonly resources: ReadonlyMap<string, Resource>
  /** By address, `#` and name. */
  readonly anchors: ReadonlyMap<string, Value>
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

/** Where a part with an `$id` begins; else the one it is in. */
export function resourceOf(node: ValueObject, within: Resource): Resource {
  const id = stringAt(node, '$id')
  if (id === null || id.startsWith('#') || node === within.root) return within
  return { root: node, id: withoutFragment(addressIn(within.id, id)), old: isOld(node, within.old) }
}

function isOld(node: Value, otherwise: boolean): boolean {
  const draft = isObject(node) ? node['$schema'] : undefined
  return typeof draft === 'string' ? !/2019-09|2020-12|draft\/next/.test(draft) : otherwise
}

function rootOf(text: string, id: string, old: boolean): Resource {
  const root = parsed(text)
  const own = isObject(root) && typeof root['$id'] === 'string' ? withoutFragment(root['$id']) : ''
  return { root, id: own === '' ? id : own, old: isOld(root, old) }
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
  const anchors = new Map<string, Value>()
  const main = rootOf(text, '', true)
  const documents = references.map((reference) => ({ name: reference.name, at: rootOf(reference.text, reference.name, main.old) }))
  for (const { name, at } of documents) resources.set(withoutFragment(name), at)
  for (const at of [main, ...documents.map((document) => document.at)]) {
    resources.set(at.id, at)
    collect(at.root, at, { resources, anchors })
  }
  return { main, resources, anchors }
}

interface Found {
  readonly resources: Map<string, Resource>
  readonly anchors: Map<string, Value>
}

function collect(node: Value, within: Resource, found: Found): void {
  if (Array.isArray(node)) return node.forEach((each: Value) => collect(each, within, found))
  if (!isValueObject(node)) return
  const at = resourceOf(node, within)
  if (at !== within) found.resources.set(at.id, at)
  const id = stringAt(node, '$id')
  const anchor = stringAt(node, '$anchor') ?? (id?.startsWith('#') ? id.slice(1) : null)
  if (anchor !== null) found.anchors.set(`${at.id}#${anchor}`, node)
  for (const inner of Object.values(node)) collect(inner, at, found)
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
