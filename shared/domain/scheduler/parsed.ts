/** What a parser of user input answers: a value, or one sentence that can stand at the field. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string }

export const parsed = <T>(value: T): Parsed<T> => ({ ok: true, value })
export const refused = (why: string): Parsed<never> => ({ ok: false, why })
