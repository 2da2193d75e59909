import type { Call } from '../call.ts'
import { codes } from '../codes.ts'
import { brokerConfigs, resourceCode, topicConfigs, type Known } from './configs.ts'

/** Kafka's words about a value that does not fit its key; null: it does. */
function valueError({ name, type }: Known, value: string): string | null {
  const wrong = `Invalid value ${value} for configuration ${name}`
  if (type === 'boolean') return value === 'true' || value === 'false' ? null : `${wrong}: Expected value to be either true or false`
  if (type === 'int' || type === 'long' || type === 'double')
    return Number.isFinite(Number(value)) && value !== '' ? null : `${wrong}: Not a number of type ${type.toUpperCase()}`
  if (name === 'cleanup.policy')
    return value.split(',').every((v) => v === 'delete' || v === 'compact') ? null : `${wrong}: String must be one of: compact, delete`
  return null
}

const keyError = (known: readonly Known[], key: string, value: string | null): string | null => {
  const config = known.find((c) => c.name === key)
  if (!config) return `Unknown topic config name: ${key}`
  return value === null ? null : valueError(config, value)
}

export const topicConfigError = (key: string, value: string): string | null => keyError(topicConfigs, key, value)

function targetOf({ world }: Call, type: number, name: string): Map<string, string> | undefined {
  if (type === 2) return world.topics.get(name)?.configs
  return name === '' ? world.brokerDefaults : world.brokers.get(Number(name))?.configs
}

interface Edit {
  readonly key: string
  /** 0 set, 1 delete, 2 append, 3 subtract. */
  readonly operation: number
  readonly value: string | null
}

const elements = (text: string): string[] => text.split(',').filter((e) => e !== '')

/** The value after the edit; null: no override any more. */
function edited({ operation, value }: Edit, before: string): string | null {
  if (operation === 1) return null
  if (operation === 0) return value
  const change = elements(value ?? '')
  const rest = elements(before).filter((e) => !change.includes(e))
  return [...rest, ...(operation === 2 ? change : [])].join(',')
}

function answer(
  call: Call,
  resources: readonly { type: number; name: string; edits: readonly Edit[] }[],
  validateOnly: boolean,
  whole: boolean,
): void {
  const { reply } = call
  reply.int32(call.throttleMs)
  reply.array(resources, ({ type, name, edits }, to) => {
    const known = type === 2 ? topicConfigs : brokerConfigs
    const struck = resourceCode(call, type, name)
    const message = struck !== 0 ? `Error ${struck}` : (edits.map((e) => keyError(known, e.key, e.value)).find((m) => m !== null) ?? null)
    const code = struck || (message === null ? 0 : codes.invalidConfig)
    const target = targetOf(call, type, name)
    if (code === 0 && target && !validateOnly) {
      if (whole) target.clear()
      for (const edit of edits) {
        const value = edited(edit, target.get(edit.key) ?? known.find((k) => k.name === edit.key)?.value ?? '')
        if (value === null) target.delete(edit.key)
        else target.set(edit.key, value)
      }
    }
    to.int16(code).nullableString(message).int8(type).string(name).tags()
  })
}

/** IncrementalAlterConfigs (44) v0–1. */
export function incrementalAlterConfigs(call: Call): void {
  const { request } = call
  const resources = request.array(7, () => {
    const [type, name] = [request.int8(), request.string()]
    const edits = request.array(5, () => {
      const edit = { key: request.string(), operation: request.int8(), value: request.nullableString() }
      request.tags()
      return edit
    })
    request.tags()
    return { type, name, edits }
  })
  answer(call, resources, request.bool(), false)
}

/** AlterConfigs (33) v0–2: what is not listed is gone. */
export function alterConfigs(call: Call): void {
  const { request } = call
  const resources = request.array(7, () => {
    const [type, name] = [request.int8(), request.string()]
    const edits = request.array(4, () => {
      const edit = { key: request.string(), operation: 0, value: request.nullableString() }
      request.tags()
      return edit
    })
    request.tags()
    return { type, name, edits }
  })
  answer(call, resources, request.bool(), true)
}
