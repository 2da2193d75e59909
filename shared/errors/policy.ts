import * as z from 'zod'
import { appError } from './app-error.ts'

/** What an administrator's file restricts. */
export const policyErrors = {
  'policy.forbids': appError({
    about: z.object({ what: z.string(), by: z.string(), file: z.string() }),
    title: (e) => `${e.what} is not allowed on this computer`,
    cause: (e) => `Set by your administrator in ${e.file}.`,
    remedy: (e) => `If you need it, ask ${e.by}.`,
    actions: ['details.copy'],
    retry: 'never',
  }),
  'policy.broken': appError({
    about: z.object({ file: z.string(), by: z.string(), problems: z.array(z.object({ field: z.string(), message: z.string() })) }),
    title: () => 'The administrator’s policy cannot be followed as it stands',
    cause: (e) => `${e.file}: ${e.problems.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`)).join('; ')}`,
    remedy: (e) => `Until ${e.by} corrects it and Samsa is started again, everything that a policy can restrict is restricted.`,
    actions: ['details.copy'],
    retry: 'never',
  }),
}
