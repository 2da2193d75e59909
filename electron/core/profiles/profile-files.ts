import { randomUUID } from 'node:crypto'
import type { ImportPreview } from '../../../shared/contract/profile-files.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Clock } from '../lib/clock.ts'
import type { DeriveKey } from '../lib/container.ts'
import { createInOrder } from '../lib/in-order.ts'
import { exportedProfiles } from './profile-export.ts'
import { importRows, readCarried, type Carried } from './profile-import.ts'
import type { Profiles } from './profiles.ts'

export interface ProfileFiles {
  exported(ids: readonly string[], passphrase: string | null): Promise<Uint8Array>
  /** What is in a file, and what it would change here. */
  open(file: Uint8Array, passphrase: string | null): Promise<ImportPreview>
  /** Takes in what was chosen of an opened file, all of it or nothing. Answers the ids of the profiles. */
  take(opened: string, choices: readonly { readonly index: number; readonly as: 'new' | 'replace' }[]): Promise<readonly string[]>
}

/** Files that wait to be confirmed hold secrets: only the newest is kept. */
const MOST_OPENED = 1

/** Profiles on their way to another host, and from one. */
export function createProfileFiles(profiles: Profiles, clock: Clock, derive?: DeriveKey): ProfileFiles {
  const opened = new Map<string, Carried>()
  // A derivation takes 128 MiB and up to a GiB: never two at once.
  const inOrder = createInOrder()
  return {
    exported: (ids, passphrase) => {
      const chosen = ids.map((id) => profiles.get(id))
      return inOrder(() => exportedProfiles(chosen, passphrase, { secret: profiles.secret, now: clock.wall(), derive }))
    },
    async open(file, passphrase) {
      const carried = await inOrder(() => readCarried(file, passphrase, derive))
      const id = randomUUID()
      opened.set(id, carried)
      for (const oldest of opened.keys()) if (opened.size > MOST_OPENED) opened.delete(oldest)
      const rows = importRows(carried, profiles.list())
      return { opened: id, sealed: carried.sealed, rows: [...rows], unreadable: [...carried.unreadable] }
    },
    async take(id, choices) {
      const carried = opened.get(id)
      if (!carried) throw new AppError('profiles.fileGone', {})
      const rows = new Map(importRows(carried, profiles.list()).map((row) => [row.index, row]))
      const taken = await profiles.takeIn(
        choices.flatMap(({ index, as }) => {
          const found = carried.profiles.find((each) => each.index === index)
          if (!found) return []
          const replaces = as === 'replace' ? (rows.get(index)?.existing?.id ?? null) : null
          return [{ profile: found.profile, secrets: found.secrets, replaces }]
        }),
      )
      opened.delete(id)
      return taken
    },
  }
}
