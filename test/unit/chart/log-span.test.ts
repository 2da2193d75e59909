import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupAt, logGeometry, mostZoom, ROW, xOf } from '../../../renderer/ui/chart/log/log-layout.ts'
import type { LogRow } from '../../../renderer/ui/chart/log/log-row.ts'
import { lengthOf, offsetAt, placeOfSpan, spanOf } from '../../../renderer/ui/chart/log/log-span.ts'

const row = (change: Partial<LogRow> = {}): LogRow => ({
  key: '7',
  partition: 7,
  leader: 1,
  replicas: [],
  start: '1000',
  end: '401000',
  in: 10,
  groups: [],
  moreGroups: 0,
  ...change,
})
const axes = fc.constantFrom('end' as const, 'offset' as const)
const zooms = fc.integer({ min: 0, max: 12 })

describe('A stretch chosen in the partitioned log', () => {
  it('lies within what is kept, wherever it was drawn, and its ends stand where it was drawn', () => {
    fc.assert(
      fc.property(axes, zooms, fc.integer({ min: 0, max: 1400 }), fc.integer({ min: 0, max: 1400 }), (axis, zoom, a, b) => {
        const geometry = logGeometry(1240, 400_000, axis, zoom)
        const span = spanOf(geometry, row(), a, b)
        if (span === null) throw new Error('offsets are on this axis')
        expect(BigInt(span.from)).toBeGreaterThanOrEqual(1000n)
        expect(BigInt(span.to)).toBeLessThanOrEqual(401_000n)
        expect(lengthOf(span)).toBeGreaterThanOrEqual(0)
        const place = placeOfSpan(geometry, row(), span)
        if (place === null) throw new Error('offsets are on this axis')
        // Drawn again from where it stands, it is the same within half a record a pixel.
        const again = spanOf(geometry, row(), ...place)
        expect(Math.abs(Number(again?.from) - Number(span.from))).toBeLessThanOrEqual(1)
        expect(Math.abs(Number(again?.to) - Number(span.to))).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('is not there where the axis is time or offsets were not read', () => {
    expect(spanOf(logGeometry(1240, 3600, 'time'), row(), 300, 500)).toBeNull()
    expect(offsetAt(logGeometry(1240, 400_000, 'end'), row({ end: null }), 300)).toBeNull()
    expect(placeOfSpan(logGeometry(1240, 3600, 'time'), row(), { key: '7', partition: 7, from: '1', to: '2' })).toBeNull()
  })

  it('is exact beyond what a number can carry', () => {
    const far = row({ start: '9223372036854770000', end: '9223372036854775000' })
    const geometry = logGeometry(1240, 5_000, 'offset')
    expect(offsetAt(geometry, far, geometry.end)).toBe('9223372036854775000')
    expect(offsetAt(geometry, far, 0)).toBe('9223372036854770000')
  })
})

describe('Coming nearer in the partitioned log', () => {
  it('stands farther left the nearer one is, and never left of the strip', () => {
    fc.assert(
      fc.property(axes, zooms, fc.integer({ min: 1, max: 400_000 }), (axis, zoom, distance) => {
        const far = logGeometry(1240, 400_000, axis, zoom)
        const near = logGeometry(1240, 400_000, axis, zoom + 1)
        expect(xOf(near, row(), distance)).toBeLessThanOrEqual(xOf(far, row(), distance) + 1e-6)
        expect(xOf(near, row(), distance)).toBeGreaterThanOrEqual(near.x0)
      }),
    )
  })

  it('ends where some messages fill the strip', () => {
    expect(mostZoom('offset', 400_000, 400_000)).toBe(16)
    expect(mostZoom('offset', 1_000, 5)).toBe(0)
    expect(mostZoom('offset', 1_000, 0)).toBe(0)
    expect(mostZoom('end', 400_000_000, 0)).toBe(10)
    expect(mostZoom('time', 600, 0)).toBe(0)
  })
})

describe("A group's arrow under the pointer", () => {
  const geometry = logGeometry(1240, 400_000, 'end')
  const groups = [
    { group: 'a', committed: '301000', lag: 100_000, lost: 0 },
    { group: 'b', committed: '401000', lag: 0, lost: 0 },
  ]
  const x = xOf(geometry, row(), 100_000)

  it('is the nearest one, under the strip only', () => {
    expect(groupAt(geometry, row({ groups }), x + 3, ROW - 8)?.group).toBe('a')
    expect(groupAt(geometry, row({ groups }), geometry.end, ROW - 8)?.group).toBe('b')
    expect(groupAt(geometry, row({ groups }), x + 30, ROW - 8)).toBeNull()
    expect(groupAt(geometry, row({ groups }), x, 10)).toBeNull()
  })
})
