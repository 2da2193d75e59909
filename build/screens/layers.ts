import type { Shot } from './shot.ts'

/** What lies over a screen, or comes with keys: forms, plans, menus, the bar of time. And screens under load and in other looks. */

const inCluster = (path: string): string => `/c/orders-eu${path}`

/** Expressions of the preview's page (`test/support/preview/main.tsx`). */
const unlocked = `samsaWorld.changes.access.set(samsaWorld.changes.access.rows().map((row) => ({ ...row, level: 'guarded', until: Date.now() + 741_000 })))`
const planned = (plan: string): string => `${unlocked}; samsaWorld.changes.next = { plan: samsaPlans.${plan}, outcome: { is: 'verified' } }`
const running = `samsaWorld.reassignments.runs?.set?.(samsaReassign.runs); samsaWorld.reassignments.moving?.set?.(samsaReassign.moving)`

/** A long list comes in pieces; resolves when all of them are here. */
const wholeList = `new Promise((done) => {
  const look = () => (Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) > 4_000 ? done() : setTimeout(look, 50))
  look()
})`

/** A word, key by key. */
export const keysOf = (word: string): readonly string[] => Array.from(word)

/** `groups`: as the page writes it, as a pattern. */
export const wholeWall = (groups: string): string => wholeList.replace(/Number.*4_000/, `/of ${groups}/.test(document.body.textContent)`)

const form = (name: string, path: string, id: string, of: string): Shot => ({
  name,
  path: inCluster(`${path}${path.includes('?') ? '&' : '?'}form=${id}${of === '' ? '' : `&of=${encodeURIComponent(of)}`}`),
  script: unlocked,
})

export const forms: readonly Shot[] = [
  { ...form('form, offsets reset', '/groups', 'groups.resetOffsets', 'billing'), guide: 'reset-offsets' },
  form('form, offsets deleted', '/groups', 'groups.deleteOffsets', 'billing'),
  form('form, topic made', '/topics', 'topics.create', ''),
  form('form, partitions added', '/topics/orders.events', 'topics.addPartitions', 'orders.events'),
  form('form, topic configured', '/topics/orders.events?tab=config', 'topics.configure', 'orders.events'),
  form('form, records deleted', '/topics/orders.events', 'topics.deleteRecords', 'orders.events'),
  form('form, throttle', '/reassignments?tab=running', 'reassignments.throttle', ''),
]

