import type { Profile } from '../../../../shared/contract/profiles.ts'
import type { SeenChange } from '../../../../shared/domain/survey.ts'
import { shownChanges } from '../make-plan.ts'
import type { SeenEvent } from '../audit-events.ts'

/** Who did it cannot be known: Kafka keeps no such list. It is never signed as done by the user of this Samsa. */
export const SOMEONE_ELSE = 'someone else'

export interface Circumstances {
  readonly act: string
  readonly profile: Profile
  /** True: nothing was read in between, because Samsa was not connected. */
  readonly away: boolean
}

const happenings = {
  created: 'was created',
  deleted: 'was deleted',
  replaced: 'was deleted and created anew',
  changed: 'was changed',
} as const
const nouns: Readonly<Record<SeenChange['kind'], string>> = {
  topic: 'Topic ',
  broker: 'The configuration of ',
  acl: 'An ACL of ',
  quota: 'A quota of ',
  scram: 'A SCRAM credential of ',
}

function titleOf({ kind, object, happened, lines }: SeenChange): string {
  const many = lines.length > 1
  if (kind === 'acl' && many) return `ACLs of ${object} were changed`
  if (kind === 'acl') return `${nouns.acl}${object} ${lines[0]?.after === null ? 'was deleted' : 'was added'}`
  if (kind === 'scram' || kind === 'quota')
    return `${nouns[kind]}${object} ${lines.every(({ after }) => after === null) ? 'was removed' : lines.every(({ before }) => before === null) ? 'was set' : 'was changed'}`
  return `${nouns[kind]}${object} ${happenings[happened]}`
}

/** Of more than are written one by one. */
export function restEventOf(rest: readonly SeenChange[], circumstances: Circumstances): Omit<SeenEvent, 'kind' | 'mono'> {
  const lines = rest.map((change) => ({ what: titleOf(change), before: null, after: change.happened }))
  const [from, to] = [Math.min(...rest.map((c) => c.from)), Math.max(...rest.map((c) => c.to))]
  const event = seenEventOf({ kind: 'topic', object: '', happened: 'changed', lines, from, to }, circumstances)
  const title = `${rest.length} more were changed at the same time`
  return { ...event, row: { ...event.row, command: 'elsewhere.more', object: `${rest.length} more`, title } }
}

/** What the audit log says of a change that was seen and that nothing done from here explains. */
export function seenEventOf(change: SeenChange, { act, profile, away }: Circumstances): Omit<SeenEvent, 'kind' | 'mono'> {
  const title = titleOf(change)
  return {
    row: {
      act,
      at: change.to,
      cluster: profile.id,
      profile: profile.name,
      environment: profile.environment,
      command: `elsewhere.${change.kind}`,
      object: change.object.slice(0, 400),
      title: title.slice(0, 400),
      level: null,
      user: SOMEONE_ELSE,
      reason: null,
      via: 'kafka',
      state: 'verified',
      ended: true,
      ms: null,
      note: null,
      error: null,
      steps: null,
      undo: { can: false, why: 'It was not done from here.', by: null },
      undoes: null,
      seen: { from: change.from, away },
    },
    detail: {
      sentence: away
        ? 'It was changed while Samsa was away. Nothing that was done from here explains it.'
        : 'Nothing that was done from here explains it. Who did it, Kafka does not tell.',
      ...shownChanges(change.lines),
      impact: [],
      verdict: null,
      asOf: change.to,
      wayBack: null,
      equivalent: null,
      requests: [],
    },
  }
}
