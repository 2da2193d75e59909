import * as z from 'zod'
import { command, view, type Subject } from '../rpc/define.ts'
import { Reason } from './changes.ts'
import { Done, Nothing, ProfileId } from './common.ts'
import { AccessLevel } from './profiles.ts'

export const AccessRow = z.strictObject({
  profile: ProfileId,
  /** What holds right now. `observe`: nothing can be changed. */
  level: AccessLevel,
  /** What holds without an unlock. A production profile is always at `observe` here. */
  base: AccessLevel,
  /** Wall clock ms at which an unlock ends; null: it is not unlocked. */
  until: z.number().nullable(),
  /** False: it needs no unlocking, or `why` says why it cannot be. */
  canUnlock: z.boolean(),
  why: z.string().nullable(),
  /** What has to be typed to unlock it. */
  shortName: z.string(),
})
export type AccessRow = z.infer<typeof AccessRow>

export const access = {
  state: view(Nothing, AccessRow, 'profile'),
  /** For 15 minutes, or until lock, sleep, locked screen, disconnect, end of Samsa. */
  unlock: command(
    'C0',
    z.strictObject({ cluster: ProfileId, typed: z.string().max(200, 'At most 200 characters'), reason: Reason.nullable() }),
    Done,
    ['access'],
  ),
  /** Null: every profile. */
  lock: command('C0', z.strictObject({ cluster: ProfileId.nullable() }), Done, ['access']),
} as const satisfies Subject
