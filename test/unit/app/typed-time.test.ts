import { describe, expect, it } from 'vitest'
import { typedTime } from '../../../renderer/app/time/at.ts'

const now = Date.UTC(2026, 10, 30, 16, 30)
const utc = (text: string): string | null => {
  const at = typedTime(text, 'utc', now)
  return at === null ? null : new Date(at).toISOString().slice(0, 19)
}

describe('A time that was typed', () => {
  it.each([
    ['14:02', '2026-11-30T14:02:00'],
    ['14:02:11', '2026-11-30T14:02:11'],
    // Still to come today.
    ['17:00', '2026-11-29T17:00:00'],
    ['3pm', '2026-11-30T15:00:00'],
    ['3:15 PM', '2026-11-30T15:15:00'],
    ['12am', '2026-11-30T00:00:00'],
    ['12pm', '2026-11-30T12:00:00'],
    ['yesterday 3pm', '2026-11-29T15:00:00'],
    ['yesterday 14:02', '2026-11-29T14:02:00'],
    ['2026-11-22 14:02:11', '2026-11-22T14:02:11'],
  ])('%s', (text, expected) => expect(utc(text)).toBe(expected))

  it.each(['', '7', 'yesterday 7', '24:00', '13pm', '0am', '14:60', 'noon', '3 p', 'billing'])('%o is none', (text) =>
    expect(utc(text)).toBeNull(),
  )
})
