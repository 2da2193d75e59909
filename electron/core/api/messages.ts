import type { SamsaContract } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import type { KafkaClient } from '../clients/kafka/kafka-client.ts'
import { badInput } from '../commands/refuse-input.ts'
import { produceMessages } from '../commands/messages/produce.ts'
import type { Runner } from '../commands/runner.ts'
import { browse, type BrowseNeeds } from '../messages/browse.ts'
import { encodeBySchema } from '../messages/encode-by-schema.ts'
import { findWritten } from '../messages/find.ts'
import { oneMessage } from '../messages/one.ts'
import type { Registries } from '../messages/registries.ts'
import { schemaNames } from '../messages/schema-names.ts'
import type { RecordsJobs } from '../records/jobs.ts'
import { maskText } from '../records/mask.ts'
import { JobFailure } from '../workers/messages.ts'
import type { WorkerLane } from '../workers/worker-lane.ts'
import type { KafkaWorlds } from './kafka-worlds.ts'

export interface MessagesNeeds {
  /** Fails with `profile.notConnected`. */
  readonly client: (cluster: string) => KafkaClient
  readonly isProduction: (cluster: string) => boolean
  readonly lane: WorkerLane<RecordsJobs>
  readonly runner: Runner
  readonly worlds: KafkaWorlds
  readonly registries: Registries
}

export const messagesHandlers = (needs: MessagesNeeds): Handlers<SamsaContract>['messages'] => {
  const { client, isProduction, lane, runner, worlds, registries } = needs
  const needsOf = (cluster: string): BrowseNeeds => ({
    client: client(cluster),
    lane,
    mask: isProduction(cluster),
    registry: () => registries.of(cluster),
  })
  return {
    async *browse(input, { signal }) {
      try {
        yield* browse(input, needsOf(input.cluster), signal)
      } catch (error) {
        throw asAppError(error)
      }
    },
    one: ({ cluster, ...input }, { signal }) =>
      oneMessage(input, needsOf(cluster), signal).catch((error: unknown) => Promise.reject(asAppError(error))),
    schemaNames: ({ schema }, { signal }) => schemaNames(schema, lane, signal),
    produce: runner.change(produceMessages, (cluster) => {
      const world = worlds(cluster)
      const mask = isProduction(cluster) ? maskText : (text: string) => text
      return {
        ...world,
        mask,
        find: (written, signal) => findWritten(written, { client: world.client, lane }, signal),
        encode: (by, texts, signal) => encodeBySchema(by, texts, { lane, registry: () => registries.of(cluster) }, signal),
      }
    }),
  }
}

/** A pattern that is none is the user's; anything else of the worker is not. */
function asAppError(error: unknown): Error {
  if (!(error instanceof JobFailure)) return error instanceof Error ? error : new AppError('core.unexpected', { where: 'messages' })
  if (error.kind === 'filter') return badInput('messages.browse', [{ path: 'filter', message: error.message }])
  return new AppError('core.unexpected', { where: 'the records worker' }, { cause: error })
}
