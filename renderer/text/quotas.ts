import { common } from './common.ts'

const { plural } = common

const part = { user: 'user', clientId: 'client id', ip: 'address' }

export const quotas = {
  noun: 'quotas',
  who: 'For',
  aboutWho: 'The nearest one counts alone: user with client id before user, user before client id, names before every other',
  part,
  other: 'every other',
  limit: {
    producer_byte_rate: 'Produce',
    consumer_byte_rate: 'Fetch',
    request_percentage: 'Request time',
    controller_mutation_rate: 'Topic changes',
    connection_creation_rate: 'New connections',
  },
  about: {
    producer_byte_rate: 'producer_byte_rate: bytes a second to each broker',
    consumer_byte_rate: 'consumer_byte_rate: bytes a second from each broker',
    request_percentage: 'request_percentage: time of each broker’s threads; 100 % is one thread',
    controller_mutation_rate: 'controller_mutation_rate: partitions created or deleted a second, in the whole cluster',
    connection_creation_rate: 'connection_creation_rate: new connections a second to each broker',
  },
  noLimit: 'no limit',
  perSecond: (figure: string) => `${figure}/s`,
  percent: (figure: string) => `${figure}\u202F%`,
  filterHint: 'user:billing client:checkout',
  empty: 'No client is limited: each may take as much of the brokers as it can get.',
  each: 'A limit is of each broker; a client over it is made to wait',
  scheduler: {
    note: 'Through the scheduler, as these brokers have no API for it: byte rates of client ids, which can be changed and not taken away.',
    noRemoval: 'The scheduler cannot take a limit away: set a larger one',
  },
  count: (n: number, text: string) => `${text} ${plural(n, 'quota', 'quotas')}`,
  unknown: (n: number, text: string) => `${text} ${plural(n, 'limit is', 'limits are')} of a kind that Samsa does not know`,
  add: 'Set a quota',
  change: 'Change…',
  remove: (n: number) => plural(n, 'Remove this quota…', `Remove ${n} quotas…`),
  form: {
    title: 'Set a quota',
    scoped: 'Of',
    scope: { user: 'User', client: 'Client id', both: 'User and client id', ip: 'IP address' },
    whom: 'For',
    named: { user: 'one user', clientId: 'one client id', ip: 'one address' },
    every: { user: 'every other user', clientId: 'every other client id', ip: 'every other address' },
    everyNote: 'Whoever has no quota of their own.',
    name: { user: 'User name', clientId: 'Client id', ip: 'Address' },
    note: { user: 'As in its principal, without User:', clientId: 'As the client calls itself.', ip: 'IPv4 or IPv6.' },
    unlimited: 'not limited',
    nothing: 'Write a limit first.',
    unit: {
      producer_byte_rate: 'Bytes a second; 10 MiB is understood.',
      consumer_byte_rate: 'Bytes a second; 10 MiB is understood.',
      request_percentage: 'Percent of one broker thread.',
      controller_mutation_rate: 'Partitions a second.',
      connection_creation_rate: 'Connections a second.',
    },
    was: (value: string, unit: string) => `Now ${value}. ${unit}`,
  },
}
