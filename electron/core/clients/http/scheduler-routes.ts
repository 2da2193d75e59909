import type { Route } from './route.ts'

/**
 * What may be asked of the Kafka-on-Mesos scheduler (D-01). `/quitquitquit`, `/abortabortabort` and `/loglevel` are on no list. Older
 * releases take changes by GET too, which is why the read list names every path and every parameter.
 */
const get = (path: string, ...query: string[]): Route => ({ method: 'GET', path: new RegExp(`^${path}$`), query })
const post = (path: string, ...form: string[]): Route => ({ method: 'POST', path: new RegExp(`^${path}$`), query: [], form })

const reads: readonly Route[] = [
  get('/health'),
  // The file names of these two are the only place where versions are told; the name in the path is ignored.
  { method: 'HEAD', path: /^\/(jar|kafka)\/x$/, query: [] },
  get('/api/broker/list', 'broker'),
  get('/api/topic/list', 'topic'),
  get('/api/partition/list', 'topic'),
  get('/api/quota/list'),
  get('/api/brokers/status'),
  // Without a topic there is nothing to delete. The lines that are asked this way refuse GET: 404 or 405 tells them apart.
  get('/api/topic/delete'),
]

const brokerSettings = [
  ...['cpus', 'mem', 'heap', 'port', 'volume', 'bindAddress', 'syslog', 'stickinessPeriod', 'options', 'log4jOptions', 'jvmOptions'],
  ...['constraints', 'failoverDelay', 'failoverMaxDelay', 'failoverMaxTries', 'javaCmd'],
  ...['containerImage', 'containerType', 'containerMounts'],
]

const changes: readonly Route[] = [
  post('/api/broker/(add|update)', 'broker', ...brokerSettings),
  post('/api/broker/clone', 'broker', 'source'),
  post('/api/broker/(remove|start)', 'broker', 'timeout'),
  post('/api/broker/stop', 'broker', 'timeout', 'force'),
  // Reads, but by POST, and through Mesos to the executor of a running broker: not for a connection that only observes.
  post('/api/broker/log', 'broker', 'name', 'lines', 'timeout'),
  post('/api/topic/add', 'topic', 'broker', 'partitions', 'replicas', 'fixedStartIndex', 'startPartitionId', 'options'),
  post('/api/topic/update', 'topic', 'options'),
  post('/api/topic/delete', 'topic'),
  post('/api/topic/rebalance', 'topic', 'broker', 'replicas', 'timeout', 'fixedStartIndex', 'startPartitionId', 'realign'),
  post('/api/quota/set', 'entityType', 'entity', 'producerByteRate', 'consumerByteRate'),
  post('/api/brokers/(add|update)', 'id', ...brokerSettings),
  post('/api/brokers/(remove|start)', 'id', 'timeout'),
  post('/api/brokers/stop', 'id', 'timeout', 'force'),
  post('/api/brokers/rebalance', 'id', 'topics', 'timeout'),
]

/** The later scheduler of DC/OS: read, never changed. */
const sdk: readonly Route[] = [
  get('/v1/brokers(/\\d{1,9})?'),
  get('/v1/plans(/[A-Za-z0-9_-]{1,100})?'),
  get('/v1/plan'),
  get('/v1/endpoints(/[A-Za-z0-9_-]{1,100})?'),
  get('/v1/connection'),
  get('/v1/pod/status'),
]

export const schedulerRoutes = { scheduler: reads, schedulerChange: changes, schedulerSdk: sdk }
