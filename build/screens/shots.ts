import { forms, keysOf, layers, looks, wholeWall } from './layers.ts'
import type { Shot } from './shot.ts'
import { taskKeyOf } from '../../test/support/fake-on-mesos.ts'

const inCluster = (path: string): string => `/c/orders-eu${path}`

const section = (name: string): string => `new Promise((done, fail) => {
  let left = 200
  const look = () => {
    const found = [...document.querySelectorAll('main h2')].find((head) => head.textContent === '${name}')
    if (found !== undefined) done(setTimeout(() => found.scrollIntoView(), 100))
    else if (left-- > 0) setTimeout(look, 50)
    else fail(new Error('there is no section “${name}”'))
  }
  look()
})`
const oneCluster = `samsaWorld.settings.patch('settings', {
  settings: { ...samsaWorld.settings.rows()[0].settings, start: 'profile', startProfile: 'orders-us', hiddenWords: ['acme*', '*.corp.example'] },
})`
const byHand = `samsaWorld.settings.patch('settings', {
  settings: { ...samsaWorld.settings.rows()[0].settings, proxy: { use: 'manual', address: 'proxy.example.org:3128', user: 'ada', except: ['*.near.example.org', '10.0.0.0/8'] } },
}), samsaWorld.network.patch('network', { password: { kept: 'keychain', changedAt: Date.now() - 86400000 } })`

