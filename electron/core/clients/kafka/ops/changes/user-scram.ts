import { pbkdf2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { NewScram, ScramCredential, ScramMechanism } from '../../../../../../shared/domain/scram.ts'
import { alterUserScram, type AlterUserScramRequest, type AlterUserScramResponse } from '../../codecs/user-scram.ts'
import type { ItemResults, Outcome } from '../../kafka-changes.ts'
import { toAppError } from '../../translate.ts'
import { mechanismNumber } from '../user-scram.ts'
import { allAre, inOrder, itemResults, noAnswer, outcomeOf, type ChangeContext, type Sent } from './send-change.ts'
import { throughController } from './through-controller.ts'

const HASHES: Readonly<Record<ScramMechanism, readonly [name: string, bytes: number]>> = {
  'SCRAM-SHA-256': ['sha256', 32],
  'SCRAM-SHA-512': ['sha512', 64],
}

const SALT_BYTES = 20

/** Hi() of RFC 5802, over the password as it is (Kafka's ScramFormatter prepares it no other way). */
async function salted({ mechanism, password, iterations }: NewScram) {
  const [hash, bytes] = HASHES[mechanism]
  const salt = randomBytes(SALT_BYTES)
  return { salt, saltedPassword: await promisify(pbkdf2)(password, salt, iterations, bytes, hash) }
}

/** Kafka refuses a request that names a user twice, also with another mechanism: each round has every user once at most. */
function roundsOf<Item extends ScramCredential>(items: readonly Item[]): Item[][] {
  const rounds: Item[][] = []
  for (const item of items) {
    const free = rounds.find((round) => round.every(({ user }) => user !== item.user))
    if (free) free.push(item)
    else rounds.push([item])
  }
  return rounds
}

/** One request a round, each item once; what became of one does not keep the next from being sent. */
async function inRounds<Item extends ScramCredential>(
  items: readonly Item[],
  verb: string,
  requestOf: (round: readonly Item[]) => Promise<AlterUserScramRequest>,
  context: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<Item>> {
  const results: ItemResults<Item>[] = []
  for (const round of roundsOf(items)) {
    const request = await requestOf(round)
    try {
      const sent = await throughController(alterUserScram, request, (value) => value.results.map((r) => r.error), context, signal)
      results.push(outcomes(round, sent, verb, context))
    } catch (error) {
      // Aborted before this round: what the earlier ones did is told.
      if (results.length === 0) throw error
      results.push(allAre(round, { is: 'notSent', error: toAppError(error, alterUserScram.name) }))
    }
  }
  return inOrder(items, results.flat())
}

function outcomes<Item extends ScramCredential>(
  items: readonly Item[],
  sent: Sent<AlterUserScramResponse>,
  verb: string,
  context: ChangeContext,
): ItemResults<Item> {
  return itemResults(items, sent, ({ user, mechanism }, { results }): Outcome => {
    const what = `${verb} the ${mechanism} credential of ${user}`
    const found = results.find((result) => result.user === user)
    if (found === undefined) return noAnswer(what)
    return outcomeOf(found.error, found.message, { what, subject: { kind: 'cluster', name: '' }, right: 'Alter' }, context)
  })
}

/** What leaves this machine is salted; the password stays here. */
export const setScram = (credentials: readonly NewScram[], context: ChangeContext, signal: AbortSignal): Promise<ItemResults<NewScram>> => {
  const upsertion = async (credential: NewScram) => {
    const { user, mechanism, iterations } = credential
    return { user, mechanism: mechanismNumber(mechanism), iterations, ...(await salted(credential)) }
  }
  const requestOf = async (round: readonly NewScram[]) => ({ deletions: [], upsertions: await Promise.all(round.map(upsertion)) })
  return inRounds(credentials, 'set', requestOf, context, signal)
}

export const removeScram = (
  credentials: readonly ScramCredential[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<ScramCredential>> => {
  const deletion = ({ user, mechanism }: ScramCredential) => ({ user, mechanism: mechanismNumber(mechanism) })
  return inRounds(credentials, 'remove', async (round) => ({ deletions: round.map(deletion), upsertions: [] }), context, signal)
}
