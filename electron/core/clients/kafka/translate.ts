import { AppError } from '../../../../shared/errors/error.ts'
import { errorName } from './error-codes.ts'
import { shellQuote } from './shell-quote.ts'
import { WireError } from './wire/reader.ts'

/** Anything caught, as a catalogue error. A signal's reason passes as it is, if it is one. */
export function toAppError(error: unknown, where: string): AppError {
  if (error instanceof AppError) return error
  if (error instanceof WireError)
    return new AppError('kafka.decode', { address: where, request: where, detail: error.message }, { cause: error })
  return new AppError('core.unexpected', { where }, { cause: error })
}

/** What a Kafka error code was about, as far as rights go. */
export interface Subject {
  readonly kind: 'topic' | 'group' | 'cluster'
  readonly name: string
}

/** For the command in an error that would grant a missing right. */
export interface Grantee {
  readonly user: string | null
  readonly bootstrap: string
}

const RIGHTS: Readonly<Record<number, Subject['kind']>> = { 29: 'topic', 30: 'group', 31: 'cluster' }

function forbidden(kind: Subject['kind'], subject: Subject, right: string, { user, bootstrap }: Grantee): AppError {
  const named = kind === 'cluster' ? '--cluster' : `--${kind} ${shellQuote(subject.name)}`
  const principal = shellQuote(`User:${user ?? 'ANONYMOUS'}`)
  return new AppError('kafka.forbidden', {
    right,
    resource: kind === 'cluster' ? 'the cluster' : `${kind} ${subject.name}`,
    command: `kafka-acls.sh --bootstrap-server ${shellQuote(bootstrap)} --add --allow-principal ${principal} --operation ${right} ${named}`,
  })
}

/** A Kafka error code as a catalogue error. `right` is the one this question needs, as kafka-acls.sh spells it. */
export function kafkaError(code: number, what: string, subject: Subject, right: string, grantee: Grantee): AppError {
  const kind = RIGHTS[code]
  if (kind) return forbidden(kind, subject, right, grantee)
  return new AppError('kafka.error', { code, name: errorName(code), what })
}
