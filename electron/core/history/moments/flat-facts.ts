import { withoutSecrets, type Hiding } from './json.ts'

/**
 * Facts on their way to the history worker as numbers in a row, of which it writes the text: figures of tens of thousands of groups are
 * recorded several times a minute, and their text alone made more garbage than the reading they came from. Nothing is known about them
 * either: facts of the same shape differ in numbers, texts and lists of numbers only, and shapes are few.
 */
export interface FlatFacts {
  readonly table: string
  readonly shapes: readonly Shape[]
  readonly texts: readonly string[]
  readonly parts: readonly FlatPart[]
}

/** Facts one after the other: the place of the shape, the length of the key, then what stands in the shape's holes. */
export interface FlatPart {
  /** One behind the other. */
  readonly keys: string
  readonly numbers: Float64Array<ArrayBuffer>
}

/** JSON, and between its pieces what differs from fact to fact. */
export type Shape = readonly (string | Hole)[]

/**
 * A number; 1 or 0 for true or false; a place in `texts`; or how many numbers follow. Of those NaN is null; the first number says twice how
 * many they are, and one more where two of them share a place, as numbers that need no more room.
 */
export type Hole = (typeof HOLES)[keyof typeof HOLES]
export const HOLES = { number: 0, truth: 1, text: 2, list: 3 } as const

export interface FlatWriter {
  /** @returns false: it is of no shape that could be written like this, and nothing was */
  add(key: string, fact: unknown): boolean
  isEmpty(): boolean
  /** What was added since the last time. */
  take(table: string): FlatFacts
}

const NOTHING = 4
const OPEN = 5
const CLOSE = 6
const OPEN_LIST = 7
const CLOSE_LIST = 8

/** A field's name, a hole, or one of those above. */
type Token = string | number

/** How far a fact was looked at. What comes next is mostly what came next the last time. */
interface Place {
  token: Token | null
  next: Place | null
  others: Map<Token, Place> | null
  /** Facts that end here. */
  shape: Shape | null
  /** Its place among the shapes of this taking. */
  at: number
  taking: number
}

const NUMBERS_A_PART = 32_768
const FIRST_ROOM = 2 * NUMBERS_A_PART
/** Then those that are known are forgotten. */
const PLACES_MAX = 100_000
/** Here a value is hidden, or the value beside it: that is not for here. */
const REFUSED: Place = { token: null, next: null, others: null, shape: null, at: 0, taking: 0 }

const newPlace = (): Place => ({ token: null, next: null, others: null, shape: null, at: 0, taking: -1 })

