import type { Profile } from '../../../shared/contract/profiles.ts'
import type { Keychain } from '../../../shared/desktop-services.ts'
import type { AppError } from '../../../shared/errors/error.ts'
import type { FileNeeds } from '../lib/files.ts'
import { openJournal } from '../lib/journal/journal.ts'
import type { Lifetime } from '../lib/lifetime.ts'
import type { Log } from '../lib/log.ts'
import { redactJson } from '../lib/redact-json.ts'
import type { Redactor } from '../lib/redact.ts'
import { openSealedFolder } from '../lib/sealed-folder.ts'
import { createAccess, UNLOCK_MS, type Access } from './access.ts'
import { createAuditLog, type AuditLog } from './audit-log.ts'
import { accessIntent } from './intent.ts'
import { createRunner, type Runner } from './runner.ts'
import { UNDO_MS } from './undo.ts'

export interface ChangesNeeds extends FileNeeds {
  readonly auditFolder: string
  /** Inputs and reverses of acts, sealed. */
  readonly keptFolder: string
  readonly keychain: Keychain
  readonly redactor: Redactor
  readonly log: Log
  readonly lifetime: Lifetime
  readonly user: string
  /** See `AccessNeeds`. */
  readonly refused?: (profile: Profile) => AppError | null
  /** What the user made stricter. */
  readonly stricter?: () => { readonly unlockMs: number; readonly typesAlways: boolean }
  readonly profiles: {
    list(): readonly Profile[]
    get(id: string): Profile
    onChange(changed: () => void, signal: AbortSignal): void
  }
}

/** Everything that a change needs beside its cluster: access, audit log, runner. */
export interface Changes {
  readonly access: Access
  readonly audit: AuditLog
  readonly runner: Runner
}

export async function openChanges(needs: ChangesNeeds): Promise<Changes> {
  const { fs, clock, platform, keychain, redactor, log, lifetime, user, profiles } = needs
  const files = { fs, clock, platform }
  const seal = keychain.available ? keychain : null
  const onProblem = (why: string, error: unknown): void => log.error(why, { error })
  const journal = await openJournal({ ...files, folder: needs.auditFolder, seal, onProblem })
  const audit = await createAuditLog({ journal, clock, redactor, log })
  const kept = await openSealedFolder({
    ...files,
    folder: needs.keptFolder,
    magic: 'samsa.act',
    seal,
    // Nothing that redaction would touch lies open on the disk.
    mayLieOpen: (document) => JSON.stringify(redactJson(document, redactor)) === JSON.stringify(document),
    keptMs: UNDO_MS,
  })
  const newId = (): string => crypto.randomUUID()
  const access = createAccess({
    clock,
    profiles,
    neverUnlock: () => false,
    ...(needs.stricter ? { unlockMs: () => needs.stricter?.().unlockMs ?? UNLOCK_MS } : {}),
    ...(needs.refused ? { refused: needs.refused } : {}),
    note: (profile, what, reason) => audit.intent(accessIntent(profile, { act: newId(), at: clock.wall(), user, what, reason })),
    signal: lifetime.signal,
  })
  const runner = createRunner({
    clock,
    log,
    access,
    audit,
    kept,
    profile: profiles.get,
    user,
    newId,
    typesAlways: () => needs.stricter?.().typesAlways ?? false,
  })
  lifetime.add(runner.stop)
  return { access, audit, runner }
}
