import type { NewScram, ScramCredential } from '../../../shared/domain/scram.ts'
import type { ScramForm } from '../../state/forms.ts'
import { ITERATIONS, SCRAM_MECHANISMS, scramProblems } from '../../../shared/domain/scram.ts'

/** A credential travels in the address of its form as parameters; no password does. */
export const textOfScram = ({ user, mechanism }: ScramCredential): string => new URLSearchParams({ user, mechanism }).toString()

export function scramOf(text: string | undefined): ScramForm {
  const query = new URLSearchParams(text)
  const mechanism = SCRAM_MECHANISMS.find((name) => name === query.get('mechanism')) ?? 'SCRAM-SHA-512'
  return { user: query.get('user') ?? '', mechanism, iterations: String(ITERATIONS.least), password: '', again: '' }
}

export const newScramOf = ({ user, mechanism, iterations, password }: ScramForm): NewScram => ({
  user,
  mechanism,
  iterations: /^\d{1,9}$/.test(iterations.trim()) ? Number(iterations) : 0,
  password,
})

/** What is wrong, by field. */
export function problemsOfScram(written: ScramForm, differs: string): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {}
  for (const { path, message } of scramProblems(newScramOf(written))) problems[path] ??= message
  if (written.password !== '' && written.password !== written.again) problems['again'] = differs
  return problems
}
