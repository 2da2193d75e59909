/** Credentials that the brokers keep for SASL/SCRAM (KIP-554), by the names of the mechanisms. */

export const SCRAM_MECHANISMS = ['SCRAM-SHA-256', 'SCRAM-SHA-512'] as const
export type ScramMechanism = (typeof SCRAM_MECHANISMS)[number]

/** What Kafka takes (ScramMechanism.minIterations, ScramCredentialUtils). */
export const ITERATIONS = { least: 4_096, most: 16_384 } as const

export interface ScramCredential {
  readonly user: string
  readonly mechanism: ScramMechanism
}

export interface ScramListed extends ScramCredential {
  readonly iterations: number
}

export interface NewScram extends ScramListed {
  readonly password: string
}

/** Two with the same key are the same one. */
export const scramKey = ({ user, mechanism }: ScramCredential): string => `${mechanism} ${user}`

export interface ScramProblem {
  readonly path: 'user' | 'password' | 'iterations'
  readonly message: string
}

/** What cannot be, by field; whether the cluster takes it, it says itself. */
export function scramProblems({ user, password, iterations }: NewScram): ScramProblem[] {
  const problems: ScramProblem[] = []
  if (user.trim() === '') problems.push({ path: 'user', message: 'A name is needed.' })
  if (user.startsWith('User:')) problems.push({ path: 'user', message: 'The name alone, without User: before it.' })
  if (password === '') problems.push({ path: 'password', message: 'A password is needed.' })
  const { least, most } = ITERATIONS
  if (!Number.isInteger(iterations) || iterations < least || iterations > most)
    problems.push({ path: 'iterations', message: `A whole number from ${least} to ${most}: Kafka takes no other.` })
  return problems
}

/**
 * The figure that is sent. Kafka tells iterations and never passwords: a new password with as many iterations as the old one could not be
 * told from it by reading back, so it gets one more.
 */
export const tellableIterations = (wanted: number, now: number | null): number =>
  wanted !== now ? wanted : wanted < ITERATIONS.most ? wanted + 1 : wanted - 1
