import type * as z from 'zod'

/** True: the value has exactly the declared shape, and parsing would give it back as it is. False says nothing: parsing tells. */
export type Fits = (value: unknown) => boolean

/**
 * What a schema says, as a question without an object made for the answer. Rows of views are checked by the ten thousand before they are
 * sent, and parsing copies each: at 65,000 groups that was most of what the garbage collector had to do.
 * @returns null: something in it can only be parsed
 */
export function fitsOf(schema: z.core.$ZodType): Fits | null {
  // Of zod's own kinds; others have no `def` that is known here.
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'object':
      return objectFits(def)
    case 'string':
      return stringFits(def)
    case 'number':
      return numberFits(def)
    case 'boolean':
      return (value) => value === true || value === false
    case 'null':
      return (value) => value === null
    case 'literal':
      return oneOf(def.values)
    case 'enum':
      return oneOf(Object.values(def.entries))
    case 'nullable':
      return orElse(null, fitsOf(def.innerType))
    case 'optional':
      return orElse(undefined, fitsOf(def.innerType))
    case 'array':
      return arrayFits(def)
    case 'union':
      return unionFits(def)
    default:
      return null
  }
}

function oneOf(values: readonly unknown[]): Fits {
  const allowed = new Set(values)
  // Parsing takes −0 for 0 and NaN for nothing: no number is compared here.
  return (value) => typeof value !== 'number' && allowed.has(value)
}

/** Where the rest can only be parsed, what is absent still fits. */
const orElse =
  (absent: null | undefined, fits: Fits | null): Fits =>
  (value) =>
    value === absent || (fits !== null && fits(value))

const never: Fits = () => false

/** Null: one of them is not known here. */
function limitsOf<T>(checks: readonly z.core.$ZodCheck<never>[] | undefined, limitOf: (check: Check) => ((value: T) => boolean) | null) {
  const limits: ((value: T) => boolean)[] = []
  for (const { _zod } of checks ?? []) {
    // Of zod's own kinds; `limitOf` knows some of them.
    const limit = limitOf(_zod.def as Check)
    if (limit === null) return null
    limits.push(limit)
  }
  return limits
}

type Check = z.core.$ZodChecks['_zod']['def']

const within = <T>(limits: readonly ((value: T) => boolean)[], value: T): boolean => {
  for (const limit of limits) if (!limit(value)) return false
  return true
}

function lengthLimit(check: Check): ((value: { readonly length: number }) => boolean) | null {
  if (check.check === 'max_length') return ({ length }) => length <= check.maximum
  return check.check === 'min_length' ? ({ length }) => length >= check.minimum : null
}

function stringFits(def: z.core.$ZodStringDef): Fits | null {
  if ('format' in def) return null
  const limits = limitsOf<string>(def.checks, (check) => {
    if (check.check !== 'string_format') return lengthLimit(check)
    const { pattern } = check
    // A pattern with a memory of its own answers by turns.
    return check.format === 'regex' && pattern && !pattern.global && !pattern.sticky ? (text) => pattern.test(text) : null
  })
  return limits && ((value) => typeof value === 'string' && within(limits, value))
}

function numberFits(def: z.core.$ZodNumberDef): Fits | null {
  const isWhole = (check: object): boolean => 'format' in check && check.format === 'safeint'
  if ('format' in def && !isWhole(def)) return null
  const is: (value: unknown) => boolean = 'format' in def ? Number.isSafeInteger : Number.isFinite
  const limits = limitsOf<number>(def.checks, (check) => {
    const { value: bound } = check as { readonly value?: unknown } // of limits
    if (check.check === 'number_format') return isWhole(check) ? Number.isSafeInteger : null
    if (typeof bound !== 'number') return null
    if (check.check === 'greater_than') return check.inclusive ? (value) => value >= bound : (value) => value > bound
    if (check.check === 'less_than') return check.inclusive ? (value) => value <= bound : (value) => value < bound
    return null
  })
  return limits && ((value) => is(value) && within(limits, value as number)) // as `is` says
}

function arrayFits(def: z.core.$ZodArrayDef): Fits | null {
  const limits = limitsOf<readonly unknown[]>(def.checks, lengthLimit)
  if (limits === null) return null
  const fits = fitsOf(def.element) ?? never
  return (value) => {
    if (!Array.isArray(value) || !within(limits, value)) return false
    for (let i = 0; i < value.length; i += 1) if (!fits(value[i])) return false
    return true
  }
}

/** No kind that is known here changes a value, so it does not matter which of them it is. */
function unionFits(def: z.core.$ZodUnionDef): Fits {
  const options = def.options.map((option) => fitsOf(option) ?? never)
  return (value) => {
    for (const fits of options) if (fits(value)) return true
    return false
  }
}

/** Own and declared keys alone, whether others would be refused or left out. Rows are made with their keys in the order of the schema. */
function objectFits({ shape, catchall, checks }: z.core.$ZodObjectDef): Fits | null {
  const { type: rest } = (catchall as z.core.$ZodTypes | undefined)?._zod.def ?? { type: 'never' }
  if (rest !== 'never' || (checks?.length ?? 0) > 0) return null
  const keys = Object.keys(shape)
  const places = new Map(keys.map((key, place) => [key, place]))
  const fields: Fits[] = []
  const required = new Uint8Array(keys.length)
  let needed = 0
  for (const [place, key] of keys.entries()) {
    const field = shape[key]
    const fits = field ? fitsOf(field) : null
    if (fits === null) return null
    fields.push(fits)
    required[place] = field?._zod.optin === 'optional' ? 0 : 1
    needed += required[place]
  }
  return (value) => {
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false
    const row = value as Readonly<Record<string, unknown>> // an object
    let at = 0
    let seen = 0
    for (const key in row) {
      const place = keys[at] === key ? at : (places.get(key) ?? -1)
      at += 1
      const fits = fields[place]
      if (fits === undefined || !fits(row[key])) return false
      seen += required[place] ?? 0
    }
    return seen === needed
  }
}
