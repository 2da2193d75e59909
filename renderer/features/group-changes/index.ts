import type { Feature } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { DeleteOffsets } from './delete-offsets.tsx'
import { ResetOffsets } from './reset.tsx'

export const groupChanges: Feature = {
  id: 'group-changes',
  title: en.groups.title,
  icon: 'groups',
  place: 'cluster',
  routes: [],
  forms: [
    { id: 'groups.resetOffsets', view: ResetOffsets },
    { id: 'groups.deleteOffsets', view: DeleteOffsets },
  ],
  actions: [],
}
