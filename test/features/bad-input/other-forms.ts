import { fireEvent, within } from '@testing-library/react'
import type { Bad, BadForm } from './row.ts'

const PERIOD = /^Write a whole number with a unit/

const settings: readonly Bad[] = [
  { field: 'CPU, cores', write: 'two', says: 'Write a number' },
  { field: 'CPU, cores', write: '0', says: 'Write a number of cores above 0' },
  { field: 'Memory, MiB', write: '-1', says: 'Write a whole number' },
  { field: 'Memory, MiB', write: '1.5', says: 'Write a whole number of MiB' },
  { field: 'Heap, MiB', write: '999999', says: /memory/ },
  { field: 'Constraints', write: 'rack=', says: /./ },
  { field: 'Constraints', write: 'rak=unique', says: /^No agent has a text attribute “rak”/ },
  { field: 'Port', write: '70000', says: 'Ports lie between 1 and 65535.' },
  { field: 'Port', write: '9100..9000', says: 'The range ends before it starts.' },
  { field: 'Data directory', write: 'data', says: 'Write an absolute path: a relative one lies in the sandbox.' },
  { field: 'Kafka options', write: 'num.io.threads', says: '“num.io.threads” is no name=value' },
  { field: 'Kafka options', write: 'a=1\na=2', says: 'a stands there twice' },
  { field: 'Sticky for', write: '10 minutes', says: PERIOD },
  { field: 'First retry after', write: '1', says: PERIOD },
  { field: 'At most after', write: 'soon', says: PERIOD },
  { field: 'Tries', write: '0', says: 'Write a whole number above 0' },
]

const NEXT = /^Next/

const onMesos: readonly BadForm[] = [
  {
    name: 'new brokers',
    changes: ['lifecycle.add'],
    at: '/brokers?form=add',
    onMesos: true,
    title: 'Add brokers',
    submit: NEXT,
    bad: [
      { field: 'New brokers', write: '', says: 'Name at least one broker' },
      { field: 'New brokers', write: 'x', says: /./ },
      { field: 'New brokers', write: '0', says: '0 exists already' },
      ...settings,
      {
        field: 'Port',
        write: '31000',
        says: 'Another broker has it.',
        core: { path: 'settings.port', message: 'Another broker has it.' },
      },
    ],
  },
  {
    name: 'settings of a broker',
    changes: ['lifecycle.update'],
    at: '/brokers?form=update&of=4',
    onMesos: true,
    title: 'Change broker 4',
    submit: NEXT,
    bad: settings,
  },
  {
    name: 'copy of a broker',
    changes: ['lifecycle.clone'],
    at: '/brokers?form=clone&of=4',
    onMesos: true,
    title: 'Clone broker 4',
    submit: NEXT,
    bad: [
      { field: 'New brokers', write: '4', says: '4 exists already' },
      { field: 'New brokers', write: '', says: 'Name at least one broker' },
    ],
  },
]

const USER = { 'User name': 'ada' }

const security: readonly BadForm[] = [
  {
    name: 'ACL',
    changes: ['security.createAcls'],
    at: '/security?form=security.addAcl',
    title: 'Add an ACL',
    submit: 'Review…',
    bad: [
      { field: 'Principal', write: 'alice', with: { Name: 'a' }, says: 'A type and a name, as User:alice.' },
      { field: 'Principal', write: 'User:al*', with: { Name: 'a' }, says: /^There are no patterns of principals/ },
      { field: 'Name', write: '', with: { Principal: 'User:a' }, says: 'A name is needed; * stands for all.' },
      { field: 'From', write: 'host.example', with: { Principal: 'User:a', Name: 'a' }, says: /^An IP address, or \* for any/ },
      {
        field: 'Operation',
        write: 'Write',
        with: { Principal: 'User:a', Name: 'a' },
        says: 'It is there already.',
        core: { path: 'acls.0.operation', message: 'It is there already.' },
      },
    ],
  },
  {
    name: 'ACLs of a file',
    changes: ['security.createAcls'],
    at: '/security?form=security.importAcls',
    title: 'Import ACLs',
    submit: /^Add/,
    bad: [
      { field: 'ACLs, one a line', write: 'User:ada,allow,Read', says: /^Line 1: It has 3 columns; it needs 7/, off: 'says' },
      {
        field: 'ACLs, one a line',
        write: 'User:ada,allow,Read,topic,orders,literal,*\nUser:ada,allow,Fly,topic,orders,literal,*\nx',
        says: /^Line 2: “Fly” is no operation: .* And one more line\.$/,
        off: 'says',
      },
      {
        field: 'ACLs, one a line',
        write: 'principal,permission,operation,resource,name,pattern,host',
        says: 'There is no ACL in it.',
        off: 'says',
      },
      {
        field: 'ACLs, one a line',
        write: 'User:ada,allow,Read,topic,orders,literal,*',
        says: 'Kafka knows no ada.',
        core: { path: 'acls.0.principal', message: 'Kafka knows no ada.' },
      },
    ],
  },
  {
    name: 'quota',
    changes: ['security.alterQuotas'],
    at: '/security?tab=quotas&form=security.setQuota',
    title: 'Set a quota',
    submit: 'Review…',
    bad: [
      { field: 'User name', write: '', with: { Produce: '1' }, says: 'A name is needed.' },
      { field: 'Produce', write: '0', with: USER, says: /^More than zero/ },
      { field: 'Produce', write: '-1', with: USER, says: /^More than zero/ },
      { field: 'Produce', write: 'fast', with: USER, says: /^More than zero/ },
      { field: 'Produce', write: '1.5', with: USER, says: 'A whole number.' },
      { field: 'Produce', write: '', with: USER, says: '', off: 'Write a limit first.' },
      {
        field: 'Request time',
        write: '50',
        with: USER,
        says: 'Too much.',
        core: { path: 'quotas.0.changes.0.value', message: 'Too much.' },
      },
    ],
  },
  {
    name: 'SCRAM user',
    changes: ['security.setScram'],
    at: '/security?tab=scram&form=security.setScram',
    title: 'Create a user',
    submit: 'Review…',
    bad: [
      { field: 'User', write: '', with: { Password: 'p', 'Once more': 'p' }, says: 'A name is needed.' },
      { field: 'User', write: 'User:ada', with: { Password: 'p', 'Once more': 'p' }, says: /^The name alone/ },
      { field: 'Password', write: '', with: { User: 'ada' }, says: 'A password is needed.' },
      { field: 'Once more', write: 'q', with: { User: 'ada', Password: 'p' }, says: 'It is another one than before.' },
      { field: 'Iterations', write: '4095', with: { User: 'ada', Password: 'p', 'Once more': 'p' }, says: /^A whole number from 4096/ },
      { field: 'Iterations', write: 'many', with: { User: 'ada', Password: 'p', 'Once more': 'p' }, says: /^A whole number from 4096/ },
    ],
  },
]

