import { common } from './common.ts'
import { quotas } from './quotas.ts'
import { scram } from './scram.ts'

const { plural } = common

const resource = {
  topic: 'topic',
  group: 'consumer group',
  cluster: 'cluster',
  transactionalId: 'transactional id',
  delegationToken: 'delegation token',
  user: 'user',
}

export const security = {
  title: 'Security',
  tabs: { acls: 'ACLs', quotas: 'Quotas', scram: 'SCRAM users' },
  quota: quotas,
  scram,
  noun: 'ACLs',
  column: {
    principal: 'Principal',
    permission: 'Permission',
    operation: 'Operation',
    resource: 'Resource',
    name: 'Name',
    pattern: 'Stands for',
    host: 'From',
  },
  about: {
    principal: 'User:* is everybody who can log in',
    pattern: 'Exactly this name, or all names that begin so',
    host: 'The address that it is asked from; * is any',
  },
  resource,
  permission: { allow: 'allow', deny: 'deny' },
  pattern: { literal: 'this name', prefixed: 'names that begin so' },
  filterHint: 'principal:User:billing operation:read',
  empty: 'No ACL is kept. Unless allow.everyone.if.no.acl.found is true, only super users may do anything.',
  noAuthorizer: 'The brokers have no authorizer',
  noAuthorizerNote:
    'Everybody who reaches them may do everything, and ACLs cannot be kept. Brokers take one with authorizer.class.name, super.users, and a restart.',
  live: 'This is read live; what stood at an earlier moment is not recorded.',
  unknown: (n: number, text: string) => `${text} ${plural(n, 'ACL is', 'ACLs are')} of a kind that Samsa does not know`,
  count: (n: number, text: string) => `${text} ${plural(n, 'ACL', 'ACLs')}`,
  principals: (n: number, text: string) => `${text} ${plural(n, 'principal', 'principals')}`,
  add: 'Add an ACL',
  like: 'Another like this…',
  remove: (n: number) => plural(n, 'Delete this ACL…', `Delete ${n} ACLs…`),
  tooMany: (n: number) => `At most ${n} at once`,
  file: {
    name: 'acls',
    export: 'Export CSV',
    import: 'Import CSV…',
    empty: 'There is none',
    importTitle: 'Import ACLs',
    lines: 'ACLs, one a line',
    note: 'As they are exported: principal, permission, operation, resource, name, pattern, host.',
    choose: 'Choose a file…',
    large: 'At most 4 MB',
    none: 'There is no ACL in it.',
    first: 'Paste the lines or choose a file',
    nothing: 'All of them are there',
    waiting: 'The ACLs that there are were not read yet',
    line: (line: number, message: string, more: number) =>
      `Line ${line}: ${message}${more > 0 ? ` And ${plural(more, 'one more line', `${more} more lines`)}.` : ''}`,
    submit: (n: number, text: string) => (n === 0 ? 'Add…' : `Add ${plural(n, '1 ACL', `${text} ACLs`)}…`),
    sums: (added: string, same: string, extra: string) =>
      `To be added: ${added}. There already: ${same}. There and not in the file, and left alone: ${extra}.`,
    added: 'Added',
    notNamed: 'There, and not in the file',
    words: (who: string, may: string, operation: string, kind: string, name: string, host: string) =>
      `${who}: ${may} ${operation} on ${kind} ${name}${host === '*' ? '' : ` from ${host}`}`,
  },
  form: {
    title: 'Add an ACL',
    submit: 'Review…',
    permission: 'Permission',
    principalNote: 'As the brokers see it: User:name, or User:* for everybody.',
    hostNote: 'An IP address; * is any.',
    clusterNote: 'The cluster has one name.',
    nameNote: 'Also one that is not there yet; * stands for all.',
    prefixNote: 'All names that begin so, now and later.',
  },
}
