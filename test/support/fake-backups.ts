import type { BackupPart } from '../../shared/contract/backups.ts'
import type { SamsaHandlers } from '../../shared/contract/index.ts'
import { DEFAULT_SETTINGS } from '../../shared/contract/settings.ts'
import { AppError } from '../../shared/errors/error.ts'

export const BACKUP_PASSPHRASE = 'correct horse battery'
const MIB = 1_048_576

/** A data folder of some size, and a sealed backup of another computer's. */
export function fakeBackups(now: number): SamsaHandlers['backups'] {
  let waits: { parts: BackupPart[]; back: boolean } | null = null
  let formers = [
    {
      id: '2026-11-20T09-30-00-000Z',
      at: now - 3 * 86_400_000,
      parts: ['profiles', 'settings', 'activity', 'alerts'] as BackupPart[],
      bytes: 412_000,
    },
  ]
  return {
    sizes: () => ({
      parts: [
        { part: 'profiles', files: 1, bytes: 18_400 },
        { part: 'settings', files: 3, bytes: 9_100 },
        { part: 'activity', files: 41, bytes: 386_000 },
        { part: 'alerts', files: 12, bytes: 52_000 },
        { part: 'recordings', files: 2, bytes: 14 * MIB },
        { part: 'history', files: 4, bytes: 231 * MIB },
      ],
      most: 192 * MIB,
      secrets: 7,
    }),
    async *make() {
      yield { piece: btoa('SAMSABAK'), total: 8 }
    },
    open({ passphrase }) {
      if (passphrase !== BACKUP_PASSPHRASE) throw new AppError('backup.passphrase', { wrong: passphrase !== null })
      const { notRecorded: _own, startProfile: _ownToo, hintsSeen: _seen, ...settings } = DEFAULT_SETTINGS
      return {
        opened: 'b-1',
        madeAt: now - 86_400_000,
        version: '0.1.0',
        parts: [
          { part: 'profiles', files: 1, bytes: 18_400 },
          { part: 'settings', files: 3, bytes: 9_100 },
          { part: 'activity', files: 41, bytes: 386_000 },
        ],
        profiles: [
          {
            name: 'orders-eu',
            environment: 'production',
            hosts: ['kafka-1.eu.example.org:9092', 'kafka-2.eu.example.org:9092'],
            observes: false,
          },
          { name: 'orders-us', environment: 'staging', hosts: ['kafka-1.us.example.org:9092'], observes: true },
        ],
        secrets: 3,
        secretsOut: '',
        settings: { ...settings, theme: 'dark', zoom: '125' },
        activitySeal: 'elsewhere',
      }
    },
    restore({ parts }) {
      waits = { parts: [...parts], back: false }
      return {}
    },
    goBack({ id }) {
      waits = { parts: formers.find((former) => former.id === id)?.parts ?? [], back: true }
      return {}
    },
    cancel() {
      waits = null
      return {}
    },
    forget({ id }) {
      formers = formers.filter((former) => former.id !== id)
      return {}
    },
    state: () => ({ waits, formers, refused: '' }),
  }
}
