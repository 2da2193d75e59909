import { AppError } from '../../../../shared/errors/error.ts'

/** What refusals of a master mean; anything else passes as it is. `masters` are what the profile names. */
export function mesosError(error: unknown, masters: readonly string[]): unknown {
  if (!(error instanceof AppError)) return error
  const options = { cause: error }
  if (is(error, 'http.status')) {
    const { address, request, status, text } = error.about
    if (status === 503 && /no leader/i.test(text)) return new AppError('mesos.noLeader', { masters: [...masters] }, options)
    if (status === 503 && /recover/i.test(text)) return new AppError('mesos.recovering', { address, request, text }, options)
    if (status === 501 || (status === 400 && text.includes("Expecting 'type'"))) {
      return new AppError('mesos.unsupported', { address, what: request, needs: 'a newer Mesos' }, options)
    }
  }
  if (is(error, 'http.notFound') && error.about.request.endsWith('/api/v1')) {
    return new AppError('mesos.unsupported', { address: error.about.address, what: 'the operator API', needs: 'Mesos 1.0' }, options)
  }
  if (is(error, 'http.redirect')) {
    if (error.about.why.startsWith('that was redirect'))
      return new AppError('mesos.flapping', { masters: [error.about.address, error.about.to] }, options)
    return new AppError('mesos.leaderElsewhere', { leader: error.about.to.replace(/^(https?:)?\/\//, ''), masters: [...masters] }, options)
  }
  return error
}

/** `instanceof` does not narrow the code; this does. */
export const is = <C extends AppError['code']>(error: AppError, code: C): error is AppError<C> => error.code === code

const MOVED: ReadonlySet<string> = new Set([
  'mesos.noLeader',
  'mesos.leaderElsewhere',
  'http.refused',
  'http.closed',
  'http.unreachable',
  'http.timeout',
  'http.hostUnknown',
  // It may reach another one.
  'http.proxy',
])

/** Errors after which another master may lead. */
export const mayHaveMoved = (error: unknown): boolean => error instanceof AppError && MOVED.has(error.code)
