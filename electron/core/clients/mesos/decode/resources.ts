import type { MesosResources, PortRange } from '../../../../../shared/domain/mesos.ts'
import { isObject, type Fields } from '../../http/fields.ts'

export const NO_RESOURCES: MesosResources = { cpus: null, mem: null, disk: null, gpus: null, ports: [], other: new Map() }

type Amount = 'cpus' | 'mem' | 'disk' | 'gpus'
const isAmount = (name: string): name is Amount => name === 'cpus' || name === 'mem' || name === 'disk' || name === 'gpus'

/** `[31000-32000, 33000-33010]`, as the older interface prints ranges. */
function parseRanges(text: string): readonly PortRange[] {
  return [...text.matchAll(/(\d{1,10})\s*-\s*(\d{1,10})/g)].map(([, from, to]) => ({ from: Number(from), to: Number(to) }))
}

/** A flat object: name → amount or text. */
export function v0Resources(of: Fields, name: string): MesosResources | null {
  if (!isObject(of.raw(name))) {
    // Marks what is there and no object.
    of.part(name)
    return null
  }
  return flatResources(of.entries(name))
}

export function flatResources(entries: readonly (readonly [string, unknown])[]): MesosResources {
  const sums: Partial<Record<Amount, number>> = {}
  let ports: readonly PortRange[] = []
  const other = new Map<string, number | string>()
  for (const [name, value] of entries) {
    if (isAmount(name) && typeof value === 'number' && Number.isFinite(value)) sums[name] = value
    else if (name === 'ports' && typeof value === 'string') ports = parseRanges(value)
    else if (typeof value === 'number' || typeof value === 'string') other.set(name, value)
  }
  return { ...NO_RESOURCES, ...sums, ports, other }
}

/** A list of resources, one for each role, disk and so on: amounts add up (operator API, type Resource). */
export function v1Resources(list: readonly Fields[]): MesosResources {
  const sums = new Map<string, number>()
  const ports: PortRange[] = []
  const other = new Map<string, number | string>()
  for (const resource of list) {
    const name = (resource.text('name') ?? '') + (resource.has('revocable') ? '_revocable' : '')
    const scalar = resource.part('scalar').number('value')
    const ranges = resource.part('ranges').list('range').flatMap(rangeOf)
    const items = resource.part('set').texts('item')
    if (scalar !== null) sums.set(name, (sums.get(name) ?? 0) + scalar)
    else if (name === 'ports') ports.push(...ranges)
    else if (ranges.length > 0) other.set(name, `[${ranges.map((r) => `${r.from}-${r.to}`).join(', ')}]`)
    else if (items.length > 0) other.set(name, `{${items.join(', ')}}`)
  }
  for (const [name, sum] of sums) if (!isAmount(name)) other.set(name, sum)
  // A list that is told and does not name an amount says that there is none.
  const amount = (name: Amount): number => sums.get(name) ?? 0
  return { cpus: amount('cpus'), mem: amount('mem'), disk: amount('disk'), gpus: amount('gpus'), ports, other }
}

export function rangeOf(range: Fields): readonly PortRange[] {
  const from = range.number('begin')
  const to = range.number('end')
  return from === null || to === null ? [] : [{ from, to }]
}