export const layers: readonly Shot[] = [
  { name: 'unlock', path: inCluster('/brokers'), world: 'mesos', press: ['Unlock'] },
  { name: 'row menu, broker', path: inCluster('/brokers'), world: 'mesos', script: unlocked, keys: ['j', 'j', '.'] },
  {
    name: 'plan, broker stopped',
    path: inCluster('/brokers'),
    world: 'mesos',
    script: planned('stopBroker3'),
    keys: ['j', 'j', 'j', 'j', '.'],
    press: ['Stop…'],
    guide: 'stop-broker',
  },
  {
    name: 'plan, done',
    path: inCluster('/brokers'),
    world: 'mesos',
    script: planned('stopBroker3'),
    keys: ['j', 'j', 'j', 'j', '.'],
    press: ['Stop…'],
    write: { in: 'Type broker 3 to confirm', text: 'broker 3' },
    after: ['Enter'],
  },
  {
    name: 'plan, nobody knows',
    path: inCluster('/brokers'),
    world: 'mesos',
    script: planned('stopBroker3').replace("is: 'verified'", "is: 'unknown'"),
    keys: ['j', 'j', 'j', 'j', '.'],
    press: ['Stop…'],
    write: { in: 'Type broker 3 to confirm', text: 'broker 3' },
    after: ['Enter'],
  },
  { name: 'brokers added', path: inCluster('/brokers'), world: 'mesos', script: unlocked, press: ['Add brokers'] },
  { name: 'report a problem', path: inCluster('/groups'), keys: ['Control+k', ...keysOf('report a problem'), 'Enter'] },
  { name: 'menu of a cluster', path: '/', press: ['More about orders-eu'] },
  { name: 'link copied', path: inCluster('/groups/billing'), keys: ['Control+k', ...keysOf('copy a link'), 'Enter'] },
  { name: 'recording exported', path: '/', press: ['More for Broker 3', 'Export…'] },
  { name: 'profiles exported', path: '/', press: ['More about profiles', 'Export profiles…'] },
  { name: 'glossary', path: inCluster('/groups'), keys: ['Control+k', ...keysOf('glossary'), 'Enter'] },
  { name: 'glossary, a word', path: inCluster('/groups'), keys: ['Control+k', ...keysOf('in-sync'), 'Enter'] },
  { name: 'hint', path: inCluster('/groups'), world: 'newcomer' },
  {
    name: 'notice, a failure',
    path: inCluster('/alerts'),
    script: `samsaWorld.outside.tell({ is: 'file', name: 'orders-eu.samsa', path: '/home/you/incidents', saved: false })`,
  },
  {
    name: 'notice, least window, unlocked',
    path: inCluster('/alerts'),
    script: `${unlocked}; samsaWorld.outside.tell({ is: 'link', why: 'noProfile' })`,
    size: { width: 1024, height: 640 },
  },
  {
    name: 'notice, beside the launcher',
    path: '/',
    script: `samsaWorld.outside.tell({ is: 'link', why: 'noProfile' })`,
  },
  { name: 'palette, found', path: inCluster('/groups'), keys: ['Control+k', ...keysOf('bill')] },
  { name: 'plan, topic deleted', path: inCluster('/topics'), script: planned('deleteTopic'), keys: ['j', '.'], press: ['Delete topic…'] },
  { name: 'inspector, broker', path: inCluster('/brokers'), world: 'mesos', keys: ['j', 'j', 'j', 'j', 'j', 'j'] },
  { name: 'inspector, agent', path: inCluster('/agents'), world: 'mesos', keys: ['j'] },
  { name: 'act, opened', path: inCluster('/activity'), keys: ['j', 'Enter'] },
  { name: 'explain this number', path: inCluster('/groups'), keys: ['j', 'j', 'j', 'j', 'e'] },
  { name: 'bar of time', path: inCluster('/overview'), world: 'recorded', keys: ['['], guide: 'recorded' },
  { name: 'bar of time, groups', path: inCluster('/groups'), world: 'recorded', keys: ['['] },
  { name: 'jump to a time', path: inCluster('/groups'), world: 'recorded', keys: ['t'] },
  { name: 'pass phrase asked', path: '/', world: 'locked' },
  { name: 'no keychain', path: '/edit/orders-eu', world: 'noKeychain' },
  {
    name: 'reassignments, by the scheduler',
    path: inCluster('/reassignments'),
    world: 'beforeKafka24',
    script: unlocked,
    write: { in: 'Topics', text: 'orders.*' },
  },
  { name: 'reassignments, runs', path: inCluster('/reassignments?tab=running'), script: running },
  { name: 'groups, filtered to nothing', path: inCluster('/groups'), keys: ['/', 'x', 'q', 'z'] },
]

/** Long lists, the other density, more contrast, the least window. */
export const looks: readonly Shot[] = [
  { name: '10,000 topics', path: inCluster('/topics'), world: 'large', script: wholeList },
  { name: '5,000 groups', path: inCluster('/groups'), world: 'large', script: wholeList },
  { name: 'lag wall, 5,000 groups', path: inCluster('/wall'), world: 'large', script: wholeWall('5.000') },
  { name: 'lag of 5,000 partitions', path: inCluster('/groups/billing'), world: 'wide' },
  { name: 'lag, recorded for 6 minutes', path: inCluster('/groups/billing'), world: 'young' },
  { name: 'lag, not recorded', path: inCluster('/groups/billing'), world: 'unrecorded' },
  { name: 'six brokers', path: inCluster('/brokers'), world: 'six' },
  { name: 'groups, compact', path: inCluster('/groups'), look: 'compact' },
  { name: 'brokers, compact', path: inCluster('/brokers'), world: 'mesos', look: 'compact' },
  { name: 'groups, more contrast', path: inCluster('/groups'), look: 'more' },
  { name: 'overview, more contrast', path: inCluster('/overview'), world: 'incident', look: 'more' },
  ...(['launcher', 'overview', 'groups', 'brokers', 'wall'] as const).map((screen) => ({
    name: `${screen}, least window`,
    path: screen === 'launcher' ? '/' : inCluster(`/${screen}`),
    world: screen === 'brokers' ? 'mesos' : 'busy',
    size: { width: 1024, height: 640 },
  })),
]