/** Screens as they mostly are. */
const screens: readonly Shot[] = [
  { name: 'launcher', path: '/', guide: 'launcher' },
  { name: 'launcher, recorded', path: '/', world: 'recorded' },
  { name: 'launcher, nothing yet', path: '/', world: 'empty' },
  { name: 'launcher, folders', path: '/', world: 'folders' },
  { name: 'launcher, move to a folder', path: '/', world: 'folders', keys: ['m'] },
  { name: 'launcher, damaged list', path: '/', world: 'damaged' },
  { name: 'new cluster', path: '/new' },
  { name: 'edit cluster', path: '/edit/orders-eu' },
  { name: 'edit cluster, tested', path: '/edit/orders-eu', press: ['Test'], guide: 'connect' },
  {
    name: 'edit cluster, proxy by hand',
    path: '/edit/orders-eu',
    script: `${section('Proxy')}.then(() => document.querySelector('#proxy [role=radio]:last-child').click())`,
  },
  { name: 'compare', path: '/compare?left=orders-eu&right=orders-staging' },
  { name: 'settings', path: '/settings' },
  { name: 'settings, a newer version', path: '/settings', world: 'released', press: ['Look for a newer version'] },
  { name: 'settings, reading', path: '/settings', script: section('Reading') },
  { name: 'settings, network', path: '/settings', script: section('Network') },
  { name: 'settings, network by hand', path: '/settings', script: `${byHand}; ${section('Network')}` },
  { name: 'settings, recorder', path: '/settings', script: section('Recorder') },
  { name: 'settings, delete a history', path: '/settings', world: 'recorded', press: ['Delete the history of orders-eu'] },
  { name: 'settings, data', path: '/settings', script: section('Data') },
  { name: 'settings, policy', path: '/settings', world: 'policy', script: section('Set by your administrator') },
  { name: 'settings, policy that cannot be read', path: '/settings', world: 'brokenPolicy', script: section('Set by your administrator') },
  {
    name: 'settings, a file of settings',
    path: '/settings',
    script: section('Data'),
    file: {
      name: 'samsa-settings.json',
      text: JSON.stringify({ samsaSettings: 1, settings: { time: 'utc', density: 'compact', readOpen: '10' } }),
    },
  },
  { name: 'settings, start', path: '/settings', script: `${oneCluster}; ${section('Start')}` },
  { name: 'settings, advanced', path: '/settings', script: section('Advanced') },
  { name: 'settings, feature switches', path: '/settings', script: section('Feature switches') },
  { name: 'settings, words to hide', path: '/settings', script: section('Privacy') },
  { name: 'settings, back up', path: '/settings', press: ['Back up…'] },
  {
    name: 'settings, restore',
    path: '/settings',
    script: section('Data'),
    file: { in: 'Restore…', name: 'samsa.samsa-backup', text: 'SAMSABAK' },
    write: { in: 'Pass phrase', text: 'correct horse battery' },
    after: ['Enter'],
  },
  { name: 'recording, export with the log', path: '/', press: ['More for Broker 3 lost with its agent', 'Export…'] },
  { name: 'recording, its log', path: '/c/r-1/overview', world: 'recorded', keys: ['['], press: ['Log'] },
  { name: 'settings, filtered', path: '/settings', keys: ['/', ...keysOf('lock')] },
  { name: 'settings, keyboard', path: '/settings', script: section('Keyboard') },
  { name: 'guide', path: '/guide' },
  { name: 'guide, what Samsa does', path: '/guide/what-samsa-does' },
  { name: 'overview', path: inCluster('/overview'), readme: 'overview-light.png' },
  { name: 'overview on Mesos', path: inCluster('/overview'), world: 'mesos' },
  { name: 'overview, incident', path: inCluster('/overview'), world: 'incident', guide: 'overview' },
  { name: 'lag wall, tiles', path: inCluster('/wall'), guide: 'lag-wall' },
  { name: 'lag wall, 2,000 groups', path: inCluster('/wall'), world: 'crowd', script: wholeWall('2.000') },
  { name: 'lag wall, treemap', path: inCluster('/wall?as=treemap') },
  { name: 'lag wall, table', path: inCluster('/wall?as=table') },
  { name: 'lag wall, strips', path: inCluster('/wall?as=strips') },
  { name: 'groups', path: inCluster('/groups') },
  { name: 'group, lag', path: inCluster('/groups/billing') },
  { name: 'group, lag of a day, backfilled', path: inCluster('/groups/billing?range=24h'), world: 'incident' },
  { name: 'group, lag of a day, backfilled, table', path: inCluster('/groups/billing?range=24h&as=table'), world: 'incident' },
  { name: 'group, lag of a week, flags crowded', path: inCluster('/groups/billing?range=7d'), world: 'incident' },
  { name: 'group, lag in an incident', path: inCluster('/groups/billing'), world: 'incident', guide: 'group-lag' },
  { name: 'group, partitions', path: inCluster('/groups/billing?tab=partitions') },
  { name: 'group, members', path: inCluster('/groups/billing?tab=members') },
  { name: 'group, positions', path: inCluster('/groups/billing?tab=positions') },
  { name: 'group, events', path: inCluster('/groups/billing?tab=events') },
  { name: 'group, partitions by leader', path: inCluster('/groups/billing?tab=partitions&by=leader') },
  { name: 'alerts', path: inCluster('/alerts') },
  { name: 'alerts, rules', path: inCluster('/alerts?tab=rules') },
  { name: 'alerts, new rule', path: inCluster('/alerts'), press: ['New rule'] },
  { name: 'topics', path: inCluster('/topics') },
  { name: 'topic, log', path: inCluster('/topics/orders.events') },
  {
    name: 'topic, log, a stretch chosen',
    path: inCluster('/topics/orders.events'),
    drag: { from: [640, 300], to: [900, 300] },
  },
  { name: 'topic, log, nearer, by offset', path: inCluster('/topics/orders.events?axis=offset'), keys: ['+', '+', '+', '+', '+', '+'] },
  { name: 'topic, log by time', path: inCluster('/topics/orders.events?axis=time') },
  { name: 'topic, partitions', path: inCluster('/topics/orders.events?tab=partitions') },
  { name: 'topic, groups', path: inCluster('/topics/orders.events?tab=groups') },
  { name: 'topic, access', path: inCluster('/topics/orders.events?tab=access') },
  { name: 'topic, messages', path: inCluster('/topics/orders.events?tab=messages'), press: ['Read'] },
  { name: 'topic, events', path: inCluster('/topics/orders.events?tab=events') },
  { name: 'topic, config', path: inCluster('/topics/orders.events?tab=config') },
  { name: 'messages', path: inCluster('/topics/orders.events/messages') },
  { name: 'messages, found', path: inCluster('/topics/orders.events/messages'), press: ['Read'] },
  {
    name: 'messages, one looked at',
    path: inCluster('/topics/orders.events/messages'),
    press: ['Read', 'Offset'],
    after: ['j', 'j', 'j'],
    guide: 'messages',
  },
  { name: 'messages, not allowed', path: inCluster('/topics/orders.events/messages'), world: 'policy' },
  {
    name: 'messages, a schema of values',
    path: inCluster('/topics/orders.events/messages'),
    choose: [{ in: 'Values as', option: 'avro' }],
  },
  {
    name: 'messages, written by a registry',
    path: inCluster('/topics/orders.events/messages?form=messages.produce&of=orders.events'),
    choose: [{ in: 'Value is', option: 'registry' }],
  },
  { name: 'messages, written', path: inCluster('/topics/orders.events/messages?form=messages.produce&of=orders.events') },
  { name: 'security', path: inCluster('/security') },
  { name: 'security, quotas', path: inCluster('/security?tab=quotas') },
  { name: 'security, quota set', path: inCluster('/security?tab=quotas&form=security.setQuota&of=user%3Dbilling') },
  { name: 'security, users', path: inCluster('/security?tab=scram') },
  { name: 'security, user made', path: inCluster('/security?tab=scram&form=security.setScram') },
  { name: 'security, added', path: inCluster('/security?form=security.addAcl') },
  {
    name: 'security, asked',
    path: inCluster('/security?form=security.mayDo&of=principal%3DUser%253Abilling%26resource%3Dtopic%26name%3Dorders.events'),
    guide: 'access',
  },
  { name: 'security, imported', path: inCluster('/security?form=security.importAcls') },
  {
    name: 'security, imported beside what there is',
    path: inCluster('/security?form=security.importAcls'),
    file: {
      name: 'acls.csv',
      text: [
        'principal,permission,operation,resource,name,pattern,host',
        'User:billing,allow,Read,topic,orders.events,literal,*',
        'User:billing,allow,Read,group,billing,literal,*',
        'User:audit,allow,Read,topic,ledger.,prefixed,*',
        'User:audit,allow,Describe,topic,ledger.,prefixed,*',
        'User:shop,deny,Delete,topic,*,literal,*',
      ].join('\n'),
    },
  },
  { name: 'broker, configured', path: inCluster('/brokers/3?tab=config&form=brokers.configure&of=3') },
  { name: 'brokers', path: inCluster('/brokers') },
  { name: 'brokers on Mesos', path: inCluster('/brokers'), world: 'mesos' },
  { name: 'broker', path: inCluster('/brokers/3'), world: 'mesos' },
  { name: 'broker, partitions', path: inCluster('/brokers/3?tab=partitions') },
  { name: 'brokers of DC/OS', path: inCluster('/brokers'), world: 'dcos' },
  { name: 'broker, metrics', path: inCluster('/brokers/3?tab=metrics'), world: 'mesos' },
  { name: 'broker, config', path: inCluster('/brokers/0?tab=config'), world: 'mesos' },
  { name: 'broker, placement', path: inCluster('/brokers/5?tab=placement'), world: 'mesos' },
  { name: 'broker, logs', path: inCluster('/brokers/3?tab=logs'), world: 'mesos' },
  { name: 'broker, events', path: inCluster('/brokers/5?tab=events'), world: 'mesos' },
  { name: 'agents', path: inCluster('/agents'), world: 'mesos' },
  { name: 'tasks', path: inCluster('/agents?view=tasks'), world: 'mesos' },
  { name: 'sandbox', path: inCluster(`/tasks/${encodeURIComponent(taskKeyOf(0))}`), world: 'mesos' },
  { name: 'rack map', path: inCluster('/agents?view=racks'), world: 'mesos' },
  { name: 'reassignments', path: inCluster('/reassignments?goal=racks'), guide: 'reassignments' },
  { name: 'reassignments, running', path: inCluster('/reassignments?tab=running') },
  { name: 'reassignments, leaders', path: inCluster('/reassignments?tab=leaders') },
  { name: 'activity', path: inCluster('/activity'), guide: 'activity' },
  { name: 'columns chosen', path: inCluster('/groups'), press: ['Columns'] },
  { name: 'palette', path: inCluster('/groups'), keys: ['Control+k'] },
  ...['lagging-group', 'restart-broker', 'reassignments', 'access', 'offline', 'jump-host', 'administrators'].map((page) => ({
    name: `guide, ${page}`,
    path: `/guide/${page}`,
  })),
  { name: 'guide, glossary', path: '/guide/glossary' },
  { name: 'shortcuts', path: inCluster('/groups'), keys: ['?'] },
]

/** Every list in every other state. */
const lists = ['groups', 'topics', 'brokers', 'agents', 'wall', 'alerts'] as const
const states = ['loading', 'nothing', 'stale', 'offline', 'failed', 'forbidden'] as const

export const shots: readonly Shot[] = [
  ...screens,
  ...[...forms, ...layers, ...looks].map((shot): Shot => ({ ...shot, other: true })),
  ...states.flatMap((world) => lists.map((list): Shot => ({ name: `${list}, ${world}`, path: inCluster(`/${list}`), world, other: true }))),
]
