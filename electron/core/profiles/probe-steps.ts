import type { ProbeStep } from '../../../shared/contract/profiles.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Clock } from '../lib/clock.ts'

type Begin = Pick<ProbeStep, 'id' | 'kind' | 'label'>
type Result = Partial<Pick<ProbeStep, 'state' | 'detail' | 'error' | 'suggestion'>>

/** Steps on their way to the page: pushed as they happen, taken one by one. */
export interface Steps extends AsyncIterable<ProbeStep> {
  /** Shows a step as running, then as what `act` made of it; an error of the catalogue makes it fail. Answers whether it went well. */
  run<T>(step: Begin, act: () => Promise<{ value: T; result: Result }>): Promise<T | AppError>
  push(step: ProbeStep): void
  end(): void
}

const MOST_DETAIL = 1_000
const MOST_LABEL = 400

export function createSteps(clock: Clock, signal: AbortSignal): Steps {
  let waiting: ProbeStep[] = []
  let ended = false
  let wake: (() => void) | null = null
  const stir = (): void => {
    wake?.()
    wake = null
  }
  signal.addEventListener('abort', stir, { once: true })

  const push = (step: ProbeStep): void => {
    const short = { ...step, label: step.label.slice(0, MOST_LABEL), detail: step.detail.slice(0, MOST_DETAIL) }
    // A step that was not taken yet is replaced: at most one waits for each id.
    const at = waiting.findIndex((w) => w.id === step.id)
    if (at >= 0) waiting[at] = short
    else waiting.push(short)
    stir()
  }

  return {
    push,
    end() {
      ended = true
      stir()
    },
    async run(begin, act) {
      const started = clock.now()
      const step = { ...begin, ms: null, detail: '', error: null, suggestion: null }
      push({ ...step, state: 'running' })
      const ms = (): number => Math.round(clock.now() - started)
      try {
        const { value, result } = await act()
        push({ ...step, state: 'ok', ms: ms(), ...result })
        return value
      } catch (error) {
        const known = error instanceof AppError ? error : new AppError('core.unexpected', { where: 'the probe' }, { cause: error })
        if (!signal.aborted) push({ ...step, state: 'failed', ms: ms(), error: { code: known.code, about: known.about } })
        return known
      }
    },
    async *[Symbol.asyncIterator]() {
      while (!signal.aborted) {
        const steps = waiting
        waiting = []
        yield* steps
        if (waiting.length > 0) continue
        if (ended) return
        await new Promise<void>((resolve) => {
          wake = resolve
          if (ended || signal.aborted || waiting.length > 0) stir()
        })
      }
    },
  }
}
