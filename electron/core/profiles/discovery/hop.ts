import type { DiscoveryHop, Found } from '../../../../shared/contract/discovery.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import type { Clock } from '../../lib/clock.ts'

/** Whatever hangs below, no hop takes longer. */
const HOP_MS = 20_000

export interface Context {
  readonly clock: Clock
  readonly signal: AbortSignal
  found: Found
}

export type Begin = Pick<DiscoveryHop, 'id' | 'kind' | 'label' | 'override'>
export type Ending = Partial<Pick<DiscoveryHop, 'state' | 'detail' | 'choices' | 'error'>>

export const nothingFound: Found = {
  masters: [],
  leader: null,
  agentsVia: 'direct',
  framework: null,
  marathon: null,
  scheduler: null,
  bootstrap: [],
}

/** Shows a hop as under way, then as it ended; what was found up to there goes with it. Null: it failed. */
export async function* hop<T>(
  context: Context,
  begin: Begin,
  act: (signal: AbortSignal) => Promise<{ readonly value: T; readonly ending?: Ending }>,
): AsyncGenerator<DiscoveryHop, T | null> {
  const { clock, signal } = context
  const started = clock.now()
  const plain = (): DiscoveryHop => ({
    ...short(begin),
    state: 'running',
    ms: null,
    detail: '',
    error: null,
    found: context.found,
    choices: [],
  })
  yield plain()
  const limit = new AbortController()
  const cancel = clock.after(HOP_MS, () =>
    limit.abort(new AppError('http.timeout', { address: begin.label, request: 'this hop', phase: 'total', seconds: HOP_MS / 1_000 })),
  )
  try {
    const { value, ending } = await act(AbortSignal.any([signal, limit.signal]))
    yield { ...plain(), state: 'ok', ms: Math.round(clock.now() - started), ...cut(ending) }
    return value
  } catch (error) {
    signal.throwIfAborted()
    const known = error instanceof AppError ? error : new AppError('core.unexpected', { where: 'discovery' }, { cause: error })
    yield {
      ...plain(),
      state: 'failed',
      ms: Math.round(clock.now() - started),
      error: { code: known.code, about: known.about },
      choices: choicesOf(known),
    }
    return null
  } finally {
    cancel()
  }
}

export const skipped = (context: Context, begin: Begin, detail: string): DiscoveryHop => ({
  ...short(begin),
  state: 'skipped',
  ms: null,
  detail,
  error: null,
  found: context.found,
  choices: [],
})

const short = (begin: Begin): Begin => ({ ...begin, id: begin.id.slice(0, 400), label: begin.label.slice(0, 400) })
const cut = (ending: Ending | undefined): Ending =>
  ending?.detail === undefined ? (ending ?? {}) : { ...ending, detail: ending.detail.slice(0, 1_000) }

/** A leader that the profile does not name may be accepted by the user. */
function choicesOf(error: AppError): DiscoveryHop['choices'] {
  if (error.code !== 'mesos.leaderElsewhere' || !('leader' in error.about) || typeof error.about.leader !== 'string') return []
  const value = `http://${error.about.leader.replace(/\/.*$/, '')}`.slice(0, 300)
  return [{ field: 'accepted', value, label: `Accept ${error.about.leader} as a master`.slice(0, 400) }]
}
