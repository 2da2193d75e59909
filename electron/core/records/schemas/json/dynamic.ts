import type { Value } from '../value.ts'
import { isValueObject, type JsonSchema, type Resource } from './parse.ts'

export interface Found {
  readonly node: Value
  readonly at: Resource
}

/** 2020-12: where the reference leads to a `$dynamicAnchor`, the outermost schema on the way here that has one of that name is meant. */
export function throughDynamic(ref: string, found: Found, scope: readonly Resource[], schema: JsonSchema): Found {
  const name = ref.split('#', 2)[1] ?? ''
  if (!isValueObject(found.node) || found.node['$dynamicAnchor'] !== name) return found
  for (const at of scope) {
    const node = schema.dynamic.get(`${at.id}#${name}`)
    if (node !== undefined) return { node, at }
  }
  return found
}

/** 2019-09: the same, for roots with `$recursiveAnchor: true`. */
export function throughRecursive(found: Found, scope: readonly Resource[]): Found {
  const isAnchor = (node: Value): boolean => isValueObject(node) && node['$recursiveAnchor'] === true
  if (!isAnchor(found.node)) return found
  const at = scope.find(({ root }) => isAnchor(root))
  return at === undefined ? found : { node: at.root, at }
}
