import { AppError } from '../../../../../shared/errors/error.ts'

const typeOf = (error: unknown): string => (error instanceof Error && 'type' in error && typeof error.type === 'string' ? error.type : '')

/** `SASL PLAIN authentication failed: reason` as kafkajs words it; the reason alone. */
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message.replace(/^SASL .* failed: /, '') : '')

/** What went wrong while logging in. Brokers before 1.0 just hang up on a wrong password, as there was no other way then. */
export function loginError(
  error: unknown,
  failure: AppError | null,
  address: string,
  mechanism: string,
  offered: readonly string[],
): AppError {
  if (error instanceof AppError && error.code !== 'kafka.closed') return error
  const options = { cause: error }
  if (typeOf(error) === 'ILLEGAL_SASL_STATE') return new AppError('kafka.loginUnexpected', { address, mechanism }, options)
  if (typeOf(error) === 'UNSUPPORTED_SASL_MECHANISM' || /mechanism is not supported/.test(reasonOf(error))) {
    return new AppError('kafka.mechanism', { address, mechanism, offered: [...offered] }, options)
  }
  if (error instanceof Error && error.name === 'KafkaJSServerDoesNotSupportApiKey') {
    return new AppError('kafka.mechanism', { address, mechanism, offered: [] }, options)
  }
  if (failure && failure.code !== 'kafka.closed') return failure
  const detail = failure ? 'The broker closed the connection during the login.' : reasonOf(error)
  return new AppError('kafka.authentication', { address, mechanism, detail }, options)
}
