import * as z from 'zod'
import { query, stream, type Subject } from '../rpc/define.ts'

const Choice = z.strictObject({
  /** Names and addresses that Samsa knows are replaced by others, the same ones throughout. */
  anonymise: z.boolean(),
})

/** A file in the report, as it will be saved: secrets are taken out already. */
export const ReportFile = z.strictObject({ name: z.string(), about: z.string(), text: z.string() })
export type ReportFile = z.infer<typeof ReportFile>

/** What somebody needs who is to find out what went wrong. Nothing is sent anywhere: it is looked at, saved, and passed on by the user. */
export const report = {
  /** Everything that is in it, and the size of the one file that it becomes. */
  preview: query(Choice, z.strictObject({ files: z.array(ReportFile), bytes: z.int() })),
  /** That file (tar.gz) in pieces. */
  save: stream(Choice, z.strictObject({ piece: z.string(), total: z.int() })),
} as const satisfies Subject
