const DIGIT_PX = 8
const GAP_PX = 3.5
const PADDING_PX = 18
const LEAST_PX = 100

/** The width that a column needs to show the longest of these offsets in full: they are never shortened. Changes only with the digits. */
export function offsetWidth(longest: number): number {
  const digits = Math.max(1, longest)
  return Math.max(LEAST_PX, Math.ceil(digits * DIGIT_PX + Math.floor((digits - 1) / 3) * GAP_PX) + PADDING_PX)
}

export const longestOffset = (offsets: readonly (string | null)[]): number =>
  offsets.reduce((longest, offset) => Math.max(longest, offset?.length ?? 0), 0)
