/** A whole number as it is read everywhere: `12 408 331`, with U+202F between groups of three. */
export const grouped = (n: number): string => n.toString().replace(/\B(?=(\d{3})+(?!\d))/g, '\u202F')
