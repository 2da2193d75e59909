import type { PrimitiveName, Logical } from './types.ts'

const MOST_DIGITS = 1_000

const whole = (value: unknown): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_DIGITS ? value : null

/** What a type means beyond its bytes. One that does not fit its type counts as none, as the specification asks. */
export function logicalOf(
  schema: { readonly [name: string]: unknown },
  of: PrimitiveName | 'fixed',
  size: number | null = null,
): Logical | null {
  const on = (types: readonly string[], logical: Logical): Logical | null => (types.includes(of) ? logical : null)
  switch (schema['logicalType']) {
    case 'decimal': {
      const [precision, scale] = [whole(schema['precision']), whole(schema['scale'] ?? 0)]
      if (precision === null || precision === 0 || scale === null || scale > precision) return null
      return on(['bytes', 'fixed'], { is: 'decimal', precision, scale })
    }
    case 'uuid':
      return size === null || size === 16 ? on(['string', 'fixed'], { is: 'uuid' }) : null
    case 'duration':
      return size === 12 ? on(['fixed'], { is: 'duration' }) : null
    case 'date':
      return on(['int'], { is: 'date' })
    case 'time-millis':
      return on(['int'], { is: 'time', digits: 3 })
    case 'time-micros':
      return on(['long'], { is: 'time', digits: 6 })
    case 'timestamp-millis':
    case 'local-timestamp-millis':
      return on(['long'], { is: 'timestamp', digits: 3, local: isLocal(schema) })
    case 'timestamp-micros':
    case 'local-timestamp-micros':
      return on(['long'], { is: 'timestamp', digits: 6, local: isLocal(schema) })
    case 'timestamp-nanos':
    case 'local-timestamp-nanos':
      return on(['long'], { is: 'timestamp', digits: 9, local: isLocal(schema) })
    default:
      return null
  }
}

const isLocal = (schema: { readonly [name: string]: unknown }): boolean => String(schema['logicalType']).startsWith('local-')
