import * as z from 'zod'
import { appError } from './app-error.ts'

const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 1_048_576)} MiB`

/** Backups of the data folder, and what takes its place. */
export const backupErrors = {
  'backup.tooLarge': appError({
    about: z.object({ bytes: z.number(), most: z.number() }),
    title: () => 'That is too much for one file',
    cause: (e) => `It would be ${mebibytes(e.bytes)}, and a backup holds at most ${mebibytes(e.most)}.`,
    remedy: () => 'Leave what was recorded out, or quit Samsa and copy its data folder.',
    actions: [],
    retry: 'never',
  }),
  'backup.notOurs': appError({
    about: z.object({}),
    title: () => 'That file is no backup of Samsa',
    cause: () => 'It does not begin as one.',
    remedy: () => 'Choose a file that was saved by “Back up”; its name usually ends in .samsa-backup.',
    actions: [],
    retry: 'never',
  }),
  'backup.newer': appError({
    about: z.object({ what: z.string() }),
    title: () => 'A newer Samsa made this backup',
    cause: (e) => `${e.what} has a form that this version does not know.`,
    remedy: () => 'Restore it with the version that made it, or a later one. Nothing was changed here.',
    actions: [],
    retry: 'never',
  }),
  'backup.damaged': appError({
    about: z.object({ what: z.string() }),
    title: () => 'This backup is damaged',
    cause: (e) => `${e.what} is not what was written: a part is missing or was changed.`,
    remedy: () => 'Copy the file again, or take another one. Nothing was changed here.',
    actions: [],
    retry: 'never',
  }),
  'backup.passphrase': appError({
    about: z.object({ wrong: z.boolean() }),
    title: (e) => (e.wrong ? 'The pass phrase does not open it' : 'This backup has a pass phrase'),
    cause: (e) => (e.wrong ? 'It is another one, or the file is damaged.' : 'Its content is sealed.'),
    remedy: () => 'Enter the pass phrase that it was saved with.',
    actions: [],
    retry: 'never',
  }),
  'backup.gone': appError({
    about: z.object({}),
    title: () => 'That is not there any more',
    cause: () => 'Another file was opened meanwhile, Samsa was started again, or somebody removed it.',
    remedy: () => 'Open the file again. Nothing was changed here.',
    actions: [],
    retry: 'never',
  }),
}
