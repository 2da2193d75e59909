/** The control of that label: found by hand, because by roles and names a table of a hundred rows takes a minute. */
export function fieldIn(form: HTMLElement, label: string): HTMLElement {
  const labels = [...form.querySelectorAll('label')].filter(({ textContent: text }) => text === label || text === `${label}optional`)
  const found = labels.map(({ control }) => control).find((control) => control !== null) ?? form.querySelector<HTMLElement>(named(label))
  if (!found) throw new Error(`There is no field ${label}`)
  return found
}

const named = (label: string): string => `:is(input, textarea)[aria-label=${JSON.stringify(label)}]`

export const buttonIn = (form: HTMLElement, name: string | RegExp): HTMLElement | null =>
  [...form.querySelectorAll('button')].find(({ textContent: text }) => (typeof name === 'string' ? text === name : name.test(text))) ?? null
