import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytes, change, count, offset, percent, rate, short } from '../../../renderer/ui/format/numbers.ts'
import { age, clockTime, dateTime, duration, fullTime } from '../../../renderer/ui/format/times.ts'

const plain = (text: string): string => text.replaceAll('\u202f', ' ').replaceAll('\u2212', '-')

describe('counts', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [12_408_331, '12 408 331'],
    [-882_000, '-882 000'],
    [-0.2, '0'],
    [null, '—'],
    [undefined, '—'],
    [Number.NaN, '—'],
  ])('%s is written %s', (value, text) => expect(plain(count(value))).toBe(text))

  it('parts thousands with U+202F and marks minus with U+2212', () => expect(count(-1234)).toBe('\u22121\u202f234'))

  it('keeps every digit of a whole number', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (n) => count(n).replaceAll('\u202f', '') === String(n)))
  })

  it.each([
    [999, '999'],
    [1000, '1.0 k'],
    [12_408_331, '12.4 M'],
    [999_949, '1000 k'],
    [999_960, '1.0 M'],
    [2.41e12, '2.4 T'],
    [-5900, '-5.9 k'],
    [null, '—'],
  ])('%s is shortened to %s', (value, text) => expect(plain(short(value))).toBe(text))

  it('never shortens an offset, however long', () => {
    expect(plain(offset('9223372036854775807'))).toBe('9 223 372 036 854 775 807')
    expect(offset(null)).toBe('—')
  })

  it('writes the sign of a change, and none for 0', () => {
    expect([168_000, -882_000, 0, null].map((n) => plain(change(n)))).toEqual(['+168 k', '-882 k', '0', '—'])
  })

  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.0 KiB'],
    [1024 ** 2 - 1, '1.0 MiB'],
    [2.41 * 1024 ** 4, '2.4 TiB'],
    [null, '—'],
  ])('%s bytes are %s', (value, text) => expect(plain(bytes(value))).toBe(text))

  it('rates and shares', () => {
    expect(plain(rate(1204, 'msg/s'))).toBe('1.2 k msg/s')
    expect(plain(rate(0.25, 'msg/s'))).toBe('0.3 msg/s')
    expect(plain(rate(0, 'msg/s'))).toBe('0 msg/s')
    expect(plain(percent(0.114))).toBe('11 %')
    expect(plain(percent(0.071))).toBe('7.1 %')
    expect(percent(null)).toBe('—')
  })
})

describe('durations and times', () => {
  it.each([
    [840, '840 ms'],
    [42_000, '42 s'],
    [246_000, '4 m 06 s'],
    [59 * 60_000 + 59_600, '1 h 00 m'],
    [5_580_000, '1 h 33 m'],
    [86_400_000 * 3 + 7_200_000, '3 d 02 h'],
    [86_399_999, '1 d 00 h'],
    [null, '—'],
  ])('%s ms is %s', (ms, text) => expect(plain(duration(ms))).toBe(text))

  it('never shows 60 of a unit that has a larger one', () => {
    fc.assert(fc.property(fc.integer({ min: 60_000, max: 100 * 86_400_000 }), (ms) => !/\b(60.[sm]|24.h)/.test(plain(duration(ms)))))
  })

  it('says how long ago; what is not past yet is now', () => {
    expect([48_000, 7_200_000, 300, -5000].map((ms) => plain(age(1_000_000_000 - ms, 1_000_000_000)))).toEqual([
      '48 s ago',
      '2 h ago',
      'now',
      'now',
    ])
    expect(age(null, 0)).toBe('—')
  })

  it('writes moments in UTC when asked', () => {
    const at = Date.parse('2026-11-18T02:10:09Z')
    expect(clockTime(at, 'utc')).toBe('02:10:09')
    expect(dateTime(at, 'utc', at)).toBe('18 Nov 02:10')
    expect(dateTime(at, 'utc', Date.parse('2027-01-01T00:00:00Z'))).toBe('18 Nov 2026 02:10')
    expect(fullTime(at, 'utc')).toBe('2026-11-18 02:10:09 UTC')
    expect(clockTime(null, 'utc')).toBe('—')
  })
})
