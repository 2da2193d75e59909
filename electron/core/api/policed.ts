import type { SamsaHandlers } from '../../../shared/contract/index.ts'
import type { Policy } from '../../../shared/contract/policy.ts'
import { forbids } from '../profiles/policy.ts'

/** The handlers under an administrator's policy: what it does not allow is refused before anything is read or sent. */
export function policed(handlers: SamsaHandlers, policy: Policy): SamsaHandlers {
  if (policy.file === null) return handlers
  const { backups, messages, recordings, profileFiles, secretStore } = handlers
  const check = (allowed: boolean, what: string): void => {
    if (!allowed) throw forbids(policy, what)
  }
  const mayRead = (): void => check(policy.readMessages, 'Reading messages')
  const mayKeep = (): void => check(policy.keepSecrets, 'Keeping passwords')
  return {
    ...handlers,
    messages: {
      ...messages,
      browse(input, context) {
        mayRead()
        return messages.browse(input, context)
      },
      one(input, context) {
        mayRead()
        return messages.one(input, context)
      },
      produce(input, context) {
        check(policy.writeMessages, 'Writing messages')
        return messages.produce(input, context)
      },
    },
    recordings: {
      ...recordings,
      export(input, context) {
        check(policy.exportRecordings !== 'none', 'Exporting recordings')
        check(policy.exportRecordings === 'all' || input.anonymise, 'Exporting a recording under its own names')
        return recordings.export(input, context)
      },
    },
    backups: {
      ...backups,
      make(input, context) {
        check(policy.exportRecordings === 'all' || !(input.history || input.recordings), 'Backing up what was recorded')
        check(policy.keepSecrets || input.passphrase === null, 'Exporting passwords')
        return backups.make(input, context)
      },
    },
    profileFiles: {
      ...profileFiles,
      export(input, context) {
        check(policy.keepSecrets || input.passphrase === null, 'Exporting passwords')
        return profileFiles.export(input, context)
      },
    },
    secretStore: {
      ...secretStore,
      unlock(input, context) {
        mayKeep()
        return secretStore.unlock(input, context)
      },
      keepUnder(input, context) {
        mayKeep()
        return secretStore.keepUnder(input, context)
      },
    },
  }
}
