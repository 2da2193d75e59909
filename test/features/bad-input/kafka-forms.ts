import { fireEvent, within } from '@testing-library/react'
import type { Bad, BadForm } from './row.ts'

const BROKERS_DO_NOT_KNOW = 'These brokers know no retention.mss.'
const NOT_WHOLE = 'It must be a whole number, and is “soon”.'
const OUT_OF_RANGE = 'It must be between -2147483648 and 2147483647.'

const press = (form: HTMLElement, name: string): boolean => fireEvent.click(within(form).getByRole('button', { name }))

const names: readonly Bad[] = [
  { field: 'Name', write: '', says: 'Give the topic a name' },
  { field: 'Name', write: '..', says: 'A topic cannot be called that: it would be a folder of its own' },
  { field: 'Name', write: 'orders events', says: /‘ ’ cannot be in a topic’s name/ },
  { field: 'Name', write: 'o'.repeat(250), says: 'At most 249 characters' },
  { field: 'Name', write: 'orders.events', says: 'There is a topic of that name already' },
  { field: 'Name', write: 'orders_events', says: /^Too much like orders\.events/ },
]

const counts: readonly Bad[] = [
  { field: 'Partitions', write: '0', says: /^Between 1 and 100.000$/ },
  { field: 'Partitions', write: '100001', says: /^Between 1 and 100.000$/ },
  { field: 'Partitions', write: '-3', says: 'Enter a whole number' },
  { field: 'Partitions', write: '1.5', says: 'Enter a whole number' },
  { field: 'Replicas', write: '0', says: /^Between 1 and/ },
  { field: 'Replicas', write: '9', says: 'Only 5 brokers are up: a replica needs a broker of its own' },
  { field: 'Replicas', write: 'three', says: 'Enter a whole number' },
]

const topicForms: readonly BadForm[] = [
  {
    name: 'new topic',
    changes: ['topics.create'],
    at: '/topics?form=topics.create',
    title: 'New topic',
    submit: 'Create…',
    bad: [
      ...names,
      ...counts.map((row) => ({ ...row, with: { Name: 'orders.retry' } })),
      {
        field: 'Config',
        write: '',
        with: { Name: 'orders.retry', Value: '7 d' },
        choose: (form) => press(form, 'Add a config'),
        says: 'Name the config',
      },
      {
        field: 'Config',
        write: 'retention.mss',
        with: { Name: 'orders.retry' },
        says: BROKERS_DO_NOT_KNOW,
        core: { path: 'configs.0.key', message: BROKERS_DO_NOT_KNOW },
      },
      {
        field: 'Value',
        write: 'soon',
        with: { Name: 'orders.retry', Config: 'retention.ms' },
        says: NOT_WHOLE,
        core: { path: 'configs.0.value', message: NOT_WHOLE },
      },
    ],
  },
  {
    name: 'new topic like another',
    changes: ['topics.create'],
    at: '/topics?form=topics.create&of=orders.events',
    title: 'New topic like orders.events',
    submit: 'Create…',
    bad: names.slice(0, 1),
  },
  {
    name: 'configuration of a topic',
    changes: ['topics.configure'],
    at: '/topics?form=topics.configure&of=orders.events',
    title: 'Configuration of orders.events',
    submit: /^(Review|Change 1 config)…$/,
    bad: [
      { field: 'retention.ms', write: 'soon', says: NOT_WHOLE, core: { path: 'changes.0.value', message: NOT_WHOLE } },
      { field: 'retention.ms', write: '1', says: 'Too little.', core: { path: 'changes.0', message: 'Too little.' } },
      { field: 'retention.ms', write: '259200000', says: '', off: 'Nothing is different yet' },
    ],
  },
  {
    name: 'more partitions',
    changes: ['topics.addPartitions'],
    at: '/topics?form=topics.addPartitions&of=orders.events',
    title: 'Add partitions to orders.events',
    submit: 'Add…',
    bad: [
      { field: 'Partitions then', write: '', says: 'Enter a whole number' },
      { field: 'Partitions then', write: '30', says: 'More than the 30 that there are' },
      { field: 'Partitions then', write: '100001', says: /^Between 1 and/ },
      {
        field: 'Partitions then',
        write: '31',
        says: 'It has 40 partitions; they can only become more.',
        core: { path: 'count', message: 'It has 40 partitions; they can only become more.' },
      },
    ],
  },
  {
    name: 'deletion of records',
    changes: ['topics.deleteRecords'],
    at: '/topics?form=topics.deleteRecords&of=orders.events',
    title: 'Delete records of orders.events',
    submit: 'Delete…',
    bad: [
      {
        field: 'Delete before p0',
        write: '-1',
        says: 'Enter an offset, or leave it empty',
        off: 'Enter an offset in at least one partition',
      },
      { field: 'Delete before p0', write: '1', says: /^Between .* and /, off: 'An offset is outside of its partition' },
      { field: 'Delete before p0', write: '9'.repeat(19), says: /^Between .* and /, off: 'An offset is outside of its partition' },
    ],
  },
]

const move =
  (target: string) =>
  (form: HTMLElement): unknown =>
    fireEvent.change(within(form).getByLabelText('Move to'), { target: { value: target } })

const to = (target: string, bad: readonly Bad[]): readonly Bad[] => bad.map((row) => ({ choose: move(target), off: 'says', ...row }))

const FUTURE = '2999-01-01T00:00:00'
const BAD_LINE = 'Line 2: “x” is no partition number.'

