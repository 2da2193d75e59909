import * as z from 'zod'
import { appError } from './app-error.ts'

/** Files that carry profiles from one host to another, and the pass phrase that secrets are kept under. */
export const profileFileErrors = {
  'secrets.passphrase': appError({
    about: z.object({}),
    title: () => 'The pass phrase does not open the secrets',
    cause: () => 'It is another one, or secrets.json was changed by somebody.',
    remedy: () => 'Try again. Without it enter each password anew: the sealed file stays as it is.',
    actions: [],
    retry: 'never',
  }),
  'profiles.fileNotOurs': appError({
    about: z.object({}),
    title: () => 'That file holds no profiles of Samsa',
    cause: () => 'It does not begin as exported profiles do.',
    remedy: () => 'Choose a file that was exported from Samsa’s launcher; its name usually ends in .samsa-profiles.',
    actions: [],
    retry: 'never',
  }),
  'profiles.fileNewer': appError({
    about: z.object({}),
    title: () => 'A newer Samsa made this file',
    cause: () => 'Its format is newer than this version knows.',
    remedy: () => 'Import it with the version that made it, or a later one.',
    actions: [],
    retry: 'never',
  }),
  'profiles.fileDamaged': appError({
    about: z.object({}),
    title: () => 'This file of profiles is damaged',
    cause: () => 'Its content is not what was written: a part is missing or was changed.',
    remedy: () => 'Copy or export the file again. Nothing of it was taken in.',
    actions: [],
    retry: 'never',
  }),
  'profiles.filePassphrase': appError({
    about: z.object({ wrong: z.boolean() }),
    title: (e) => (e.wrong ? 'The pass phrase does not open it' : 'This file has a pass phrase'),
    cause: (e) => (e.wrong ? 'It is another one, or the file is damaged.' : 'Its content is sealed.'),
    remedy: () => 'Enter the pass phrase that it was exported with.',
    actions: [],
    retry: 'never',
  }),
  'profiles.fileGone': appError({
    about: z.object({}),
    title: () => 'The file is not open any more',
    cause: () => 'Another file was opened meanwhile, or Samsa was started again.',
    remedy: () => 'Open the file again. Nothing of it was taken in.',
    actions: [],
    retry: 'never',
  }),
}