const as =
  (value: string) =>
  (form: HTMLElement): unknown =>
    fireEvent.change(within(form).getByLabelText('Value is'), { target: { value } })
const NO_FIELD = 'The value has no field “state”.'
const many = (form: HTMLElement): void => {
  as('json')(form)
  fireEvent.click(within(form).getByRole('radio', { name: 'Many, one a line' }))
}
const LINES = 'Messages as JSON, one a line'

const messages: readonly BadForm[] = [
  {
    name: 'messages',
    changes: ['messages.produce'],
    at: '/topics?form=messages.produce&of=orders.events',
    title: 'Write messages to orders.events',
    submit: 'Review…',
    bad: [
      { field: 'Value', write: '{', says: 'It is no JSON.' },
      { field: 'Partition', write: '-1', with: { Value: '1' }, says: 'A whole number from 0 on' },
      { field: 'Partition', write: 'x', with: { Value: '1' }, says: 'A whole number from 0 on' },
      {
        field: 'Name',
        write: '',
        with: { Value: '1' },
        says: 'A header needs a name',
        choose: (form) => fireEvent.click(within(form).getByRole('button', { name: 'Add a header' })),
      },
      {
        field: 'Partition',
        write: '99',
        with: { Value: '1', Name: 'h' },
        says: 'The topic has 30 partitions.',
        core: { path: 'records.0.partition', message: 'The topic has 30 partitions.' },
      },
      { choose: as('hex'), field: 'Value', write: '0', with: { Name: 'h' }, says: 'Hexadecimal digits in pairs, as 00 ff 1a.' },
      { choose: as('base64'), field: 'Value', write: 'a', with: { Name: 'h' }, says: 'It is no base64.' },
      {
        choose: as('registry'),
        field: 'Subject of values',
        write: '',
        with: { Value: '{}', Name: 'h' },
        says: 'Write the subject in the registry',
      },
      { field: 'Value', write: '{', with: { 'Subject of values': 's', Name: 'h' }, says: 'It is no JSON.' },
      {
        field: 'Value',
        write: '{}',
        with: { 'Subject of values': 's', Name: 'h' },
        says: NO_FIELD,
        core: { path: 'records.0.value', message: NO_FIELD },
      },
      {
        field: 'Subject of values',
        write: 'nothing-value',
        with: { Value: '{}', Name: 'h' },
        says: 'The registry knows no such subject.',
        core: { path: 'schemas.value', message: 'The registry knows no such subject.' },
      },
      { choose: many, field: LINES, write: '', says: 'There is nothing to write.' },
      { field: LINES, write: '{"key":"a","value":1}\n{"val":2}', says: 'Line 2: There is no field val.' },
      { field: LINES, write: 'key,value', says: 'Line 1: It is no JSON.' },
      { field: LINES, write: '{"partition":-1}', says: 'Line 1: partition must be a whole number from 0 on, or null.' },
      { field: LINES, write: '{"value":1}\n'.repeat(1_001), says: 'At most 1,000 at once.' },
      {
        field: LINES,
        write: '\n{"value":1}\n\n{"value":2}',
        says: `Line 4: ${NO_FIELD}`,
        core: { path: 'records.1.value', message: NO_FIELD },
      },
    ],
  },
]

export const otherForms: readonly BadForm[] = [...onMesos, ...security, ...messages]

/** Changes that nobody writes a value for: what they are about is chosen from rows, and asked for in the dialog of changes. */
export const NOTHING_TO_WRITE: Readonly<Record<string, string>> = {
  'audit.undo': 'an entry of the activity',
  'groups.deleteOffsets': 'topics are ticked; the button is off until one is',
  'groups.remove': 'groups that are marked',
  'groups.removeMembers': 'members that are marked',
  'lifecycle.lookAtOffers': 'brokers that are marked',
  'lifecycle.remove': 'brokers that are marked',
  'lifecycle.restart': 'brokers that are marked',
  'lifecycle.start': 'brokers that are marked',
  'lifecycle.stop': 'brokers that are marked',
  'reassignments.cancel': 'what moves now',
  'reassignments.clearThrottles': 'all that is left',
  'reassignments.elect': 'partitions that are listed',
  'security.deleteAcls': 'ACLs that are marked',
  'security.removeScram': 'credentials that are marked',
  'topics.remove': 'topics that are marked',
}