const ofTopics = (form: HTMLElement): void => {
  move('latest')(form)
  fireEvent.click(within(form).getByRole('radio', { name: 'Topics' }))
}

const groupForms: readonly BadForm[] = [
  {
    name: 'offsets of a group',
    changes: ['groups.resetOffsets'],
    at: '/groups?form=groups.resetOffsets&of=nightly-export',
    title: 'Reset offsets of nightly-export',
    submit: /^(Review|Move .*)…$/,
    bad: [
      ...to('offset', [
        { field: 'Offset', write: '-4', says: 'Enter a whole number from 0 on' },
        { field: 'Offset', write: '1.5', says: 'Enter a whole number from 0 on' },
      ]),
      ...to('shift', [
        { field: 'By how many records', write: 'many', says: 'Enter a whole number, like -1000' },
        { field: 'By how many records', write: '0', says: 'Enter a whole number, like -1000' },
      ]),
      ...to('ago', [
        { field: 'How long ago', write: '30', says: 'Enter a time, like 30 m' },
        { field: 'How long ago', write: 'long', says: 'Enter a time, like 30 m' },
      ]),
      ...to('time', [{ field: 'Moment', write: FUTURE, says: 'That moment is yet to come' }]),
      ...to('recorded', [{ field: 'Moment', write: FUTURE, says: 'That moment is yet to come' }]),
      ...to('group', [
        { field: 'Group', write: 'nightly-export', says: 'That is this group itself' },
        {
          field: 'Group',
          write: 'nobody',
          says: 'Group nobody has no committed offsets.',
          core: { path: 'target.group', message: 'Group nobody has no committed offsets.' },
        },
      ]),
      ...to('file', [
        { field: 'Lines', write: 'orders.events,0,1\norders.events,x,2', says: BAD_LINE, core: { path: 'target.text', message: BAD_LINE } },
        { field: 'Lines', write: ','.repeat(4_000_001), says: 'At most 4 MB' },
      ]),
      ...to('latest', [
        { field: 'Topics, with commas', write: ', ,', says: 'Name at least one topic', choose: ofTopics },
        {
          field: 'Topics, with commas',
          write: 'no.such',
          says: 'There is no topic no.such now.',
          core: { path: 'scope.topics.0.topic', message: 'There is no topic no.such now.' },
        },
      ]),
    ],
  },
]

const planned = (goal: string, bad: readonly Bad[]): BadForm => ({
  name: `reassignment: ${goal}`,
  changes: ['reassignments.start'],
  at: `/reassignments?goal=${goal}`,
  submit: 'Start…',
  bad: bad.map((row) => ({ off: 'gone', ...row })),
})

const reassignmentForms: readonly BadForm[] = [
  planned('replication', [
    { field: 'Replicas', write: '0', says: 'A whole number from 1 to 100' },
    { field: 'Replicas', write: '101', says: 'A whole number from 1 to 100' },
    { field: 'Topics', write: 'no.such', says: 'No topic has such a name.' },
    { field: 'Throttle, MiB/s', write: 'fast', says: 'A number above 0, or nothing' },
    { field: 'Throttle, MiB/s', write: '-5', says: 'A number above 0, or nothing' },
    { field: 'At most, partitions', write: '5001', says: 'A whole number from 1 to 5,000' },
  ]),
  {
    name: 'rebalance by the scheduler',
    changes: ['reassignments.rebalance'],
    at: '/reassignments',
    world: (handlers) => ({
      ...handlers,
      reassignments: {
        ...handlers.reassignments,
        path: () => ({ reassign: 'no', elect: 'no', needs: 'Kafka 2.4', scheduler: { brokers: [1, 2, 3], realign: true } }),
      },
    }),
    submit: 'Rebalance…',
    bad: [
      { field: 'Topics', write: 'no.such', says: 'No topic has such a name.', off: 'says' },
      { field: 'Replicas', write: '0', with: { Topics: 'orders.events' }, says: 'A whole number from 1 to 100', off: 'says' },
      { field: 'Replicas', write: 'two', with: { Topics: 'orders.events' }, says: 'A whole number from 1 to 100', off: 'says' },
    ],
  },
  {
    name: 'throttle of a reassignment',
    changes: ['reassignments.throttle'],
    at: '/reassignments?form=reassignments.throttle',
    title: 'Throttle of the reassignment',
    submit: 'Review…',
    bad: [
      { field: 'MiB a second, each broker', write: '', says: 'A number above 0' },
      { field: 'MiB a second, each broker', write: '0', says: 'A number above 0' },
      { field: 'MiB a second, each broker', write: 'fast', says: 'A number above 0' },
      {
        field: 'MiB a second, each broker',
        write: '9',
        says: 'It is so already.',
        core: { path: 'throttle', message: 'It is so already.' },
      },
    ],
  },
]

const brokerForms: readonly BadForm[] = [
  {
    name: 'configuration of a broker',
    changes: ['brokers.configure'],
    at: '/brokers?form=brokers.configure&of=1',
    title: 'Configuration of Broker 1',
    submit: /^(Review|Change 1 config)…$/,
    bad: [
      { field: 'min.insync.replicas', write: '9999999999', says: OUT_OF_RANGE, core: { path: 'changes.0.value', message: OUT_OF_RANGE } },
    ],
  },
]

export const kafkaForms: readonly BadForm[] = [...topicForms, ...groupForms, ...reassignmentForms, ...brokerForms]
