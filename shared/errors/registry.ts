import * as z from 'zod'
import { appError } from './app-error.ts'

const Server = z.object({ address: z.string() })

/** What can be wrong with a schema registry beside what can be wrong with any server. */
export const registryErrors = {
  'registry.none': appError({
    about: z.object({}),
    title: () => 'This profile names no schema registry',
    cause: () => 'Which schema an id stands for is only known to the registry that gave it.',
    remedy: () => 'Edit the profile and say where its schema registry is, or choose the schema as a file.',
    actions: ['profile.edit'],
    retry: 'never',
  }),
  'registry.unknown': appError({
    about: Server.extend({ what: z.string() }),
    title: (e) => `The schema registry does not have ${e.what}`,
    cause: (e) => `${e.address} answers that it does not have it: another registry gave it, or it was deleted for good.`,
    remedy: () => 'Check which registry the producers use, and the one in the profile. Or choose the schema as a file.',
    actions: ['profile.edit'],
    retry: 'later',
  }),
  'registry.notOne': appError({
    about: Server.extend({ request: z.string() }),
    title: () => 'That is no schema registry',
    cause: (e) => `${e.address} answers ${e.request}, but not as a schema registry does.`,
    remedy: () => 'Give the address and the path under which /subjects is found, for example http://registry.example.org:8081.',
    actions: ['profile.edit'],
    retry: 'never',
  }),
  'registry.tooMuch': appError({
    about: Server.extend({ what: z.string(), limit: z.string() }),
    title: (e) => `${e.what} is too large to be used`,
    cause: (e) => `With all that it refers to it is more than ${e.limit}.`,
    remedy: () => 'Choose the schema as a file, with only what it needs.',
    actions: [],
    retry: 'never',
  }),
} as const
