/** Numbers that the scheduler holds as doubles: printed with a decimal point. */
export class Double {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
}

export type Printable = string | number | boolean | null | Double | readonly Printable[] | { readonly [key: string]: Printable | undefined }

/** Undefined members are left out. 0.9 prints blanks around `:` and escapes `/`; 0.10 is compact. */
export function printJson(value: Printable, spaced: boolean): string {
  const text = (string: string): string => (spaced ? JSON.stringify(string).replaceAll('/', '\\/') : JSON.stringify(string))
  const comma = spaced ? ', ' : ','
  const colon = spaced ? ' : ' : ':'
  const print = (one: Printable): string => {
    if (one instanceof Double) return Number.isInteger(one.value) ? `${one.value}.0` : String(one.value)
    if (typeof one === 'string') return text(one)
    if (Array.isArray(one)) return `[${one.map(print).join(comma)}]`
    if (typeof one === 'object' && one !== null) {
      return `{${Object.entries(one)
        .flatMap(([key, member]) => (member === undefined ? [] : [`${text(key)}${colon}${print(member)}`]))
        .join(comma)}}`
    }
    return String(one)
  }
  return print(value)
}
