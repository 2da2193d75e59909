import type { Impact } from '../../../../shared/contract/changes.ts'
import {
  scramKey,
  scramProblems,
  tellableIterations,
  type NewScram,
  type ScramCredential,
  type ScramListed,
} from '../../../../shared/domain/scram.ts'
import type { ScramReading } from '../../clients/kafka/kafka-client.ts'
import type { CommandDefinition, PlanDraft } from '../command.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'
import { needs, plural } from '../kafka/live-cluster.ts'
import { toolLine } from '../kafka/quote.ts'
import { sentOf } from '../kafka/sent.ts'
import { badInput } from '../refuse-input.ts'

const SET = 'security.setScram'
const REMOVE = 'security.removeScram'

export async function readScramUsers(world: KafkaWorld, signal: AbortSignal): Promise<ScramReading> {
  needs(world, 'scram', 'SCRAM users')
  return world.client.readScram(signal)
}

export const scramWords = ({ user, mechanism }: ScramCredential): string => `${mechanism} of user ${user}`
export const iterationsOf = ({ iterations }: ScramListed): string => `${iterations} iterations`

const found = (all: readonly ScramListed[], wanted: ScramCredential): ScramListed | null =>
  all.find((one) => scramKey(one) === scramKey(wanted)) ?? null

const say = (severity: Impact['severity'], text: string): Impact => ({ severity, text, path: null })

function impactOfSet({ user }: NewScram, before: ScramListed | null, { login }: KafkaWorld): Impact[] {
  return [
    ...(login.user === user && before
      ? [say('bad', `Samsa itself logs in as ${user} here: its profile needs the new password next.`)]
      : []),
    ...(login.encrypted
      ? []
      : [
          say(
            'warn',
            'The connection to the brokers is not encrypted: whoever reads it can log in with what is sent, as with the password.',
          ),
        ]),
    before
      ? say('info', `Clients of ${user} that are connected stay; each needs the new password when it connects again.`)
      : say('info', `${user} can log in at once; what they may do, ACLs say.`),
  ]
}

const verdictOf = (impact: readonly Impact[]): 'safe' | 'degrades' => (impact.some((i) => i.severity === 'bad') ? 'degrades' : 'safe')

/** Makes a user who can log in, or gives one another password. The password is in no plan, no log and no file. */
export const setScram: CommandDefinition<NewScram, KafkaWorld> = {
  name: SET,
  level: 'C2',
  async plan(input, world, signal): Promise<PlanDraft<NewScram>> {
    const { at, credentials } = await readScramUsers(world, signal)
    const problems = scramProblems(input)
    if (problems.length > 0) throw badInput(SET, problems)
    const before = found(credentials, input)
    const exact = { ...input, iterations: tellableIterations(input.iterations, before?.iterations ?? null) }
    const { user, mechanism, iterations } = exact
    const impact = impactOfSet(exact, before, world)
    const config = `${mechanism}=[iterations=${iterations},password=<password>]`
    return {
      object: user,
      title: before ? `Change the password of ${user}` : `Create the user ${user}`,
      sentence: `For ${mechanism}. The password is salted here; the brokers get and keep what follows from it, and tell nobody.`,
      changes: [
        {
          what: scramWords(exact),
          before: before === null ? null : iterationsOf(before),
          after: before === null ? iterationsOf(exact) : `the new password, ${iterationsOf(exact)}`,
        },
      ],
      impact,
      verdict: verdictOf(impact),
      asOf: at,
      wayBack: before === null ? 'Remove the user again.' : 'Set the old password again: Samsa does not know it.',
      equivalent: toolLine(
        'kafka-configs',
        world.bootstrap,
        '--alter',
        '--add-config',
        config,
        '--entity-type',
        'users',
        '--entity-name',
        user,
      ),
      via: 'kafka',
      requests: [`AlterUserScramCredentials: set ${scramWords(exact)}, ${iterationsOf(exact)}`],
      exact,
      before: before === null ? { credentials: [{ user, mechanism }] } : null,
    }
  },
  written: ({ user, mechanism, iterations }) => ({ user, mechanism, iterations }),
  async send(exact, world, signal) {
    return sentOf(await world.client.changes(world.permit).setScram([exact], signal), scramWords)
  },
  async verify(exact, world, signal) {
    const now = found((await readScramUsers(world, signal)).credentials, exact)
    return now?.iterations === exact.iterations ? { is: 'yes' } : { is: 'not yet', note: `${scramWords(exact)} is not so yet.` }
  },
  undo: ({ before }) => (before === null ? null : { command: REMOVE, input: before }),
}

interface Removal {
  readonly credentials: readonly ScramCredential[]
}

function impactOfRemoval({ credentials }: Removal, there: readonly ScramListed[], { login }: KafkaWorld): Impact[] {
  const gone = new Set(credentials.map(scramKey))
  const users = [...new Set(credentials.map(({ user }) => user))]
  return users.slice(0, 50).flatMap((user) => {
    const left = there.filter((one) => one.user === user && !gone.has(scramKey(one)))
    const own = login.user === user ? [say('bad', `Samsa itself logs in as ${user} here.`)] : []
    if (left.length > 0) return [...own, say('info', `${user} can still log in by ${left.map((one) => one.mechanism).join(', ')}.`)]
    return [...own, say('warn', `${user} cannot log in by SCRAM any more; who is connected stays until the connection ends.`)]
  })
}

/** Takes credentials away, each by what it is. */
export const removeScram: CommandDefinition<Removal, KafkaWorld> = {
  name: REMOVE,
  level: 'C2',
  async plan(input, world, signal): Promise<PlanDraft<Removal>> {
    const { at, credentials: there } = await readScramUsers(world, signal)
    const { credentials } = input
    const missing = credentials.flatMap((one, i) =>
      found(there, one) ? [] : [{ path: `credentials.${i}.user`, message: `It is not there: ${scramWords(one)}.` }],
    )
    if (missing.length > 0) throw badInput(REMOVE, missing)
    const impact = impactOfRemoval(input, there, world)
    const [only] = credentials
    return {
      object: credentials.length === 1 && only ? only.user : plural(credentials.length, 'credential'),
      title: credentials.length === 1 && only ? `Remove ${scramWords(only)}` : `Remove ${plural(credentials.length, 'credential')}`,
      sentence: 'Brokers follow within moments. ACLs and quotas of the name stay.',
      changes: credentials.map((one) => ({
        what: scramWords(one),
        before: iterationsOf(found(there, one) ?? { ...one, iterations: 0 }),
        after: null,
      })),
      impact,
      verdict: verdictOf(impact),
      asOf: at,
      wayBack: 'Set a password again: what is removed is known to nobody.',
      equivalent: credentials
        .map(({ user, mechanism }) =>
          toolLine(
            'kafka-configs',
            world.bootstrap,
            '--alter',
            '--delete-config',
            mechanism,
            '--entity-type',
            'users',
            '--entity-name',
            user,
          ),
        )
        .join('\n'),
      via: 'kafka',
      requests: credentials.map((one) => `AlterUserScramCredentials: remove ${scramWords(one)}`),
    }
  },
  async send({ credentials }, world, signal) {
    return sentOf(await world.client.changes(world.permit).removeScram(credentials, signal), scramWords)
  },
  async verify({ credentials }, world, signal) {
    const there = (await readScramUsers(world, signal)).credentials
    const left = credentials.filter((one) => found(there, one))
    return left.length > 0 ? { is: 'not yet', note: `Still there: ${left.map(scramWords).join(', ')}.` } : { is: 'yes' }
  },
}
