import { common } from './common.ts'

export const states = {
  reading: (noun: string) => `Reading ${noun}…`,
  readingOf: (noun: string, done: string, total: string) => `Reading ${noun}… ${done} of ${total}`,
  stop: 'Stop',
  /** Beside a list of which only the beginning is here. */
  more: 'reading more…',
  asOf: (time: string) => `as of ${time}`,
  lastRead: (age: string) => `last read ${age}`,
  neverRead: 'never read',
  noMatch: (filter: string, total: string, noun: string) => `No match for ‘${filter}’ in ${total} ${noun}.`,
  clear: common.clear,
  retry: common.retry,
  copyDetails: 'Copy details',
  copyCommand: 'Copy the ACL command',
  openBroker: 'Open broker',
  editProfile: 'Edit the profile',
  addressMap: 'Edit the address map',
  credentials: 'Edit the credentials',
  nothingRead: (noun: string) => `The ${noun} could not be read.`,
  andMore: (n: number) => `and ${n} more`,
  partialRows: 'What is shown is not everything.',
  offline: 'RECORDED',
  offlineAt: (time: string) => `RECORDED ${time} · recorded data, writes are off`,
  notRead: 'not read',
}
