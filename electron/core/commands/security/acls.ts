import type { Impact } from '../../../../shared/contract/changes.ts'
import { aclKey, aclProblems, type AclBinding } from '../../../../shared/domain/acl.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import type { AclsReading } from '../../clients/kafka/kafka-client.ts'
import type { CommandDefinition, PlanDraft } from '../command.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'
import { needs, plural } from '../kafka/live-cluster.ts'
import { toolLine } from '../kafka/quote.ts'
import { sentOf } from '../kafka/sent.ts'
import { badInput, type FieldProblem } from '../refuse-input.ts'

interface Input {
  readonly acls: readonly AclBinding[]
}

type Way = 'create' | 'delete'
const COMMANDS = { create: 'security.createAcls', delete: 'security.deleteAcls' } as const

async function read(world: KafkaWorld, signal: AbortSignal): Promise<AclsReading> {
  needs(world, 'acls', 'Access control lists')
  const reading = await world.client.readAcls(signal)
  if (!reading.authorizer) throw new AppError('kafka.noAuthorizer', {})
  return reading
}

export const aclSentence = ({ principal, permission, operation, resource, pattern, name, host }: AclBinding): string =>
  `${principal} ${permission === 'allow' ? 'may' : 'may not'} ${operation} on ${resource} ${pattern === 'prefixed' ? `${name}…` : name}${host === '*' ? '' : ` from ${host}`}`

function problemsOf(acls: readonly AclBinding[], there: ReadonlySet<string>, way: Way): FieldProblem[] {
  return acls.flatMap((acl, i): FieldProblem[] => {
    const path = (field: string): string => `acls.${i}.${field}`
    if (way === 'delete')
      return there.has(aclKey(acl)) ? [] : [{ path: path('principal'), message: `It is not there: ${aclSentence(acl)}.` }]
    const wrong = aclProblems(acl).map(({ field, message }) => ({ path: path(field), message }))
    return wrong.length === 0 && there.has(aclKey(acl)) ? [{ path: path('operation'), message: 'This is there already.' }] : wrong
  })
}

const sameResource = (a: AclBinding, b: AclBinding): boolean => a.resource === b.resource && a.name === b.name && a.pattern === b.pattern

/** What is easily overlooked: a first rule closes what was open, a last one opens it, and a denial wins over everything. */
function impactOf(acls: readonly AclBinding[], there: readonly AclBinding[], way: Way): Impact[] {
  const gone = new Set(acls.map(aclKey))
  const impact: Impact[] = []
  const say = (severity: Impact['severity'], text: string): void => void impact.push({ severity, text, path: null })
  const seen = new Set<string>()
  for (const acl of acls) {
    const place = `${acl.resource} ${acl.name}`
    const others = there.filter((other) => sameResource(acl, other) && (way === 'create' || !gone.has(aclKey(other))))
    if (others.length === 0 && !seen.has(place)) {
      seen.add(place)
      say(
        'warn',
        way === 'create'
          ? `The first rule of ${place}: with allow.everyone.if.no.acl.found=true everybody else loses it.`
          : `No rule of ${place} is left: with allow.everyone.if.no.acl.found=true everybody gets it.`,
      )
    }
    if (way === 'create' && acl.permission === 'deny') say('warn', `${aclSentence(acl)}: a denial wins over every permission.`)
    if (way === 'create' && acl.permission === 'allow' && acl.principal === 'User:*')
      say('warn', `${aclSentence(acl)}: that is everybody who can log in.`)
    if (way === 'delete' && acl.permission === 'allow')
      say('info', `${acl.principal} loses it at once, unless another rule or super.users allows it.`)
    if (way === 'delete' && acl.permission === 'deny') say('warn', `${acl.principal} gets back whatever other rules allow.`)
  }
  return impact.slice(0, 50)
}

const KINDS = {
  topic: '--topic',
  group: '--group',
  transactionalId: '--transactional-id',
  delegationToken: '--delegation-token',
  user: '--user-principal',
} as const

function toolWords({ resource, name, pattern, principal, host, operation, permission }: AclBinding, way: Way): readonly string[] {
  return [
    way === 'create' ? '--add' : '--remove',
    ...(way === 'delete' ? ['--force'] : []),
    permission === 'allow' ? '--allow-principal' : '--deny-principal',
    principal,
    ...(host === '*' ? [] : [permission === 'allow' ? '--allow-host' : '--deny-host', host]),
    '--operation',
    operation,
    ...(resource === 'cluster' ? ['--cluster'] : [KINDS[resource], name]),
    ...(pattern === 'prefixed' ? ['--resource-pattern-type', 'prefixed'] : []),
  ]
}

const LINES = 20

function aclCommand(way: Way): CommandDefinition<Input, KafkaWorld> {
  const name = COMMANDS[way]
  return {
    name,
    level: way === 'create' ? 'C1' : 'C2',
    async plan({ acls }, world, signal): Promise<PlanDraft<Input>> {
      const reading = await read(world, signal)
      const problems = problemsOf(acls, new Set(reading.acls.map(aclKey)), way)
      if (problems.length > 0) throw badInput(name, problems)
      const [only] = acls
      const impact = impactOf(acls, reading.acls, way)
      return {
        object: acls.length === 1 && only ? only.principal : plural(acls.length, 'ACL'),
        title: `${way === 'create' ? 'Add' : 'Delete'} ${plural(acls.length, 'ACL')}`,
        sentence: `${plural(reading.acls.length, 'ACL')} ${reading.acls.length === 1 ? 'is' : 'are'} there now. Brokers follow within moments; open connections too.`,
        changes: acls.map((acl) => ({
          what: aclSentence(acl),
          before: way === 'create' ? null : acl.permission,
          after: way === 'create' ? acl.permission : null,
        })),
        impact,
        verdict: impact.some((i) => i.severity === 'warn') ? 'degrades' : 'safe',
        asOf: reading.at,
        wayBack: way === 'create' ? 'Delete them again.' : 'Add them again.',
        equivalent: acls
          .slice(0, LINES)
          .map((acl) => toolLine('kafka-acls', world.bootstrap, ...toolWords(acl, way)))
          .join('\n'),
        via: 'kafka',
        requests: acls.map((acl) => `${way === 'create' ? 'CreateAcls' : 'DeleteAcls'}: ${aclSentence(acl)}`),
        // JSON, as it came.
        before: { acls: acls.map((acl) => ({ ...acl })) },
      }
    },
    async send({ acls }, world, signal) {
      const changes = world.client.changes(world.permit)
      return sentOf(await (way === 'create' ? changes.createAcls(acls, signal) : changes.deleteAcls(acls, signal)), aclSentence)
    },
    async verify({ acls }, world, signal) {
      const there = new Set((await read(world, signal)).acls.map(aclKey))
      const open = acls.filter((acl) => there.has(aclKey(acl)) !== (way === 'create'))
      if (open.length > 0)
        return { is: 'not yet', note: `${plural(open.length, 'ACL')} ${way === 'create' ? 'cannot be seen yet' : 'can be seen still'}.` }
      return { is: 'yes' }
    },
    // What `plan` kept is the input of the reverse.
    undo: ({ before }) => (before === null ? null : { command: COMMANDS[way === 'create' ? 'delete' : 'create'], input: before }),
  }
}

/** Gives or denies rights. */
export const createAcls = aclCommand('create')
/** Takes rights, or denials, away. */
export const deleteAcls = aclCommand('delete')
