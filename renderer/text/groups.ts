import { common } from './common.ts'

const { plural } = common

/** What is said about a group on more than one screen. */
export const groupWords = {
  type: { classic: 'Classic', consumer: 'Consumer', share: 'Share', streams: 'Streams', unknown: 'not told' } as const,
  /** Beside the name; an ordinary consumer group needs no word. */
  newProtocol: 'KIP-848',
  stateUnknown: 'not told',
  atLeast: '≥',
  noCommit: 'no commit',
  notAllowed: 'not allowed',
  notRead: 'not read',
  noMembers: 'no members',
  partialWhy: (parts: readonly string[]) => `Not in the sum: ${parts.join(', ')}`,
  leftOut: {
    noCommit: (n: number) => `${n} ${plural(n, 'partition', 'partitions')} without a commit`,
    noLeader: (n: number) => `${n} without a leader`,
    topicGone: (n: number) => `${n} of a topic that is gone`,
    notRead: (n: number) => `${n} not read`,
  },
}

export const groups = {
  title: 'Consumer groups',
  noun: 'groups',
  paletteKind: 'group',
  empty: 'No consumer groups yet. A group appears when its first consumer joins or commits.',
  filterHint: 'state:empty lag>1000 topic:orders* -broker:3',
  column: {
    group: 'Group',
    type: 'Type',
    state: 'State',
    membersShort: 'Members',
    topics: 'Most lag in',
    owned: 'Owned',
    commits: 'Commits',
    lag: 'Lag',
    lagMax: 'Worst partition',
    lost: 'Lost',
    coordinator: 'Coordinator',
    asOf: 'Read',
  },
  about: {
    members: 'Members, and the hosts they run on',
    owned: 'Partitions owned by a member, of all partitions of its topics',
    commits: 'Partitions with a commit, of all partitions of its topics',
    lag: 'Messages between what is committed and the end of the log. ≥: something that belongs into the sum could not be read',
    lost: 'Messages that were deleted before the group committed them',
    lagMax: 'The largest lag of one partition',
  },
  broker: (id: number) => `broker ${id}`,
  forbiddenBare: 'Not allowed to describe this group',
  copyAcl: 'Copy the ACL command',
  copiedAcl: 'Copied',
  watch: (group: string) => `Watch ${group}`,
  unwatch: (group: string) => `Stop watching ${group}`,
  facet: {
    label: 'Filter by',
    state: 'State',
    kind: 'Kind',
    type: 'Protocol',
    coordinator: 'Coordinator',
    show: 'Show',
    watched: 'Only watched',
    hideEmpty: 'Hide empty',
    withLag: 'Only with lag',
    lost: 'Lost messages',
    notAllowed: 'Not allowed',
    noCoordinator: 'unknown',
    broker: (id: string) => `Broker ${id}`,
  },
  foot: (total: string, parts: readonly string[], n: number) =>
    `${total} ${plural(n, 'group', 'groups')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`,
  footMembers: (n: string) => `${n} with members`,
  footEmpty: (n: string) => `${n} without`,
  footForbidden: (n: string) => `${n} not allowed`,
  footPartial: (n: string) => `${n} read in part`,
  key: { open: 'open', watch: 'watch' },
  kindWord: { consumer: 'Consumer', connect: 'Connect', streams: 'Streams', share: 'Share', other: 'Other', none: 'none' },
}
