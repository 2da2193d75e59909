import { Sink } from '../cursor.ts'
import { DataError, DEEPEST, isObject, quoted, type Value, type ValueObject } from '../value.ts'
import { primitiveInto, fixedInto } from './encode-scalars.ts'
import { joined, MOST_STEPS, refuse, TooOpen, type Walk } from '../walk.ts'
import { branchName, type AvroField, type AvroRecord, type AvroType } from './types.ts'

/** JSON, as decoding shows it, in Avro's binary encoding. Fails with a `DataError` that names the place. */
export function encodeAvro(type: AvroType, value: Value): Buffer {
  const into = new Sink()
  valueInto(type, value, into, { path: '', depth: 0, byDefault: false, steps: { left: MOST_STEPS } })
  return into.done()
}

function valueInto(type: AvroType, value: Value, into: Sink, outer: Walk): void {
  const walk = { ...outer, depth: outer.depth + 1 }
  if (--walk.steps.left < 0) throw new TooOpen()
  if (walk.depth > DEEPEST) throw refuse(walk, `is nested deeper than ${DEEPEST}`)
  switch (type.is) {
    case 'primitive':
      return primitiveInto(type, value, into, walk)
    case 'fixed':
      return fixedInto(type, value, into, walk)
    case 'record':
      return recordInto(type, value, into, walk)
    case 'enum': {
      const index = typeof value === 'string' ? type.symbols.indexOf(value) : -1
      if (index < 0) throw refuse(walk, `is none of ${type.symbols.slice(0, 20).join(', ')}`)
      return into.zigZag(BigInt(index))
    }
    case 'array': {
      if (!Array.isArray(value)) throw refuse(walk, 'is to be a list')
      if (value.length > 0) into.zigZag(BigInt(value.length))
      value.forEach((item: Value, i) => valueInto(type.items, item, into, { ...walk, path: `${walk.path}[${i}]` }))
      return into.zigZag(0n)
    }
    case 'map': {
      const entries = Object.entries(objectOf(value, walk))
      if (entries.length > 0) into.zigZag(BigInt(entries.length))
      for (const [name, inner] of entries) {
        const bytes = Buffer.from(name, 'utf8')
        into.zigZag(BigInt(bytes.length))
        into.put(bytes)
        valueInto(type.values, inner, into, { ...walk, path: joined(walk.path, name) })
      }
      return into.zigZag(0n)
    }
    case 'union':
      return unionInto(type.branches, value, into, walk)
  }
}

function objectOf(value: Value, walk: Walk): ValueObject {
  if (!isObject(value)) throw refuse(walk, 'is to be an object')
  // No list and not null: it came from JSON, so that its values did.
  return value
}

function recordInto(type: AvroRecord, value: Value, into: Sink, walk: Walk): void {
  const object = objectOf(value, walk)
  const unknown = Object.keys(object).find((name) => !type.fields.some((field) => field.name === name))
  if (unknown !== undefined) throw refuse(walk, `has ${quoted(unknown)}, which the record ${type.name} has not`)
  for (const field of type.fields) {
    const inner = { ...walk, path: joined(walk.path, field.name) }
    const own = Object.hasOwn(object, field.name) ? object[field.name] : undefined
    if (own === undefined) defaultInto(field, into, inner)
    else valueInto(field.type, own, into, inner)
  }
}

function defaultInto(field: AvroField, into: Sink, walk: Walk): void {
  if (field.byDefault === undefined) throw refuse(walk, 'is missing')
  // It came from JSON.
  valueInto(field.type, field.byDefault as Value, into, { ...walk, byDefault: true })
}

/** By the name of the branch; without one, where it fits a single branch. */
function unionInto(branches: readonly AvroType[], value: Value, into: Sink, walk: Walk): void {
  if (!walk.byDefault && isObject(value)) {
    // No list and not null: it came from JSON, so that its values did.
    const [[name, inner] = [], ...more] = Object.entries(value)
    const at = name === undefined || more.length > 0 ? -1 : branches.findIndex((branch) => branchName(branch) === name)
    const branch = branches[at]
    if (branch !== undefined && inner !== undefined) {
      into.zigZag(BigInt(at))
      return valueInto(branch, inner, into, { ...walk, path: joined(walk.path, name ?? '') })
    }
  }
  const tried = branches.map((branch) => attempt(branch, value, walk))
  // What was tried is what is written: trying again at each level would double the work with each.
  const fits = tried.flatMap((each, at) => ('bytes' in each ? [{ at, bytes: each.bytes, name: branchName(branches[at] ?? NOTHING) }] : []))
  const [first] = fits
  if (first === undefined) throw misfit(branches, value, tried, walk)
  if (fits.length > 1 && !walk.byDefault)
    throw refuse(walk, `fits ${fits.map((fit) => fit.name).join(' and ')}: name one, as { "${first.name}": … }`)
  into.zigZag(BigInt(first.at))
  into.put(first.bytes)
}

const NOTHING: AvroType = { is: 'union', branches: [] }

type Tried = { readonly bytes: Buffer } | { readonly why: DataError }

function misfit(branches: readonly AvroType[], value: Value, tried: readonly Tried[], walk: Walk): DataError {
  const whys = tried.flatMap((each, at) => ('why' in each && branchName(branches[at] ?? NOTHING) !== 'null' ? [each.why] : []))
  const [only] = whys
  if (only !== undefined && whys.length === 1 && value !== null) return only
  return refuse(walk, `fits none of ${branches.map(branchName).join(', ')}`)
}

function attempt(branch: AvroType, value: Value, walk: Walk): Tried {
  const into = new Sink()
  try {
    valueInto(branch, value, into, walk)
    return { bytes: into.done() }
  } catch (error) {
    if (error instanceof DataError && !(error instanceof TooOpen)) return { why: error }
    throw error
  }
}
