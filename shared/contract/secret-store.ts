import * as z from 'zod'
import { command, view, type Subject } from '../rpc/define.ts'
import { Done, Nothing } from './common.ts'

/** Where passwords and keys are kept. `memory`: gone when Samsa quits. Never one of them. */
export const SecretStoreRow = z.strictObject({
  id: z.literal('secrets'),
  kind: z.enum(['keychain', 'passphrase', 'memory']),
  /** What is kept cannot be used now. With kind `passphrase` the pass phrase opens it. */
  locked: z.boolean(),
})
export type SecretStoreRow = z.infer<typeof SecretStoreRow>

const NewPassphrase = z.string().min(12, 'At least 12 characters').max(1_000, 'At most 1,000 characters')

export const secretStore = {
  state: view(Nothing, SecretStoreRow, 'id'),
  unlock: command('C0', z.strictObject({ passphrase: z.string().max(1_000) }), Done, ['profiles']),
  /** Where no keychain is: from now on they are kept, sealed under it. */
  keepUnder: command('C0', z.strictObject({ passphrase: NewPassphrase }), Done, ['profiles']),
} as const satisfies Subject
