/** Parameters as the servlet gives them: a name in the query wins over the form, the first value counts. */
export interface Params {
  get(name: string): string | undefined
  has(name: string): boolean
  readonly form: URLSearchParams
}

export function paramsOf(query: URLSearchParams, form: URLSearchParams): Params {
  return {
    get: (name) => query.get(name) ?? form.get(name) ?? undefined,
    has: (name) => query.has(name) || form.has(name),
    form,
  }
}
