import { AppError } from '../../../shared/errors/error.ts'
import type { Clock } from '../lib/clock.ts'
import type { Json } from '../lib/envelope.ts'
import type { SealedFolder } from '../lib/sealed-folder.ts'
import { fieldOf } from './audit-events.ts'
import type { AuditLog } from './audit-log.ts'
import type { BoundAct, CommandDefinition } from './command.ts'

/** Before-images older than this are removed (E-12). */
export const UNDO_MS = 90 * 86_400_000

interface Needs {
  readonly audit: AuditLog
  readonly kept: SealedFolder
  readonly clock: Clock
}

interface Registered {
  readonly command: CommandDefinition<unknown, unknown>
  readonly world: (cluster: string) => Promise<unknown>
}

/** Finds, for an act of the log, the command that takes it back, and the one that it was. */
export function createUndo({ audit, kept, clock }: Needs) {
  const commands = new Map<string, Registered>()

  const known = (name: Json | undefined, act: string): Registered => {
    const found = typeof name === 'string' ? commands.get(name) : undefined
    if (found === undefined) throw cannot(act, 'This Samsa has no command that would do it.')
    return found
  }
  const document = async (act: string): Promise<{ row: NonNullable<ReturnType<AuditLog['row']>>; kept: Json }> => {
    const row = audit.row(act)
    if (row === undefined) throw new AppError('audit.unknownAct', { act })
    const found = await kept.get(act)
    if (found === null) throw cannot(act, 'What it was made of is kept for 90 days, and is not there any more.')
    return { row, kept: found }
  }

  return {
    register(command: Registered['command'], world: Registered['world']): void {
      commands.set(command.name, { command, world })
    },
    /** What would take the act back, ready to be planned. */
    async bind(act: string, cluster: string): Promise<BoundAct> {
      const { row, kept: found } = await document(act)
      if (row.cluster !== cluster) throw new AppError('audit.unknownAct', { act })
      if (!row.undo.can) throw cannot(act, row.undo.why ?? 'It cannot be taken back.')
      if (row.state !== 'verified' && row.state !== 'accepted') throw cannot(act, 'It is not known to have happened.')
      if (clock.wall() - row.at > UNDO_MS) throw cannot(act, 'It is older than 90 days.')
      const reverse = fieldOf(found, 'reverse')
      const { command, world } = known(fieldOf(reverse, 'command'), act)
      return { command, world: () => world(cluster), input: fieldOf(reverse, 'input') ?? null, undoes: act }
    },
    /** The act itself once more, for reading back what became of it. */
    async again(act: string): Promise<Pick<BoundAct, 'command'> & { readonly exact: Json; readonly world: unknown }> {
      const { row, kept: found } = await document(act)
      const { command, world } = known(fieldOf(found, 'command'), act)
      return { command, exact: fieldOf(found, 'exact') ?? null, world: await world(row.cluster) }
    },
  }
}

const cannot = (act: string, why: string): AppError => new AppError('undo.notPossible', { act, why })
