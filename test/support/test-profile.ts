import type { Profile } from '../../shared/contract/profiles.ts'
import { draft } from './profile-draft.ts'

/** A saved profile through which changes are made. */
export const testProfile = (change: Partial<Profile> = {}): Profile => ({
  ...draft(),
  id: 'p1',
  name: 'orders',
  environment: 'staging',
  access: 'guarded',
  folder: '',
  createdAt: 0,
  changedAt: 0,
  lastConnectedAt: null,
  ...change,
})
