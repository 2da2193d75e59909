import { describeError, AppError } from '../../../../shared/errors/error.ts'
import { openScheduler, type AccessNeeds, type SchedulerAccess } from '../../clients/scheduler/open-scheduler.ts'
import type { Standing } from './verify.ts'
import { whyNot } from './verify.ts'

/** A candidate that says nothing for so long is passed over. */
const CANDIDATE_MS = 8_000
const MOST_CANDIDATES = 12

export interface Candidate {
  readonly access: SchedulerAccess
  readonly standing: Standing
}

export interface Searched {
  readonly found: Candidate | null
  readonly refused: readonly { readonly address: string; readonly why: string }[]
  /** One of them is the scheduler of DC/OS. */
  readonly dcos: AppError | null
}

/** Asks all places at once, without a login. The first that is proven wins; one that the user named is taken when none is proven. */
export async function searchScheduler(
  needs: AccessNeeds,
  bases: readonly string[],
  judge: (access: SchedulerAccess, signal: AbortSignal) => Promise<Standing>,
  outer: AbortSignal,
): Promise<Searched> {
  const stop = new AbortController()
  const refused: { address: string; why: string }[] = []
  const opened: Candidate[] = []
  let dcos: AppError | null = null
  const tried = bases.slice(0, MOST_CANDIDATES).map(async (base): Promise<Candidate> => {
    const limit = new AbortController()
    const cancel = needs.clock.after(CANDIDATE_MS, () =>
      limit.abort(new AppError('http.timeout', { address: base, request: 'GET /health', phase: 'total', seconds: CANDIDATE_MS / 1_000 })),
    )
    const signal = AbortSignal.any([outer, stop.signal, limit.signal])
    try {
      const access = await openScheduler(needs, base, signal)
      const candidate = { access, standing: await judge(access, signal) }
      opened.push(candidate)
      if (candidate.standing === 'verified') return candidate
      refused.push({ address: base, why: whyNot(candidate.standing) })
      throw new Error('not proven')
    } catch (error) {
      if (error instanceof AppError) refused.push({ address: base, why: describeError(error).cause })
      if (error instanceof AppError && error.code === 'scheduler.dcos') dcos = error
      throw error
    } finally {
      cancel()
    }
  })
  const verified = await Promise.any(tried).catch(() => null)
  outer.throwIfAborted()
  const found = verified ?? opened.find(({ standing }) => standing === 'trusted') ?? null
  stop.abort()
  // Those that are still asked end with the signal; what they opened meanwhile is closed with the rest.
  await Promise.allSettled(tried)
  for (const { access } of opened) if (access !== found?.access) access.close()
  return { found, refused: refused.filter(({ address }) => address !== found?.access.base), dcos }
}
