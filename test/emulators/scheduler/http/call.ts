import type { SchedulerWorld } from '../world.ts'
import { expression, SyntaxProblem, type ExpressionTarget } from '../syntax.ts'
import type { Registry } from '../registry.ts'
import type { Answer } from './answer.ts'
import type { Params } from './params.ts'

export interface Call {
  readonly world: SchedulerWorld
  readonly registry: Registry
  readonly params: Params
}

export type Handler = (call: Call) => Answer | Promise<Answer>

const POLL_MS = 100

/** Looks every 100 ms until it is so; false when the time is up, and then once more. Zero: looks once. */
export async function waitUntil({ world }: Call, ms: number, isSo: () => boolean, every = POLL_MS): Promise<boolean> {
  const end = world.clock.now() + ms
  while (!isSo()) {
    if (world.clock.now() >= end) return false
    await new Promise<void>((resolve) => void world.clock.after(every, resolve))
  }
  return true
}

export const targets = ({ world }: Call): ExpressionTarget[] =>
  world.list().map(({ id, task }) => ({ id, hostname: task?.hostname ?? null, attributes: task?.attributes ?? new Map() }))

/** The ids of an expression; `bad` says what to do with text that is none. */
export function idsOf(call: Call, text: string, bad: (text: string) => never): number[] {
  try {
    return expression(text, { known: targets(call), asText: call.world.facts.line === 'P09' })
  } catch (error) {
    if (error instanceof SyntaxProblem) return bad(text)
    throw error
  }
}
