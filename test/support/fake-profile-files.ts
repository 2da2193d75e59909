import type { SamsaHandlers } from '../../shared/contract/index.ts'
import type { ImportRow } from '../../shared/contract/profile-files.ts'
import { AppError } from '../../shared/errors/error.ts'

const row: ImportRow = {
  index: 0,
  name: 'orders-ap',
  environment: 'staging',
  folder: 'Asia',
  hosts: ['kafka-1.ap.example.org:9092', 'kafka-2.ap.example.org:9092'],
  secrets: [],
  missing: [],
  outcome: 'new',
  existing: null,
  changes: [],
}

/** A file with a new profile, one that is here already, and one that differs from the one here. */
export const fakeImportRows: readonly ImportRow[] = [
  { ...row, missing: ['saslPassword'] },
  {
    ...row,
    index: 1,
    name: 'orders-us',
    environment: 'production',
    folder: '',
    hosts: ['kafka-1.us.example.org:9092'],
    outcome: 'same',
    existing: { id: 'orders-us', name: 'orders-us' },
  },
  {
    ...row,
    index: 2,
    name: 'orders-eu',
    environment: 'production',
    folder: 'Europe',
    hosts: ['kafka-1.eu.example.org:9092', 'kafka-9.eu.example.org:9092'],
    secrets: ['saslPassword'],
    outcome: 'differs',
    existing: { id: 'orders-eu', name: 'orders-eu' },
    changes: [
      { field: 'folder', before: '', after: 'Europe' },
      {
        field: 'bootstrap',
        before: 'kafka-1.eu.example.org:9092, kafka-2.eu.example.org:9092',
        after: 'kafka-1.eu.example.org:9092, kafka-9.eu.example.org:9092',
      },
    ],
  },
]

export const FILE_PASSPHRASE = 'correct horse battery'

export const fakeProfileFiles: SamsaHandlers['profileFiles'] = {
  async *export() {
    yield { piece: btoa('SAMSAPRO'), total: 8 }
  },
  open({ passphrase }) {
    if (passphrase !== FILE_PASSPHRASE) throw new AppError('profiles.filePassphrase', { wrong: passphrase !== null })
    return { opened: 'o-1', sealed: true, rows: [...fakeImportRows], unreadable: ['entry 4: not readable: bootstrap'] }
  },
  take: ({ choices }) => ({ ids: choices.map(({ index }) => `made-${index}`) }),
}
