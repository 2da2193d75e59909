import type { Feature } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { ReassignmentsScreen } from './screen.tsx'
import { ThrottleForm } from './throttle-form.tsx'

export const reassignments: Feature = {
  id: 'reassignments',
  title: en.reassignments.title,
  icon: 'reassign',
  place: 'cluster',
  rail: { section: 'Change', path: '/reassignments', key: 'p' },
  routes: [{ path: '/reassignments', screen: ReassignmentsScreen, title: () => en.reassignments.title }],
  forms: [{ id: 'reassignments.throttle', view: ThrottleForm }],
  actions: [],
}
