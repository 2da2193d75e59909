import { withIncident, withYoungHistory } from '../fake-incident.ts'
import type { FakeHostOptions } from '../fake-host.ts'

/** What the preview can show, by the name in its address. */
export const worlds: Readonly<Record<string, () => FakeHostOptions>> = {
  busy: () => ({}),
  empty: () => ({ profiles: [] }),
  damaged: () => ({
    recovery: {
      state: 'unreadable',
      file: '/home/you/.samsa/profiles.json',
      kept: '/home/you/.samsa/profiles.json.damaged-1',
      why: 'profiles.json is not JSON: it ends in the middle of an object.',
      used: null,
      copies: [
        { file: '/home/you/.samsa/profiles.1.json', savedAt: Date.now() - 3_600_000, profiles: 6, readable: true },
        { file: '/home/you/.samsa/profiles.2.json', savedAt: Date.now() - 86_400_000, profiles: 5, readable: true },
        { file: '/home/you/.samsa/profiles.3.json', savedAt: null, profiles: null, readable: false },
      ],
    },
  }),
  incident: () => ({ change: withIncident(Date.now()) }),
  wide: () => ({ change: withIncident(Date.now(), 5000) }),
  young: () => ({ change: withYoungHistory(Date.now(), 6) }),
  unrecorded: () => ({ change: withYoungHistory(Date.now(), null) }),
  noKeychain: () => ({ keychain: false }),
}
