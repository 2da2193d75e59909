export const access = {
  observeWhy: 'Locked: Samsa only reads. Unlock it to change something.',
  levelWhy: {
    guarded: 'Changes are possible. Each is planned, shown and confirmed first.',
    open: 'Changes are possible. What is easily undone is not asked about.',
  },
  lockNow: 'Lock now',
  unlock: 'Unlock…',
  unlockedFor: 'unlocked',
  title: (name: string) => `Unlock ${name}`,
  about:
    'For 15 minutes changes can be planned and confirmed here. It ends by itself, and at once when this computer sleeps or is locked, or when you leave the cluster.',
  shortName: (name: string) => `Type ${name} to unlock`,
  typeFirst: (name: string) => `Type ${name} first`,
  reason: 'Reason',
  reasonNote: 'Kept in Activity with everything that is done until then.',
  unlockFor: 'Unlock for 15 minutes',
  unlocking: 'Unlocking…',
  actions: { unlock: 'Unlock for changes…', lock: 'Lock now' },
  why: {
    unlocked: 'Changes are possible already',
    locked: 'It is locked already',
    always: 'This profile is open without unlocking',
  },
  locked: (name: string) => `${name} is locked`,
}
