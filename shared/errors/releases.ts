import * as z from 'zod'
import { appError } from './app-error.ts'

/** The place where new versions of Samsa are announced. */
export const releaseErrors = {
  'releases.notOne': appError({
    about: z.object({ address: z.string(), request: z.string() }),
    title: (e) => `${e.address} does not say which version is the newest`,
    cause: (e) => `Its answer to ${e.request} is not the description of a release.`,
    remedy: () => 'Look where you got Samsa from. If an administrator set this address, tell them.',
    actions: ['retry', 'details.copy'],
    retry: 'later',
  }),
}