export function createFlatWriter(hiding: Hiding): FlatWriter {
  let root = newPlace()
  let places = 0
  let taking = 0
  let numbers = new Float64Array(FIRST_ROOM)
  let singles = new Float32Array(numbers.buffer)
  let used = 0
  let keys: string[] = []
  let parts: FlatPart[] = []
  let shapes: Shape[] = []
  let texts: string[] = []
  const textAt = new Map<string, number>()

  const put = (value: number): void => {
    if (used === numbers.length) grow(used + 1)
    numbers[used] = value
    used += 1
  }
  const grow = (needed: number): void => {
    const more = new Float64Array(2 * needed)
    more.set(numbers)
    numbers = more
    singles = new Float32Array(more.buffer)
  }
  const putText = (text: string): void => {
    let at = textAt.get(text)
    if (at === undefined) {
      at = texts.push(withoutSecrets(text, hiding)) - 1
      textAt.set(text, at)
    }
    put(at)
  }
  const after = (place: Place, token: Token): Place =>
    place.token === token && place.next !== null ? place.next : otherAfter(place, token)
  const otherAfter = (place: Place, token: Token): Place => {
    const known = place.others?.get(token)
    if (known !== undefined) return known
    const isRefused = typeof token === 'string' && (token === 'name' || hiding.isSecretKey(token))
    const next = isRefused ? REFUSED : newPlace()
    places += 1
    if (place.token === null) {
      place.token = token
      place.next = next
    } else (place.others ??= new Map()).set(token, next)
    return next
  }

  /** @returns null: of no shape */
  const write = (place: Place, value: unknown): Place | null => {
    switch (typeof value) {
      case 'number':
        put(value)
        return after(place, HOLES.number)
      case 'boolean':
        put(value ? 1 : 0)
        return after(place, HOLES.truth)
      case 'string':
        putText(value)
        return after(place, HOLES.text)
      case 'object':
        if (value === null) return after(place, NOTHING)
        if (Array.isArray(value)) return writeList(place, value)
        // No map, set or array of numbers.
        return Object.getPrototypeOf(value) === Object.prototype ? writeFields(place, value) : null
      default:
        return null
    }
  }
  const writeFields = (place: Place, value: object): Place | null => {
    const fields = value as Readonly<Record<string, unknown>>
    let at: Place | null = after(place, OPEN)
    // Its own: it has no other prototype than that of all.
    for (const key in fields) {
      const each = fields[key]
      if (each === undefined) continue
      at = after(at, key)
      at = at === REFUSED ? null : write(at, each)
      if (at === null) return null
    }
    return after(at, CLOSE)
  }
  const writeList = (place: Place, list: readonly unknown[]): Place | null => {
    const kind = kindOf(list)
    if (kind !== MIXED) {
      putNumbers(list as readonly (number | null)[], kind === SINGLES) // looked at
      return after(place, HOLES.list)
    }
    let at: Place | null = after(place, OPEN_LIST)
    for (const each of list) {
      at = write(at, each)
      if (at === null) return null
    }
    return after(at, CLOSE_LIST)
  }
  const putNumbers = (list: readonly (number | null)[], isSingle: boolean): void => {
    const { length } = list
    const room = isSingle ? (length + 1) >> 1 : length
    if (used + 1 + room > numbers.length) grow(used + 1 + room)
    put(2 * length + (isSingle ? 1 : 0))
    const into = isSingle ? singles : numbers
    const from = isSingle ? 2 * used : used
    for (let i = 0; i < length; i += 1) into[from + i] = list[i] ?? Number.NaN
    used += room
  }
  const closePart = (): void => {
    if (used === 0) return
    parts.push({ keys: keys.join(''), numbers: numbers.slice(0, used) })
    keys = []
    used = 0
  }
  const shapeAt = (end: Place, fact: unknown): number => {
    if (end.taking !== taking) {
      end.taking = taking
      end.shape ??= shapeOf(fact)
      end.at = shapes.push(end.shape) - 1
    }
    return end.at
  }

  return {
    add(key, fact) {
      const from = used
      put(0)
      put(key.length)
      const end = write(root, fact)
      if (end === null || end === REFUSED) {
        used = from
        return false
      }
      numbers[from] = shapeAt(end, fact)
      keys.push(key)
      if (used >= NUMBERS_A_PART) closePart()
      return true
    },
    isEmpty: () => used === 0 && parts.length === 0,
    take(table) {
      closePart()
      const taken = { table, shapes, texts, parts }
      taking += 1
      shapes = []
      texts = []
      parts = []
      textAt.clear()
      if (places > PLACES_MAX) {
        root = newPlace()
        places = 0
      }
      return taken
    },
  }
}

const MIXED = 0
const NUMBERS = 1
const SINGLES = 2

/** Numbers and nulls: are there others, and do all fit into half the room? */
function kindOf(list: readonly unknown[]): typeof MIXED | typeof NUMBERS | typeof SINGLES {
  let isSingle = true
  for (const each of list) {
    if (each === null) continue
    if (typeof each !== 'number' || !Number.isFinite(each)) return MIXED
    if (Math.fround(each) !== each) isSingle = false
  }
  return isSingle ? SINGLES : NUMBERS
}

/** The text of a fact without what differs from fact to fact. */
function shapeOf(fact: unknown): Shape {
  const shape: (string | Hole)[] = ['']
  const tell = (text: string): void => {
    const last = shape.at(-1)
    if (typeof last === 'string') shape[shape.length - 1] = last + text
    else shape.push(text)
  }
  const look = (value: unknown): void => {
    if (typeof value === 'number') shape.push(HOLES.number)
    else if (typeof value === 'boolean') shape.push(HOLES.truth)
    else if (typeof value === 'string') shape.push(HOLES.text)
    else if (value === null) tell('null')
    else if (Array.isArray(value)) {
      if (kindOf(value) === MIXED)
        lookAll(
          '[',
          value.map((each: unknown) => ['', each] as const),
          ']',
        )
      else shape.push(HOLES.list)
    } else
      lookAll(
        '{',
        Object.entries(value as object).map(([key, each]) => [`${JSON.stringify(key)}:`, each as unknown] as const),
        '}',
      )
  }
  const lookAll = (open: string, items: readonly (readonly [before: string, value: unknown])[], close: string): void => {
    tell(open)
    let between = ''
    for (const [before, value] of items) {
      if (value === undefined) continue
      tell(between + before)
      between = ','
      look(value)
    }
    tell(close)
  }
  look(fact)
  return shape
}
