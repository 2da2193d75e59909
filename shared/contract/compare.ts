import * as z from 'zod'
import { query, type Subject } from '../rpc/define.ts'
import { At } from './common.ts'

/** Most names and differences that are told of one kind; the rest is counted. */
export const MOST_COMPARED = 300

const Name = z.string().max(32_767)
const Text = z.string().max(4_000)

export const ComparedKind = z.strictObject({
  kind: z.enum(['topics', 'groups', 'brokers', 'agents', 'acls']),
  /** False: one side never read it, so nothing can be said. */
  read: z.boolean(),
  onlyLeft: z.array(Name).max(MOST_COMPARED),
  onlyRight: z.array(Name).max(MOST_COMPARED),
  different: z
    .array(
      z.strictObject({
        name: Name,
        fields: z.array(z.strictObject({ field: Text, left: Text.nullable(), right: Text.nullable() })).max(60),
        moreFields: z.int(),
      }),
    )
    .max(MOST_COMPARED),
  counts: z.strictObject({ onlyLeft: z.int(), onlyRight: z.int(), different: z.int(), same: z.int() }),
})
export type ComparedKind = z.infer<typeof ComparedKind>

export const compare = {
  sides: query(z.strictObject({ left: At, right: At, ignoreHosts: z.boolean() }), z.strictObject({ kinds: z.array(ComparedKind).max(5) })),
} as const satisfies Subject
